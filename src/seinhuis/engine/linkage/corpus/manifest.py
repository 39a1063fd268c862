"""The manifest: which files make up the corpus, and where everything in them came from.

One JSON file that is replaced in one step. What it does not name is no part of the corpus.
"""

import datetime
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from seinhuis.engine.linkage.corpus import folder as disk
from seinhuis.engine.linkage.corpus.errors import CorpusDamaged, NoCorpus

FORMAT = 1


@dataclass(frozen=True)
class Part:
    """One Parquet file of records or mentions of one source and month; ``counts`` by kind for mentions."""

    path: str
    source: str
    month: str
    rows: int
    generation: int
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Segment:
    """One file of the look-up index, and how many (identifier, record) pairs it holds."""

    path: str
    pairs: int


@dataclass(frozen=True)
class Rejects:
    """One file with the lines that were set aside in one `add`."""

    path: str
    source: str
    rejected: int


@dataclass(frozen=True)
class AddedFile:
    """Provenance of one file: what it was, when it came, by whom and on which legal ground."""

    sha256: str
    name: str
    size: int
    source: str
    on: str
    by: str | None
    legal_ground: str | None
    lines: int
    added: int
    known: int
    rejected: int


@dataclass(frozen=True)
class Removal:
    """That something was removed, by whom and why; not what."""

    on: str
    by: str | None
    reason: str | None
    records: int


@dataclass(frozen=True)
class Manifest:
    """The corpus at one moment; ``generation`` grows by one with each change."""

    corpus: str
    generation: int = 0
    records: tuple[Part, ...] = ()
    mentions: tuple[Part, ...] = ()
    segments: tuple[Segment, ...] = ()
    rejects: tuple[Rejects, ...] = ()
    files: tuple[AddedFile, ...] = ()
    removals: tuple[Removal, ...] = ()

    @property
    def paths(self) -> set[str]:
        """Every file of the corpus, relative to its folder."""
        named: Iterable[Part | Segment | Rejects]
        named = (*self.records, *self.mentions, *self.segments, *self.rejects)
        return {each.path for each in named}

    def added_on(self, sha256: str, source: str) -> datetime.date | None:
        """The day on which this very file was added to this source."""
        days = (each.on for each in self.files if (each.sha256, each.source) == (sha256, source))
        return next(map(datetime.date.fromisoformat, days), None)


_LISTS: dict[str, Any] = {
    "records": Part,
    "mentions": Part,
    "segments": Segment,
    "rejects": Rejects,
    "files": AddedFile,
    "removals": Removal,
}


def load(folder: Path) -> Manifest:
    """Read the manifest. Raises NoCorpus, and CorpusDamaged when it cannot be understood."""
    try:
        content = (folder / disk.MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NoCorpus(f"{folder}: there is no corpus here; 'seinhuis corpus add' makes one.") from None
    try:
        read = json.loads(content)
        if read.pop("format") != FORMAT:
            raise CorpusDamaged(f"{folder}: this corpus was written by another version; update Seinhuis.")
        lists: dict[str, Any] = {
            name: tuple(kind(**each) for each in read.pop(name)) for name, kind in _LISTS.items()
        }
        return Manifest(read["corpus"], read["generation"], **lists)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise CorpusDamaged(f"{folder}: the file {disk.MANIFEST} is damaged; restore the folder.") from None


def damaged(folder: Path) -> CorpusDamaged:
    """A file that the manifest names is not there."""
    return CorpusDamaged(f"{folder}: a file of the corpus is missing; restore the folder.")


def save(folder: Path, manifest: Manifest) -> None:
    """Make this the corpus; every file it names must be on the disk already."""
    content = json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1, ensure_ascii=False)
    disk.replace(folder / disk.MANIFEST, content.encode())


def clear_leftovers(folder: Path, manifest: Manifest) -> None:
    """Delete what a killed process left behind, and what this manifest names no longer. Writer only."""
    from seinhuis.engine.linkage.corpus import judged

    judged.finish(folder, manifest.generation)
    disk.clear(folder, manifest.paths | _derived(folder))


def _derived(folder: Path) -> set[str]:
    from seinhuis.engine.linkage.corpus.clusters import index_path

    path = index_path(folder)
    return set() if path is None else {str(path.relative_to(folder))}
