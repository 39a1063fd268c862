"""Reading a package where it lies: a tar, or the folder it was unpacked into. Writes and follows nothing."""

import hashlib
import os
import stat
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from seinhuis.engine.evidence.errors import StillSealed, UnreadablePackage
from seinhuis.engine.evidence.tarball import member
from seinhuis.engine.evidence.texts import one_line

BLOCK = tarfile.BLOCKSIZE
MOST_FILES = 100_000
LARGEST_LIST = 64 * 1024 * 1024
_CHUNK = 1024 * 1024
_AGE = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")
_OTHERS = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"\xfd7zXZ\x00": "xz",
    b"BZh": "bzip2",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"7z\xbc\xaf": "7z",
}
_FILES = (tarfile.REGTYPE, tarfile.AREGTYPE)
_KINDS = {
    tarfile.SYMTYPE: "a symbolic link",
    tarfile.LNKTYPE: "a hard link",
    tarfile.GNUTYPE_SPARSE: "a file with holes",
}
SIDE_FILES = (".signer.pem", ".tagmanifest.sig", ".tsq", ".tsr", ".tsa.pem")


class Opened(Protocol):
    """A package that lies open: names to sizes, contents by name."""

    sizes: dict[str, int]
    rewritten: bool

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content in pieces."""
        ...


def read_small(opened: Opened, name: str) -> bytes:
    """A whole file that must be small. Raises UnreadablePackage."""
    if opened.sizes[name] > LARGEST_LIST:
        raise UnreadablePackage(f"{one_line(name)} is too large for what it is.")
    return b"".join(opened.chunks(name))


def digest(opened: Opened, name: str) -> str:
    """SHA-256 of one file, in hexadecimal."""
    hashed = hashlib.sha256()
    for chunk in opened.chunks(name):
        hashed.update(chunk)
    return hashed.hexdigest()


@dataclass
class OpenedTar:
    """A tar: where each file begins. ``rewritten`` when a header is not as `tarball` writes it."""

    stream: BinaryIO
    sizes: dict[str, int]
    places: dict[str, int]
    rewritten: bool

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content in pieces."""
        self.stream.seek(self.places[name])
        yield from _pieces(self.stream, self.sizes[name])


