"""One build: everything that links the records of a corpus, and the clusters that come of it."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
import pyarrow as pa
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Judgement, Memberships
from seinhuis.engine.linkage.corpus import judgements
from seinhuis.engine.linkage.corpus.store import Corpus
from seinhuis.engine.linkage.embedded import Embedded
from seinhuis.engine.linkage.engines import Engine
from seinhuis.engine.linkage.graph import (
    Clustering,
    Graph,
    JudgedRows,
    Named,
    cluster_graph,
    judged_rows,
)
from seinhuis.engine.linkage.naming import name_clusters
from seinhuis.engine.linkage.text import DEFAULT_DIFFERENCE

# What is done now, for whoever waits.
Stage = Callable[[str], None]
NO_NAMES = pa.table({"record": pa.array([], pa.string()), "cluster": pa.array([], pa.string())})
STAGES = ("read", "texts", "identifiers", "clusters", "write")


def silent(stage: str) -> None:
    """Progress for nobody."""


@dataclass(frozen=True)
class Build:
    """The result of one build. Rows are positions in ``records`` (ids in the corpus, ascending).

    ``moving``: which records have words of movement. ``identifiers``: table of `kind` and `canonical`, whose
    positions are the identifiers of the graph. ``frequencies``: how often the shingles of the texts occur.
    ``homeless``: judgements about a record that is not in the corpus; they wait.
    """

    records: tuple[str, ...]
    moving: NDArray[numpy.bool_]
    identifiers: Any
    graph: Graph
    clustering: Clustering
    named: Named
    difference: float
    frequencies: Any
    homeless: tuple[Judgement, ...]


def build(
    corpus: Corpus,
    *,
    difference: float = DEFAULT_DIFFERENCE,
    previous: pa.Table = NO_NAMES,
    stage: Stage = silent,
    engine: Engine | None = None,
) -> Build:
    """Link every record of the corpus. Writes nothing.

    ``difference``: the share of words that may differ between two texts (0 to 1). ``previous``: the cluster
    of each record before (`previous_names`), so that clusters keep their names. ``engine``: who finds the
    links; this process when there is none. Raises WrongDifference, CorpusDamaged.
    """
    stage("read")
    engine = engine or Embedded(corpus)
    records, moving = engine.records(), engine.moving()
    stage("texts")
    links, frequencies = engine.text_links(difference)
    stage("identifiers")
    memberships, identifiers = engine.memberships()
    stage("clusters")
    ids = pa.array(records, pa.string())
    judged, homeless = judged_now(corpus, ids)
    graph = Graph(len(records), links, memberships, judged)
    clustering = cluster_graph(graph)
    named = name_clusters(previous, clustering.label, ids)
    return Build(records, moving, identifiers, graph, clustering, named, difference, frequencies, homeless)


def judged_now(corpus: Corpus, records: pa.StringArray) -> tuple[JudgedRows, tuple[Judgement, ...]]:
    """What people said, as rows, and what they said of records that are not here. Raises CorpusDamaged."""
    import pyarrow.compute as pc

    said = judgements.standing(corpus.folder)
    ids = pa.array({record for each in said for record in (each.left, each.right)}, pa.string())
    rows = pc.index_in(ids, value_set=records) if len(ids) else pa.array([], pa.int32())
    named = zip(ids.to_pylist(), rows.to_pylist(), strict=True)
    return judged_rows(said, {record: row for record, row in named if row is not None})


def previous_names(folder: Path) -> pa.Table:
    """The cluster of each record at the last build: `record`, `cluster`; no rows when there was none."""
    import pyarrow.parquet as pq

    from seinhuis.engine.linkage.corpus.clusters import CLUSTERS

    if not (folder / CLUSTERS).exists():
        return NO_NAMES
    return pq.read_table(folder / CLUSTERS, columns=["record", "cluster"])


def without_hubs(build: Build) -> Memberships:
    """The memberships that can glue: those of hubs left away."""
    hubs = numpy.array([hub.identifier for hub in build.clustering.hubs], numpy.int64)
    kept = ~numpy.isin(build.graph.memberships.identifier, hubs)
    return Memberships(build.graph.memberships.row[kept], build.graph.memberships.identifier[kept])


def today() -> datetime.date:
    """The day, in UTC."""
    return datetime.datetime.now(datetime.UTC).date()
