"""Reading the corpus as tables, with rows in one stated order."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any, TypeVar

from seinhuis.engine.linkage.contracts import Memberships
from seinhuis.engine.linkage.corpus import columns, engine, manifest, parts
from seinhuis.engine.linkage.corpus.errors import BadInput, CorpusDamaged
from seinhuis.engine.linkage.corpus.folder import spilling
from seinhuis.engine.linkage.corpus.linking import LINKING
from seinhuis.engine.linkage.corpus.manifest import Manifest

Result = TypeVar("Result")

_TRIES = 3
_MENTION_ORDER = 'record, start nulls last, kind, canonical, "end", confidence, extractor'
_ROWS = """
create temp table numbered as
select record, row_number() over (order by record) - 1 as row from records
"""
_IDENTIFIERS = """
create temp table identifiers as
select kind, linking as canonical, row_number() over (order by kind, linking) - 1 as identifier
from (select distinct kind, linking from mentions where linking is not null and list_contains($kinds, kind))
"""
_PAIRS = """
select distinct row, identifier
from mentions join numbered using (record)
join identifiers on mentions.kind = identifiers.kind and mentions.linking = identifiers.canonical
order by row, identifier
"""
_MENTIONED = """
select distinct "row", kind, linking as canonical from mentions join wanted using (record)
where linking is not null and list_contains($kinds, kind) order by all
"""
_TABLE = "select kind, canonical from identifiers order by identifier"


def records(folder: Path, names: Sequence[str] | None, since: int = 0) -> Any:
    """All records as an Arrow table, ordered by `record`; only some columns when named.

    ``since``: only those of files written after that generation.
    """
    chosen = list(names) if names is not None else columns.STORED_RECORDS.names
    unknown = sorted(set(chosen) - set(columns.STORED_RECORDS.names))
    if unknown:
        raise BadInput(
            f"There is no column {unknown[0]}; there are: {', '.join(columns.STORED_RECORDS.names)}."
        )

    def read(connection: Any, _: Manifest) -> Any:
        quoted = ", ".join(f'"{name}"' for name in chosen)
        return connection.view("records").order("record").project(quoted).to_arrow_table()

    return _read(folder, read, since)


def mentions(folder: Path, since: int) -> Any:
    """All mentions as an Arrow table; those of files written after generation ``since``."""

    def read(connection: Any, _: Manifest) -> Any:
        return connection.view("mentions").order(_MENTION_ORDER).to_arrow_table()

    return _read(folder, read, since)


def memberships(folder: Path, kinds: Collection[str] | None) -> tuple[Memberships, Any]:
    """Which row of `records` mentions which row of the identifier table (`kind`, `canonical`)."""
    chosen = sorted(LINKING if kinds is None else kinds)

    def read(connection: Any, _: Manifest) -> tuple[Memberships, Any]:
        connection.execute(_ROWS)
        connection.execute(_IDENTIFIERS, {"kinds": chosen})
        pairs = connection.execute(_PAIRS).fetchnumpy()
        table = engine.table(connection, _TABLE)
        return Memberships(_numbers(pairs["row"]), _numbers(pairs["identifier"])), table

    return _read(folder, read)


def mentioned(folder: Path, since: int, wanted: Any) -> Any:
    """What links these records (an Arrow array): `row` in the array, `kind` and `canonical`, each once.

    ``since``: only files written after that generation are read.
    """
    import pyarrow as pa

    rows = pa.table({"record": wanted, "row": pa.array(range(len(wanted)), pa.int64())})

    def read(connection: Any, _: Manifest) -> Any:
        connection.register("wanted", rows)
        return engine.table(connection, _MENTIONED, {"kinds": sorted(LINKING)})

    return _read(folder, read, since)


def _numbers(column: Any) -> Any:
    import numpy

    return numpy.ascontiguousarray(column, dtype=numpy.int64)


def _read(folder: Path, read: Callable[[Any, Manifest], Result], since: int = 0) -> Result:
    """Read at one moment; once more when a writer deleted an old file between manifest and reading.

    ``since``: only files written after that generation.

    Raises CorpusDamaged when a file stays away or cannot be read.
    """
    import duckdb

    for attempt in range(1, _TRIES + 1):
        held = manifest.load(folder)
        try:
            with spilling(folder) as spill, engine.connect(spill) as connection:
                for name, all_parts, schema in (
                    ("records", held.records, columns.STORED_RECORDS),
                    ("mentions", held.mentions, columns.MENTIONS),
                ):
                    new = [part for part in all_parts if part.generation > since]
                    engine.view(connection, name, parts.files(folder, new), schema)
                return read(connection, held)
        except duckdb.Error as error:
            if attempt == _TRIES or manifest.load(folder).generation == held.generation:
                raise CorpusDamaged(f"{folder}: a file of the corpus is missing or damaged.") from error
    raise AssertionError("the loop returns or raises")
