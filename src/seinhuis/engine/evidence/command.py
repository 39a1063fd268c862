"""The verb `seinhuis handover verify`: check an opened package without a database."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from seinhuis.engine.evidence.errors import EvidenceError, StillSealed, UnreadablePackage, UnusableAuthority
from seinhuis.engine.evidence.texts import one_line

GOOD, WRONG, USAGE = 0, 1, 2


def add_parser(verbs: Any) -> Any:
    """Add `handover` with its verb `verify`; returns the inner subparsers for more verbs."""
    group = verbs.add_parser("handover", help="Check a package that was handed over.")
    inner = group.add_subparsers(metavar="VERB", required=True)
    _add_verify(inner)
    return inner


def _add_verify(inner: Any) -> None:
    text = "Check an opened package: files, hashes, signature and time stamp. Needs no database."
    parser: argparse.ArgumentParser = inner.add_parser(
        "verify",
        help=text,
        description=f"{text} Exit code 0: nothing is wrong; 1: something is; 2: wrong usage or still sealed.",
        epilog="Example: seinhuis handover verify package.tar",
    )
    parser.add_argument("package", type=Path, help="the tar, or the folder it was unpacked into")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.add_argument(
        "--tsa-certificate", type=Path, metavar="FILE", help="PEM of the time stamp authority, got from them"
    )
    parser.add_argument(
        "--signer-key", type=Path, metavar="FILE", help="PEM of the signer's key, got from the sender"
    )
    parser.set_defaults(run=_verify)


def _verify(arguments: argparse.Namespace) -> int:
    # Imported here, so that the other verbs start without it.
    from seinhuis.engine.evidence.verification.verify import verify_package

    try:
        keys = {
            "signer_key": _optional(arguments.signer_key),
            "tsa_certificate": _optional(arguments.tsa_certificate),
        }
        _check_keys(**keys)
        report = verify_package(arguments.package, **keys)
    except (StillSealed, UnusableAuthority) as error:
        return _refuse(arguments, str(error), USAGE)
    except UnreadablePackage as error:
        return _refuse(arguments, str(error), WRONG)
    except OSError as error:
        return _refuse(arguments, f"{one_line(str(error.filename))}: {error.strerror}.", USAGE)
    print(json.dumps(report.as_dict(), indent=1) if arguments.json else "\n".join(report.lines()))
    return GOOD if report.ok else WRONG


def _check_keys(*, signer_key: bytes | None, tsa_certificate: bytes | None) -> None:
    from seinhuis.engine.evidence.signing import read_public_key_pem
    from seinhuis.engine.evidence.stamps import read_chain

    if tsa_certificate is not None:
        read_chain(tsa_certificate)
    if signer_key is not None:
        try:
            read_public_key_pem(signer_key)
        except EvidenceError as error:
            raise UnusableAuthority(str(error)) from None


def _optional(path: Path | None) -> bytes | None:
    return path.read_bytes() if path else None


def _refuse(arguments: argparse.Namespace, message: str, code: int) -> int:
    if arguments.json:
        print(json.dumps({"ok": False, "message": message}))
    else:
        print(f"seinhuis: {message}", file=sys.stderr)
    return code
