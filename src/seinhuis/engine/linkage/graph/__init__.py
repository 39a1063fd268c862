"""From links to clusters: components, hubs that do not glue, bridges, and what people judged."""

from seinhuis.engine.linkage.graph.clustering import cluster, cluster_graph
from seinhuis.engine.linkage.graph.connecting import components
from seinhuis.engine.linkage.graph.contracts import (
    NONE,
    RULES,
    BadGraph,
    Bridge,
    Bridges,
    Clustering,
    Conflict,
    Graph,
    Hop,
    Hub,
    JudgedRows,
    Link,
    Rules,
)
from seinhuis.engine.linkage.graph.explaining import path
from seinhuis.engine.linkage.graph.hubs import find_hubs
from seinhuis.engine.linkage.graph.judging import judged_rows, nothing_judged
from seinhuis.engine.linkage.graph.links import rarity
from seinhuis.engine.linkage.graph.naming import Became, Named, stable_ids
from seinhuis.engine.linkage.graph.ordering import pair_order
from seinhuis.engine.linkage.graph.updating import update

__all__ = [
    "NONE",
    "RULES",
    "BadGraph",
    "Became",
    "Bridge",
    "Bridges",
    "Clustering",
    "Conflict",
    "Graph",
    "Hop",
    "Hub",
    "JudgedRows",
    "Link",
    "Named",
    "Rules",
    "cluster",
    "cluster_graph",
    "components",
    "find_hubs",
    "judged_rows",
    "nothing_judged",
    "pair_order",
    "path",
    "rarity",
    "stable_ids",
    "update",
]
