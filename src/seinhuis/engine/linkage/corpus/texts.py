"""What is found in the accepted records: looked for once for each text that the corpus does not know yet."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from seinhuis.engine.linkage.corpus import columns, engine
from seinhuis.engine.linkage.corpus.contracts import Progress
from seinhuis.engine.linkage.corpus.extracting import BATCH, extract_all
from seinhuis.engine.linkage.corpus.staging import Stage

READY_MADE = "ready-made"

_TEXTS = "create temp table texts as select text_hash, min(position) as position from accepted group by all"
_CACHED = """
create temp table cached as
select text_hash, min(record) as record
from all_records semi join texts using (text_hash) where extractor = $extractor group by text_hash
"""
_WANTED = "select position from texts anti join cached using (text_hash) order by position"
_HAS_CACHED = "select count(*) from cached"
_FROM_CACHE = """
create temp table from_cache as
select cached.text_hash, kind, canonical, linking, start, "end", obfuscated, confidence
from all_mentions join cached using (record) where extractor = $extractor
"""
_NO_CACHE = "create temp table from_cache as from found limit 0"
_MENTIONS = f"""
select record, kind, canonical, linking, start, "end", obfuscated, confidence, $extractor as extractor,
    source, month
from accepted join (from found union all from from_cache) using (text_hash)
union all
select record, kind, canonical, linking, null, null, null, null, '{READY_MADE}', source, month
from accepted join ready_made using (position)
order by month, record, start nulls last, kind, canonical
"""  # noqa: S608  # the only value in it is the constant above


def find_new(
    connection: Any,
    stage: Stage,
    held: tuple[Sequence[Path], Sequence[Path]],
    extractor: str,
    progress: Progress,
) -> str:
    """Find in the texts of `accepted`; returns the query that gives all their mentions, by month and record.

    ``held``: all record files and all mention files of the corpus, which serve as the cache. The query takes
    the parameter `extractor`.
    """
    records, mentions = held
    engine.view(connection, "all_records", records, columns.STORED_RECORDS)
    engine.view(connection, "all_mentions", mentions, columns.MENTIONS)
    connection.execute(_TEXTS)
    connection.execute(_CACHED, {"extractor": extractor})
    wanted = connection.execute(_WANTED).fetchnumpy()["position"]
    found = stage.folder / "found.parquet"
    _extract(stage.rows, wanted, found, progress)
    engine.view(connection, "found", [found], columns.FOUND_IN_TEXT)
    engine.view(connection, "ready_made", [stage.ready_made], columns.READY_MADE)
    ((cached,),) = connection.execute(_HAS_CACHED).fetchall()
    if cached:
        connection.execute(_FROM_CACHE, {"extractor": extractor})
    else:
        connection.execute(_NO_CACHE)
    return _MENTIONS


def _extract(rows: Path, wanted: Any, found: Path, progress: Progress) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(found, columns.FOUND_IN_TEXT, compression="lz4") as writer:
        extract_all(
            _batches(rows, wanted),
            len(wanted),
            writer.write_batch,
            lambda done: progress("extract", done, len(wanted)),
        )


def _batches(rows: Path, wanted: Any) -> Iterator[Any]:
    """The wanted rows (positions, ascending) as batches of hash and text."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for batch in pq.ParquetFile(rows).iter_batches(
        batch_size=BATCH, columns=["position", *columns.TEXTS.names]
    ):
        position = batch.column("position").to_numpy()
        first, last = wanted.searchsorted((position[0], position[-1] + 1))
        if first < last:
            chosen = position.searchsorted(wanted[first:last])
            yield batch.select(columns.TEXTS.names).take(pa.array(chosen))
