"""Writing, joining and filtering the Parquet files of one month each."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from seinhuis.engine.linkage.corpus import engine
from seinhuis.engine.linkage.corpus.folder import MENTIONS
from seinhuis.engine.linkage.corpus.manifest import Part
from seinhuis.engine.linkage.corpus.parquet import write_by_month

MOST_PARTS = 8  # of one source and month; when there would be more they are joined
_BATCH = 20_480  # a whole number of DuckDB's vectors of 2,048 rows
_KINDS = "select month, kind, count(*) from read_parquet($paths) group by all order by all"

_KEPT = "from read_parquet($paths) anti join gone using (record) order by record"


def files(folder: Path, parts: Iterable[Part]) -> list[Path]:
    """The paths of parts."""
    return [folder / part.path for part in parts]


def write(
    folder: Path, kind: str, source: str, generation: int, reader: Any, label: str = ""
) -> tuple[Part, ...]:
    """Write rows that are ordered by month; ``kind`` is the folder for records or for mentions."""
    name = f"{generation:08}{label}.parquet"
    written = write_by_month(
        reader, lambda month: folder / kind / f"source={source}" / f"month={month}" / name
    )
    return tuple(
        Part(str(path.relative_to(folder)), source, month, rows, generation) for month, path, rows in written
    )


def query(connection: Any, sql: str, parameters: dict[str, Any]) -> Any:
    """Run a query and read its result in batches."""
    return engine.reader(connection, sql, parameters, _BATCH)


def counted(connection: Any, folder: Path, parts: Sequence[Part]) -> tuple[Part, ...]:
    """The same mention parts with their counts by kind."""
    if not parts:
        return ()
    counts: dict[str, dict[str, int]] = {}
    paths = [str(path) for path in files(folder, parts)]
    for month, kind, count in connection.execute(_KINDS, {"paths": paths}).fetchall():
        counts.setdefault(month, {})[kind] = count
    return tuple(replace(part, counts=counts.get(part.month, {})) for part in parts)


def joined(
    connection: Any, folder: Path, kind: str, parts: Sequence[Part], generation: int
) -> tuple[Part, ...]:
    """The same rows with the parts of each crowded month joined into one."""
    groups: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        groups.setdefault((part.source, part.month), []).append(part)
    result: list[Part] = []
    for group in groups.values():
        if len(group) > MOST_PARTS:
            group = [_join(connection, folder, kind, group, generation)]
        result += group
    return tuple(sorted(result, key=lambda part: part.path))


def _join(connection: Any, folder: Path, kind: str, group: Sequence[Part], generation: int) -> Part:
    paths = [str(path) for path in files(folder, group)]
    order = "record, start nulls last, kind, canonical" if kind == MENTIONS else "record"
    sql = f"from read_parquet($paths) order by {order}"
    reader = query(connection, sql, {"paths": paths})
    (part,) = write(folder, kind, group[0].source, generation, reader, "-joined")
    return counted(connection, folder, [part])[0] if kind == MENTIONS else part


def without(connection: Any, folder: Path, kind: str, part: Part, generation: int) -> tuple[Part, ...]:
    """The part without the records in the table `gone`: itself when it holds none, none when all are."""
    held = {"paths": [str(folder / part.path)]}
    kept = connection.execute("select count(*) from read_parquet($paths) anti join gone using (record)", held)
    ((rows,),) = kept.fetchall()
    if rows == part.rows:
        return (part,)
    reader = query(
        connection, "from read_parquet($paths) anti join gone using (record) order by record", held
    )
    written = write(folder, kind, part.source, generation, reader, f"-{Path(part.path).stem}") if rows else ()
    return counted(connection, folder, written) if kind == MENTIONS else written
