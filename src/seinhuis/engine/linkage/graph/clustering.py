"""From links to clusters: judgements settled, hubs set aside, bridges cut, the rest held apart."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy

from seinhuis.engine.linkage.contracts import Memberships, Rows, TextLinks
from seinhuis.engine.linkage.graph.bridging import cut_bridges, weakest_bridges
from seinhuis.engine.linkage.graph.checking import check_graph, ranks
from seinhuis.engine.linkage.graph.connecting import components
from seinhuis.engine.linkage.graph.contracts import (
    NONE,
    RULES,
    Bridges,
    Clustering,
    Conflict,
    Graph,
    Hub,
    JudgedRows,
    Rules,
)
from seinhuis.engine.linkage.graph.hubs import glue
from seinhuis.engine.linkage.graph.judging import Settled, hold_apart, settle
from seinhuis.engine.linkage.graph.links import Links, links_of
from seinhuis.engine.linkage.graph.mentions import Mentions, mentions_of
from seinhuis.engine.linkage.graph.thinning import cut_thin


class Parted(NamedTuple):
    """Clusters and what was done to the links to get them."""

    label: Rows
    cut: Bridges
    thin: Bridges
    weakest: Bridges
    conflicts: tuple[Conflict, ...]


def cluster(
    count: int,
    text_links: TextLinks,
    memberships: Memberships,
    judged: JudgedRows,
    order: Rows | None = None,
    rules: Rules = RULES,
) -> Clustering:
    """Which of ``count`` rows belong together. The arguments are the fields of ``Graph``. Raises BadGraph."""
    return cluster_graph(Graph(count, text_links, memberships, judged, order), rules)


def cluster_graph(graph: Graph, rules: Rules = RULES) -> Clustering:
    """The same as ``cluster``, of a graph."""
    check_graph(graph)
    rank = ranks(graph)
    mentions = mentions_of(graph.count, graph.memberships)
    settled = settle(graph.count, graph.judged, rank)
    texts = (graph.text_links.left, graph.text_links.right)
    forest, hubs = glue(graph.count, settled.same, texts, mentions, rules)
    parted = part(graph, mentions, hubs, settled, rank, rules)
    return Clustering(parted.label, hubs, *parted[1:], rules, forest)


def part(
    graph: Graph, mentions: Mentions, hubs: tuple[Hub, ...], settled: Settled, rank: Rows, rules: Rules
) -> Parted:
    """Everything after the fan-in guard; it never looks beyond what the guard has glued."""
    links, cut = cut_bridges(links_of(graph, mentions, hubs, settled.same, rank), rules)
    links, thin = cut_thin(links, _label(links), rules)
    links, conflicts = hold_apart(links, settled.apart, _label(links))
    label = _label(links)
    return Parted(label, cut, thin, weakest_bridges(links, label), in_order(settled.conflicts + conflicts))


def in_order(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Conflicts by the rows that are not the same."""
    return tuple(sorted(conflicts, key=lambda each: (each.apart, each.refused or (NONE, NONE))))


def _label(links: Links) -> Rows:
    nodes = links.count + links.numbers.size
    return numpy.ascontiguousarray(components(nodes, links.left, links.right)[: links.count])
