"""The whole check, from a path to a report."""

import errno
import os
from contextlib import ExitStack
from pathlib import Path

from seinhuis.engine.evidence.verification.bag_checks import Bag, check_bag, find_bag
from seinhuis.engine.evidence.verification.exhibit_checks import check_exhibits
from seinhuis.engine.evidence.verification.reading import Opened, open_folder, open_tar
from seinhuis.engine.evidence.verification.report import Finding, State, VerificationReport
from seinhuis.engine.evidence.verification.seal_checks import check_signature, check_time


def verify_package(
    path: Path, *, signer_key: bytes | None = None, tsa_certificate: bytes | None = None
) -> VerificationReport:
    """Check a tar, or the folder it was unpacked into; the two keys are PEM got from somewhere else.

    Raises StillSealed when it was not opened yet, UnreadablePackage when it is none or not safe to open,
    UnusableAuthority when the given certificate cannot be used, and OSError when the path cannot be read.
    """
    with ExitStack() as stack:
        opened = _open(path, stack)
        return _check(find_bag(opened), signer_key, tsa_certificate)


def _open(path: Path, stack: ExitStack) -> Opened:
    if path.is_dir():
        return open_folder(path)
    if not path.is_file():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    return open_tar(stack.enter_context(path.open("rb")))


def _check(bag: Bag, signer_key: bytes | None, tsa_certificate: bytes | None) -> VerificationReport:
    signature = check_signature(bag, signer_key)
    time = check_time(bag, tsa_certificate)
    findings = (*check_bag(bag), *check_exhibits(bag), *signature.findings, *time.findings, *_rewritten(bag))
    return VerificationReport(bag.folder, findings, signature.fingerprint, signature.confirmed, time.moment)


def _rewritten(bag: Bag) -> tuple[Finding, ...]:
    if not bag.opened.rewritten:
        return ()
    note = "The tar was written again by another program, or damaged where it holds no content."
    return (Finding("tar", State.NOTE, note),)
