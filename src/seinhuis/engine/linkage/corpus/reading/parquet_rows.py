"""Rows of a Parquet file; the number of a row counts from 1."""

from collections.abc import Iterator
from typing import IO, Any

from seinhuis.engine.linkage.corpus.errors import BadInput
from seinhuis.engine.linkage.corpus.reading.lines import NOT_UTF8, Row, Unreadable

_ROWS = 1000


def rows(stream: IO[bytes], name: str) -> Iterator[Row]:
    """One row for each row of the table. Raises BadInput."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        file = pq.ParquetFile(stream)
        names = file.schema_arrow.names
        if not {"id", "text"} <= set(names) or len(set(names)) < len(names):
            raise BadInput(f"{name}: the table has no columns id and text, or two with one name.")
        for batch in file.iter_batches(batch_size=_ROWS):
            for row in _plain(batch):
                number += 1
                yield number, row
    except pa.ArrowException:
        raise BadInput(f"{name}: the Parquet file is damaged after row {number}.") from None


def _plain(batch: Any) -> Iterator[dict[str, Any] | Unreadable]:
    columns = [_values(column) for column in batch.columns]
    for values in zip(*columns, strict=True):
        try:
            yield {
                name: value.decode("utf-8") if isinstance(value, bytes) else value
                for name, value in zip(batch.schema.names, values, strict=True)
            }
        except UnicodeDecodeError:
            yield Unreadable(NOT_UTF8)


def _values(column: Any) -> list[Any]:
    """Values of a column; text as bytes, so that one broken text does not break the batch."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        column = column.cast(pa.large_binary())
    values: list[Any] = column.to_pylist()
    return values
