"""Taking records out: their texts, mentions and entries in the index, and what was computed from them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from seinhuis.engine.linkage.corpus import clusters, columns, engine, judged, manifest, parts
from seinhuis.engine.linkage.corpus import folder as disk
from seinhuis.engine.linkage.corpus.contracts import Removed
from seinhuis.engine.linkage.corpus.index import maintaining
from seinhuis.engine.linkage.corpus.manifest import Manifest, Removal

_GONE_SOURCE = "create temp table gone as select record from held where source = $source"
_GONE_IDS = "create temp table gone as select distinct record from held semi join wanted using (record)"


@dataclass(frozen=True)
class Request:
    """What is to go: a whole source or single records by their ids in the corpus; why, by whom."""

    source: str | None
    ids: tuple[str, ...]
    by: str | None
    reason: str | None
    today: datetime.date


def remove(folder: Path, request: Request) -> Removed:
    """Remove, in one step. Raises CorpusBusy."""
    with disk.writing(folder):
        before = manifest.load(folder)
        manifest.clear_leftovers(folder, before)
        try:
            with engine.connect(folder / disk.STAGING) as connection:
                gone = _find(connection, folder, before, request)
                if not gone and not _holds_source(before, request.source):
                    return Removed((), 0, request.ids)
                after = _without(connection, folder, before, request, len(gone))
            disk.sync_all(folder, after.paths - before.paths)
            # First what was computed: were this killed now, it could be computed again; the other way round
            # it would quote what is gone.
            clusters.forget(folder)
            judged.prepare(folder, set(gone), after.generation)
            manifest.save(folder, after)
        finally:
            manifest.clear_leftovers(folder, manifest.load(folder))
    missing = tuple(sorted(set(request.ids) - set(gone)))
    return Removed(tuple(gone), _rows(before) - _rows(after), missing)


def _rows(of: Manifest) -> int:
    return sum(part.rows for part in of.mentions)


def _holds_source(before: Manifest, source: str | None) -> bool:
    return source in {each.source for each in before.files} | {each.source for each in before.rejects}


def _find(connection: Any, folder: Path, before: Manifest, request: Request) -> list[str]:
    """Make the table `gone`; the record ids in it, in order."""
    import pyarrow as pa

    engine.view(connection, "held", parts.files(folder, before.records), columns.STORED_RECORDS)
    if request.source is not None:
        connection.execute(_GONE_SOURCE, {"source": request.source})
    else:
        connection.register("wanted", pa.table({"record": pa.array(request.ids, pa.string())}))
        connection.execute(_GONE_IDS)
    return [record for (record,) in connection.execute("from gone order by record").fetchall()]


def _without(connection: Any, folder: Path, before: Manifest, request: Request, count: int) -> Manifest:
    generation = before.generation + 1
    records = _kept(connection, folder, disk.RECORDS, before.records, request, generation)
    mentions = _kept(connection, folder, disk.MENTIONS, before.mentions, request, generation)
    removal = Removal(request.today.isoformat(), request.by, request.reason, count)
    source = request.source
    return replace(
        before,
        generation=generation,
        records=records,
        mentions=mentions,
        segments=maintaining.without(connection, folder, before.segments, generation),
        rejects=tuple(each for each in before.rejects if each.source != source),
        files=tuple(each for each in before.files if each.source != source),
        removals=(*before.removals, removal),
    )


def _kept(
    connection: Any, folder: Path, kind: str, held: Sequence[Any], request: Request, generation: int
) -> tuple[Any, ...]:
    kept: list[Any] = []
    for part in held:
        if request.source is None:
            kept += parts.without(connection, folder, kind, part, generation)
        elif part.source != request.source:
            kept.append(part)
    return tuple(kept)
