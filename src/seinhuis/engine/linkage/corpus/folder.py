"""The folder on disk: one writer at a time, files that are there whole or not at all, no leftovers."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from seinhuis.engine.linkage.corpus.errors import CorpusBusy

MANIFEST = "manifest.json"
RECORDS, MENTIONS, REJECTS, INDEX, STAGING = "records", "mentions", "rejects", "index", "staging"
_SPILL = "spill"
# Whatever stands in these and is not named in the manifest is left over from a process that was killed.
OWNED = (RECORDS, MENTIONS, REJECTS, INDEX, STAGING)
LOCK = "writer.lock"
_NEW = ".new"


@contextmanager
def spilling(folder: Path) -> Iterator[Path | None]:
    """A folder of its own for a reader that needs more room than memory; None where we may not write."""
    try:
        (folder / _SPILL).mkdir(mode=0o700, exist_ok=True)
        place = Path(tempfile.mkdtemp(dir=folder / _SPILL))
    except OSError:
        yield None
        return
    descriptor = os.open(place, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        os.close(descriptor)


def _clear_spill(folder: Path) -> None:
    """Delete what readers that were killed spilled; a living reader holds a lock on its folder."""
    for place in (folder / _SPILL).glob("*"):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(place)
        except BlockingIOError:
            continue
        finally:
            os.close(descriptor)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the only writer. Raises CorpusBusy when another process is, OSError when the folder is read-only."""
    descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CorpusBusy(f"{folder}: another process is writing here; try again later.") from None
        yield
    finally:
        os.close(descriptor)


def sync(path: Path) -> None:
    """Make sure that a file or the names in a folder are on the disk, not on their way to it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_all(folder: Path, paths: Iterable[str]) -> None:
    """Sync new files and every folder on the way to them."""
    files = [folder / path for path in paths]
    parents = {parent for file in files for parent in file.parents if parent.is_relative_to(folder)}
    for path in (*files, *sorted(parents, reverse=True)):
        sync(path)


def replace(path: Path, content: bytes) -> None:
    """Replace a file in one step: whoever reads finds the old content or the new, whole."""
    new = path.with_name(path.name + _NEW)
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.rename(path)
    sync(path.parent)


def clear(folder: Path, keep: set[str]) -> None:
    """Delete what stands in the owned folders and is not kept (paths relative to the folder)."""
    (folder / (MANIFEST + _NEW)).unlink(missing_ok=True)
    _clear_spill(folder)
    for name in OWNED:
        for place, _, files in os.walk(folder / name, topdown=False):
            for file in files:
                path = Path(place, file)
                if str(path.relative_to(folder)) not in keep:
                    path.unlink()
            if not os.listdir(place):
                os.rmdir(place)