@dataclass
class OpenedFolder:
    """A folder; names are relative to ``root``."""

    root: Path
    sizes: dict[str, int]
    rewritten: bool = False

    def chunks(self, name: str) -> Iterator[bytes]:
        """The content in pieces."""
        handle = os.open(self.root / name, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(handle, "rb") as stream:
            yield from _pieces(stream, self.sizes[name])


def open_tar(stream: BinaryIO) -> OpenedTar:
    """Read the headers of a plain tar. Raises StillSealed or UnreadablePackage."""
    _refuse_other_forms(stream.read(64))
    total = stream.seek(0, os.SEEK_END)
    opened = OpenedTar(stream, {}, {}, rewritten=False)
    position, last = 0, "its beginning"
    while any(block := _block(stream, position, last)):
        position, last = _take(opened, block, position, total, last)
    _check_zeros(stream, position, max(total, position + 2 * BLOCK), last)
    return opened


def open_folder(folder: Path) -> OpenedFolder:
    """Find the bag in a folder, or take the folder for the bag. Raises UnreadablePackage."""
    bag = folder.resolve() if (folder / "bagit.txt").is_file() else _only_bag(folder)
    opened = OpenedFolder(bag.parent, {})
    for path in _walk(bag):
        opened.sizes[path.relative_to(bag.parent).as_posix()] = path.lstat().st_size
    for ending in SIDE_FILES:
        path = bag.parent / f"{bag.name}{ending}"
        if os.path.lexists(path):
            _refuse_special(path, path.name)
            opened.sizes[path.name] = path.lstat().st_size
    return opened


def _pieces(stream: BinaryIO, size: int) -> Iterator[bytes]:
    left = size
    while left:
        piece = stream.read(min(_CHUNK, left))
        if not piece:
            raise UnreadablePackage("A file became shorter while it was read.")
        left -= len(piece)
        yield piece


def _refuse_other_forms(start: bytes) -> None:
    if start.startswith(_AGE):
        raise StillSealed(
            "The package is still sealed. Open it first: age -d -i key.txt -o package.tar package.tar.age "
            "(key.txt is your own secret age key), then check package.tar."
        )
    for magic, name in _OTHERS.items():
        if start.startswith(magic):
            raise UnreadablePackage(
                f"This is a {name} file. A package is a plain tar; give the tar that age gave you."
            )


def _block(stream: BinaryIO, position: int, last: str) -> bytes:
    stream.seek(position)
    block = stream.read(BLOCK)
    if len(block) < BLOCK:
        raise UnreadablePackage(f"The tar ends too early, after {last}: part of it is missing.")
    return block


def _take(opened: OpenedTar, block: bytes, position: int, total: int, last: str) -> tuple[int, str]:
    info = _info(block, last)
    name, shown = info.name, one_line(info.name)
    _refuse_kind(info, shown)
    _refuse_name(name, shown)
    begin, end = position + BLOCK, position + BLOCK + info.size
    if info.size < 0 or end > total:
        raise UnreadablePackage(f"The tar ends in the middle of {shown}: part of it is missing.")
    opened.rewritten = opened.rewritten or block != member(name, info.size, int(info.mtime)).tobuf(
        tarfile.USTAR_FORMAT
    )
    if info.type != tarfile.DIRTYPE:
        if name in opened.sizes:
            raise UnreadablePackage(f"{shown} stands in the tar twice.")
        opened.sizes[name], opened.places[name] = info.size, begin
    if len(opened.sizes) > MOST_FILES:
        raise UnreadablePackage(f"The tar holds more than {MOST_FILES} files: this is no package.")
    padded = -(-end // BLOCK) * BLOCK
    _check_zeros(opened.stream, end, padded, shown)
    return padded, shown


def _info(block: bytes, last: str) -> tarfile.TarInfo:
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        raise UnreadablePackage(f"The tar is damaged after {last}, or this is not a tar.") from None


def _refuse_kind(info: tarfile.TarInfo, shown: str) -> None:
    if info.type not in (*_FILES, tarfile.DIRTYPE):
        kind = _KINDS.get(info.type, "something else than a file or a folder")
        raise UnreadablePackage(f"{shown} is {kind}; a package holds only plain files. Do not unpack it.")


def _refuse_name(name: str, shown: str) -> None:
    parts = name.split("/")
    if (
        name.startswith("/")
        or "\\" in name
        or ":" in parts[0]
        or any(part in ("", ".", "..") for part in parts)
    ):
        raise UnreadablePackage(f"The name {shown} leads outside the package. Do not unpack it.")


def _check_zeros(stream: BinaryIO, begin: int, end: int, last: str) -> None:
    stream.seek(begin)
    for piece in _pieces_of_end(stream, end - begin, last):
        if any(piece):
            raise UnreadablePackage(
                f"The tar is damaged after {last}: there is something where nothing should be."
            )


def _pieces_of_end(stream: BinaryIO, size: int, last: str) -> Iterator[bytes]:
    try:
        yield from _pieces(stream, size)
    except UnreadablePackage:
        raise UnreadablePackage(f"The tar ends too early, after {last}: part of it is missing.") from None


def _only_bag(folder: Path) -> Path:
    found = [path.parent for path in folder.resolve().glob("*/bagit.txt")]
    if len(found) != 1:
        raise UnreadablePackage(
            "In this folder there must be one unpacked package, that is one folder with a file bagit.txt; "
            f"there are {len(found)}."
        )
    return found[0]


def _walk(bag: Path) -> Iterator[Path]:
    _refuse_special(bag, bag.name)
    for top, folders, files in os.walk(bag, onerror=_refuse_unreadable):
        for name in sorted(folders):
            _refuse_special(Path(top, name), Path(top, name).relative_to(bag.parent).as_posix())
        for name in sorted(files):
            path = Path(top, name)
            _refuse_special(path, path.relative_to(bag.parent).as_posix())
            yield path


def _refuse_special(path: Path, name: str) -> None:
    mode = path.lstat().st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        kind = "a symbolic link" if stat.S_ISLNK(mode) else "something else than a file or a folder"
        raise UnreadablePackage(f"{one_line(name)} is {kind}; a package holds only plain files.")


def _refuse_unreadable(error: OSError) -> None:
    raise UnreadablePackage("A folder of the package cannot be read.") from error
