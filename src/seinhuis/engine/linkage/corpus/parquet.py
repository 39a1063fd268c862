"""Writing Parquet row by row in batches, and in files that follow one another in an ordered stream."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

COMPRESSION = "zstd"
ROW_GROUP = 20_000


class Writer:
    """Collects rows and writes a row group when there are enough rows or enough text."""

    def __init__(self, path: Path, schema: Any, rows: int, size: int) -> None:
        import pyarrow.parquet as pq

        self._writer = pq.ParquetWriter(path, schema, compression="lz4")
        self._schema, self._most_rows, self._most_size = schema, rows, size
        self._rows: list[tuple[Any, ...]] = []
        self._size = 0

    def add(self, row: tuple[Any, ...], size: int) -> None:
        """Add one row, with values in the order of the schema; ``size`` is about how much text it holds."""
        self._rows.append(row)
        self._size += size
        if len(self._rows) >= self._most_rows or self._size >= self._most_size:
            self._flush()

    def close(self) -> None:
        """Write the rest and end the file."""
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._rows:
            values = zip(*self._rows, strict=True)
            arrays = [pa.array(each, kind) for each, kind in zip(values, self._schema.types, strict=True)]
            self._writer.write_batch(pa.record_batch(arrays, schema=self._schema))
        self._rows.clear()
        self._size = 0


def write_by_month(batches: Iterable[Any], path_of: Any) -> Iterator[tuple[str, Path, int]]:
    """Write batches that are ordered by ``month`` to one file a month; yields (month, path, rows) of each."""
    import pyarrow.parquet as pq

    writer: Any = None
    month, path, rows = "", Path(), 0
    for batch in batches:
        for first, last, name in _stretches(batch):
            if writer is None or name != month:
                if writer is not None:
                    writer.close()
                    yield month, path, rows
                month, path, rows = name, path_of(name), 0
                path.parent.mkdir(parents=True, exist_ok=True)
                writer = pq.ParquetWriter(path, batch.schema, compression=COMPRESSION)
            writer.write_batch(batch.slice(first, last - first), row_group_size=ROW_GROUP)
            rows += last - first
    if writer is not None:
        writer.close()
        yield month, path, rows


def _stretches(batch: Any) -> Iterator[tuple[int, int, str]]:
    """Where one month begins and ends in a batch, and which."""
    import numpy

    names = batch.column("month").to_numpy(zero_copy_only=False)
    breaks = (numpy.flatnonzero(names[1:] != names[:-1]) + 1).tolist()
    edges = [0, *breaks, len(names)] if len(names) else []
    for first, last in pairwise(edges):
        yield first, last, names[first]
