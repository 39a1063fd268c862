"""One build: everything that links the records of a corpus, and the clusters that come of it."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy

from seinhuis.engine.linkage.contracts import Judgement, Memberships
from seinhuis.engine.linkage.corpus import judgements
from seinhuis.engine.linkage.corpus.store import Corpus
from seinhuis.engine.linkage.graph import Clustering, Graph, Named, cluster_graph, judged_rows, stable_ids
from seinhuis.engine.linkage.text import DEFAULT_DIFFERENCE, link_texts

# What is done now, for whoever waits.
Stage = Callable[[str], None]
STAGES = ("read", "texts", "identifiers", "clusters", "write")


def silent(stage: str) -> None:
    """Progress for nobody."""


@dataclass(frozen=True)
class Build:
    """The result of one build. Rows are positions in ``records`` (ids in the corpus, ascending).

    ``identifiers``: table of `kind` and `canonical`, whose positions are the identifiers of the graph.
    ``frequencies``: how often the shingles of the texts occur. ``homeless``: judgements about a record that
    is not in the corpus; they wait.
    """

    records: tuple[str, ...]
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
    previous: Mapping[str, str] | None = None,
    stage: Stage = silent,
) -> Build:
    """Link every record of the corpus. Writes nothing.

    ``difference``: the share of words that may differ between two texts (0 to 1). ``previous``: the cluster
    of each record before, so that clusters keep their names. Raises WrongDifference, CorpusDamaged.
    """
    stage("read")
    table = corpus.records(["record", "text"])
    records = tuple(table["record"].to_pylist())
    stage("texts")
    links, frequencies = link_texts(table["text"], difference=difference)
    stage("identifiers")
    memberships, identifiers = corpus.memberships()
    stage("clusters")
    row_of = {record: row for row, record in enumerate(records)}
    judged, homeless = judged_rows(judgements.standing(corpus.folder), row_of)
    graph = Graph(len(records), links, memberships, judged)
    clustering = cluster_graph(graph)
    named = stable_ids(previous or {}, clustering.label, records)
    return Build(records, identifiers, graph, clustering, named, difference, frequencies, homeless)


def previous_names(folder: Path) -> dict[str, str]:
    """The cluster of each record at the last build; nothing when there was none."""
    import pyarrow.parquet as pq

    from seinhuis.engine.linkage.corpus.clusters import CLUSTERS

    if not (folder / CLUSTERS).exists():
        return {}
    table = pq.read_table(folder / CLUSTERS, columns=["record", "cluster"])
    return dict(zip(table["record"].to_pylist(), table["cluster"].to_pylist(), strict=True))


def without_hubs(build: Build) -> Memberships:
    """The memberships that can glue: those of hubs left away."""
    hubs = numpy.array([hub.identifier for hub in build.clustering.hubs], numpy.int64)
    kept = ~numpy.isin(build.graph.memberships.identifier, hubs)
    return Memberships(build.graph.memberships.row[kept], build.graph.memberships.identifier[kept])


def today() -> datetime.date:
    """The day, in UTC."""
    return datetime.datetime.now(datetime.UTC).date()
