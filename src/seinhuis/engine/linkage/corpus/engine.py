"""DuckDB as the corpus uses it: in memory, on named files, never on the network."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

MEMORY = "2GB"


def connect(spill: Path | None) -> Any:
    """A connection that may use 2 GB and spills what is more to a folder; without one it fails there."""
    import duckdb

    settings: dict[str, Any] = {
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "python_enable_replacements": False,  # no variable of ours is a table by its name
        "memory_limit": MEMORY,
        "temp_directory": str(spill) if spill else "",
    }
    connection = duckdb.connect(":memory:", config=settings)
    # Its bar would stand in the middle of what a command prints.
    connection.execute("set enable_progress_bar = false")
    return connection


def view(connection: Any, name: str, paths: Sequence[Path], schema: Any) -> None:
    """Make the files one view of that name; without files an empty one of that Arrow schema."""
    if paths:
        connection.read_parquet([str(path) for path in paths], hive_partitioning=False).create_view(name)
    else:
        connection.register(name, schema.empty_table())


def table(connection: Any, sql: str, parameters: dict[str, Any] | None = None) -> Any:
    """The result of a query as an Arrow table."""
    return connection.sql(sql, params=parameters or {}).to_arrow_table()


def reader(connection: Any, sql: str, parameters: dict[str, Any], rows: int) -> Any:
    """The result of a query in batches of so many rows."""
    return connection.sql(sql, params=parameters).to_arrow_reader(rows)
