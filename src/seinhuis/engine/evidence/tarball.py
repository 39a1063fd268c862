"""Writing a tar that is the same every time: plain USTAR, sorted, one moment, owned by nobody."""

import io
import tarfile
from collections.abc import Mapping
from typing import BinaryIO

_MODE = 0o644


def write_tar(files: Mapping[str, bytes], target: BinaryIO, *, moment: int) -> None:
    """Write the files to ``target``; ``moment`` is seconds since 1970 (UTC) and becomes every file's time."""
    with tarfile.open(fileobj=target, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(files):
            archive.addfile(member(name, len(files[name]), moment), io.BytesIO(files[name]))


def member(name: str, size: int, moment: int) -> tarfile.TarInfo:
    """The one form in which a file of a package stands in its tar."""
    info = tarfile.TarInfo(name)
    info.size = size
    info.mtime = moment
    info.mode = _MODE
    return info
