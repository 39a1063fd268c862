"""Which cluster a record is in: a sorted index beside `clusters.parquet`, made again when that file changes.

`clusters.parquet` stands in the folder of the corpus and has the columns `record` (the id in the corpus) and
`cluster`, one row for each record. Whoever links the corpus writes it; `remove` deletes it.
"""

import shutil
from pathlib import Path

from seinhuis.engine.linkage.corpus import folder as disk
from seinhuis.engine.linkage.corpus.errors import CorpusDamaged

CLUSTERS = "clusters.parquet"
# Computed from the records and quoting them: what holds a trace of a removed record must go with it.
DERIVED = ("frequencies", "links", "hubs", "facts", "clusters")
STATE = "state"  # what one run of linking keeps for the next: a folder
_PAIRS = """
select record::varchar as key, min(cluster)::varchar as value from read_parquet($path)
where record is not null and cluster is not null group by record order by key
"""


def index_path(folder: Path) -> Path | None:
    """Where the index of the present clusters stands or will stand; None when there are no clusters."""
    try:
        state = (folder / CLUSTERS).stat()
    except FileNotFoundError:
        return None
    return folder / disk.INDEX / f"clusters-{state.st_mtime_ns}-{state.st_size}.index"


def ensure_index(folder: Path) -> Path | None:
    """Make the index when it is not there yet. Raises CorpusDamaged when the file has other columns."""
    path = index_path(folder)
    if path is None or path.exists():
        return path
    import duckdb

    from seinhuis.engine.linkage.corpus import engine
    from seinhuis.engine.linkage.corpus.index.building import build

    with disk.spilling(folder) as spill, engine.connect(spill) as connection:
        try:
            pairs = engine.table(connection, _PAIRS, {"path": str(folder / CLUSTERS)})
        except duckdb.Error:
            raise CorpusDamaged(f"{CLUSTERS} has no columns record and cluster; link again.") from None
    new = path.with_suffix(".new")
    build(new, pairs)
    new.rename(path)
    return path


def forget(folder: Path) -> None:
    """Delete everything that was computed from the records."""
    for name in DERIVED:
        for ending in (".parquet", ".parquet.new"):
            (folder / (name + ending)).unlink(missing_ok=True)
    if (folder / STATE).exists():
        shutil.rmtree(folder / STATE)
