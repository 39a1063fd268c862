"""Keeping the index with the corpus: a segment for what is new, small ones merged, what is removed left out.

A new segment swallows those before it that are not more than twice its size, so that there are never more
than some tens, and adding costs in proportion to what is added (as in a log-structured merge tree).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from seinhuis.engine.linkage.corpus import engine, parts
from seinhuis.engine.linkage.corpus.folder import INDEX
from seinhuis.engine.linkage.corpus.index.building import build, pairs_of
from seinhuis.engine.linkage.corpus.manifest import Part, Segment

_PAIRS = """
select distinct kind || ':' || linking as key, record as value
from read_parquet($paths) where linking is not null
order by key, value
"""
_MERGED = "select distinct key, value from merging order by key, value"
_KEPT = """
select key, value from held_pairs anti join gone on held_pairs.value = gone.record order by key, value
"""


def extended(
    connection: Any, folder: Path, segments: Sequence[Segment], mentions: Sequence[Part], generation: int
) -> tuple[Segment, ...]:
    """The segments with one for the new mention parts."""
    import pyarrow as pa

    if not mentions:
        return tuple(segments)
    paths = [str(path) for path in parts.files(folder, mentions)]
    pairs = engine.table(connection, _PAIRS, {"paths": paths})
    if not len(pairs):
        return tuple(segments)
    kept, size, swallowed = list(segments), len(pairs), []
    while kept and kept[-1].pairs <= 2 * size:
        swallowed.append(kept.pop())
        size += swallowed[-1].pairs
    if swallowed:
        tables = [pairs.cast(_schema()), *(pairs_of(folder / each.path) for each in swallowed)]
        connection.register("merging", pa.concat_tables(tables))
        pairs = engine.table(connection, _MERGED)
        connection.unregister("merging")
    return (*kept, _written(folder, pairs, f"{generation:08}"))


def without(
    connection: Any, folder: Path, segments: Sequence[Segment], generation: int
) -> tuple[Segment, ...]:
    """The segments without the records in the table `gone`."""
    kept = []
    for segment in segments:
        connection.register("held_pairs", pairs_of(folder / segment.path))
        pairs = engine.table(connection, _KEPT)
        connection.unregister("held_pairs")
        if len(pairs) == segment.pairs:
            kept.append(segment)
        elif len(pairs):
            kept.append(_written(folder, pairs, f"{generation:08}-{Path(segment.path).stem}"))
    return tuple(kept)


def _written(folder: Path, pairs: Any, name: str) -> Segment:
    path = folder / INDEX / f"{name}.index"
    build(path, pairs)
    return Segment(str(path.relative_to(folder)), len(pairs))


def _schema() -> Any:
    import pyarrow as pa

    return pa.schema([("key", pa.large_string()), ("value", pa.large_string())])
