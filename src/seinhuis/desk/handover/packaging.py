"""Making a package in memory, and the one private folder that the background check needs."""

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from seinhuis.engine.evidence.contracts import PackageContent
from seinhuis.engine.evidence.errors import UnusableAuthority
from seinhuis.engine.evidence.package import compose_package
from seinhuis.engine.evidence.seal import seal_stream
from seinhuis.engine.evidence.stamps import Stamper
from seinhuis.engine.sealing.signatures import SigningKey

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a private folder with a random name is made in it
PREFIX = "seinhuis-package-"


@dataclass(frozen=True)
class SealedPackage:
    """The package as it leaves, and the one file of it that the worker still has to check."""

    data: bytes = field(repr=False)
    case: bytes = field(repr=False)


def make_package(
    content: PackageContent, recipients: list[str], *, signer: SigningKey, stamper: Stamper | None
) -> SealedPackage:
    """Build, sign, stamp and seal a package.

    Before it is sealed nothing of it touches a disk. Raises EvidenceError.
    """
    composed = compose_package(content, signer=signer, stamper=stamper)
    plain, sealed = io.BytesIO(), io.BytesIO()
    composed.write_to(plain)
    plain.seek(0)
    seal_stream(plain, sealed, recipients)
    return SealedPackage(sealed.getvalue(), composed.case_json)


def stamper_of_house() -> Stamper | None:
    """The time stamp authority that the installation names, or None. Raises UnusableAuthority."""
    if not settings.SEINHUIS_TSA_URL:
        return None
    try:
        certificate = Path(settings.SEINHUIS_TSA_CERTIFICATE).read_bytes()
    except OSError:
        raise UnusableAuthority("The certificate of the time stamp authority cannot be read.") from None
    return Stamper(settings.SEINHUIS_TSA_URL, certificate)


@contextmanager
def private_folder() -> Iterator[Path]:
    """A new folder of mode 0700, in memory where the machine has that, removed at the end whatever happens.

    What a killed process left behind is removed first.
    """
    place = _place()
    _remove_leftovers(place)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=place))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _place() -> Path:
    if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK | os.X_OK):
        return IN_MEMORY
    place = Path(settings.SEINHUIS_HOME) / "tmp"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def _remove_leftovers(place: Path) -> None:
    for folder in place.glob(f"{PREFIX}*"):
        process = folder.name.removeprefix(PREFIX).partition("-")[0]
        if process.isdecimal() and folder.stat().st_uid == os.getuid() and not _alive(int(process)):
            shutil.rmtree(folder)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
