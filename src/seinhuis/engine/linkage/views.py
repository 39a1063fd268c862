"""The corpus and its last build as tables of DuckDB."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from seinhuis.engine.linkage.corpus import columns, engine, manifest, parts
from seinhuis.engine.linkage.corpus import folder as disk
from seinhuis.engine.linkage.corpus.clusters import CLUSTERS
from seinhuis.engine.linkage.corpus.errors import BadInput

_HERE = "select record from records where record in (select unnest($ids))"


def connected(folder: Path) -> Any:
    """A connection with the views `records` and `mentions`. Raises NoCorpus, CorpusDamaged."""
    held = manifest.load(folder)
    connection = engine.connect(folder / disk.STAGING)
    engine.view(connection, "records", parts.files(folder, held.records), columns.STORED_RECORDS)
    engine.view(connection, "mentions", parts.files(folder, held.mentions), columns.MENTIONS)
    return connection


def opened(folder: Path) -> Any:
    """The same, with `links`, `hubs`, `facts` and `clusters`. Raises BadInput when nothing was linked yet."""
    manifest.load(folder)
    if not (folder / CLUSTERS).exists():
        raise BadInput(f"{folder}: nothing has been linked here yet; run 'seinhuis link'.")
    connection = connected(folder)
    for name in ("links", "hubs", "facts", "clusters"):
        connection.read_parquet(str(folder / f"{name}.parquet")).create_view(name)
    return connection


def require_records(folder: Path, records: Iterable[str]) -> None:
    """Raise BadInput when one of these is no record of the corpus."""
    wanted = list(records)
    with connected(folder) as connection:
        here = {record for (record,) in connection.execute(_HERE, {"ids": wanted}).fetchall()}
    missing = [record for record in wanted if record not in here]
    if missing:
        raise BadInput(f"There is no record {missing[0]} in this corpus; its ids are source:id.")
