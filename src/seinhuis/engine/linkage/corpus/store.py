"""The corpus as one thing: a folder with records, what they mention, and where they came from.

Nothing heavy is imported here: each method loads what it needs, so that a look-up starts at once.
"""

import datetime
import re
import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from seinhuis.engine.linkage.corpus import folder as disk
from seinhuis.engine.linkage.corpus import manifest
from seinhuis.engine.linkage.corpus.contracts import Added, Hit, Progress, Removed, Statistics, silent
from seinhuis.engine.linkage.corpus.errors import BadInput, CorpusBusy, CorpusExists
from seinhuis.engine.linkage.corpus.manifest import Manifest

if TYPE_CHECKING:
    import pyarrow as pa

    from seinhuis.engine.linkage.contracts import Memberships
    from seinhuis.engine.linkage.corpus.looking_up import Index

_SOURCE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class Corpus:
    """A corpus in a folder. Many may read it at once, one may write.

    A record's id in the corpus is ``source:id``. The rows of `records()` are ordered by that id (by its UTF-8
    bytes), and the number of a record is its position there; it holds as long as `generation` is the same.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._index: Index | None = None

    @classmethod
    def create(cls, folder: str | Path) -> Self:
        """Make an empty corpus. Raises CorpusExists when the folder is there and not empty."""
        path = Path(folder)
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with disk.writing(path):
            if any(each.name != disk.LOCK for each in path.iterdir()):
                raise CorpusExists(f"{path}: this folder is not empty.")
            manifest.save(path, Manifest(uuid.uuid4().hex))
        return cls(path)

    @classmethod
    def open(cls, folder: str | Path) -> Self:
        """Open a corpus, and clear away what a killed process left there. Raises NoCorpus, CorpusDamaged."""
        path = Path(folder)
        manifest.load(path)
        try:
            with disk.writing(path):
                manifest.clear_leftovers(path, manifest.load(path))
        except (CorpusBusy, PermissionError):
            pass  # what stands there belongs to whoever writes now, or we may only read
        return cls(path)

    @property
    def generation(self) -> int:
        """Grows by one with each change; 0 for a new corpus."""
        return manifest.load(self.folder).generation

    @property
    def identity(self) -> str:
        """A random name that this corpus keeps, also when the folder is moved."""
        return manifest.load(self.folder).corpus

    def add(
        self,
        files: Iterable[str | Path],
        *,
        source: str,
        legal_ground: str | None = None,
        by: str | None = None,
        progress: Progress = silent,
        today: datetime.date | None = None,
    ) -> Added:
        """Add JSON lines, CSV or Parquet, gzip or plain: all files, or none when one cannot be used.

        ``source``: small letters, digits, dot, dash and underscore. Raises BadInput, CorpusBusy,
        ExtractionFailed, OSError; then the corpus is as before.
        """
        from seinhuis.engine.linkage.corpus import adding

        paths = tuple(map(Path, files))
        request = adding.Request(paths, checked_source(source), legal_ground, by, today or _today())
        return adding.add(self.folder, request, progress)

    def remove(
        self,
        *,
        source: str | None = None,
        ids: Sequence[str] = (),
        by: str | None = None,
        reason: str | None = None,
        today: datetime.date | None = None,
    ) -> Removed:
        """Take out a whole source, or records by their ids in the corpus; no file keeps a trace of them.

        Also deletes links, hubs, facts and clusters, which were computed from them, and what was judged of
        them. Raises BadInput when neither or both are named, CorpusBusy.
        """
        from seinhuis.engine.linkage.corpus import removing

        if (source is None) == (not ids):
            raise BadInput("Name either a source or record ids to remove.")
        return removing.remove(
            self.folder, removing.Request(source, tuple(ids), by, reason, today or _today())
        )

    def records(self, columns: Sequence[str] | None = None, *, since: int = 0) -> "pa.Table":
        """All records, ordered by `record`; columns as in `columns.STORED_RECORDS`, or only those named.

        ``since``: only those written after that generation; some of them may have been there before it.
        """
        from seinhuis.engine.linkage.corpus import querying

        return querying.records(self.folder, columns, since)

    def mentions(self, *, since: int = 0) -> "pa.Table":
        """All mentions, ordered by record and place; columns as in `columns.MENTIONS`.

        ``since``: only those written after that generation; some of them may have been there before it.
        """
        from seinhuis.engine.linkage.corpus import querying

        return querying.mentions(self.folder, since)

    def memberships(self, kinds: Collection[str] | None = None) -> "tuple[Memberships, pa.Table]":
        """Which row of `records()` mentions which row of the identifier table (`kind`, `canonical`).

        Only kinds that link (`linking.LINKING`), or those named. `canonical` is the linking form. The table
        is ordered by kind and canonical, the pairs by row and identifier, each once.
        """
        from seinhuis.engine.linkage.corpus import querying

        return querying.memberships(self.folder, kinds)

    def mentioned(self, records: "pa.Array", *, since: int = 0) -> "pa.Table":
        """What links these records: `row` (in the array), `kind` and `canonical` (the linking form).

        Ordered, each once. ``since``: only what was written after that generation is read.
        """
        from seinhuis.engine.linkage.corpus import querying

        return querying.mentioned(self.folder, since, records)

    def lookup(self, value: str) -> list[Hit]:
        """The records that hold what a person typed, by kind and record. Raises NothingToLookUp."""
        from seinhuis.engine.linkage.corpus.looking_up import Index

        self._index = self._index or Index(self.folder)
        return self._index.lookup(value)

    def stats(self) -> Statistics:
        """Counts, from the manifest alone; nothing else is read."""
        held = manifest.load(self.folder)
        by_source: Counter[str] = Counter()
        by_month: Counter[str] = Counter()
        by_kind: Counter[str] = Counter()
        rejects: Counter[str] = Counter()
        for part in held.records:
            by_source[part.source] += part.rows
            by_month[part.month] += part.rows
        for part in held.mentions:
            by_kind.update(part.counts)
        for each in held.rejects:
            rejects[each.source] += each.rejected
        return Statistics(
            by_source.total(), by_kind.total(), _sorted(by_source), _sorted(by_month), _sorted(by_kind),
            _sorted(rejects), len(held.files), sum(not each.legal_ground for each in held.files),
            held.generation,
        )  # fmt: skip


def checked_source(source: str) -> str:
    """The name of a source when it may be one. Raises BadInput."""
    if not _SOURCE.fullmatch(source):
        raise BadInput(
            "The name of a source has 1 to 64 small letters, digits, dots, dashes and underscores, and "
            "begins with a letter or digit."
        )
    return source


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()
