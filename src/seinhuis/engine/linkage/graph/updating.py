"""Clusters after a change, computed again only where the change can reach; equal to a full build.

Everything after the fan-in guard stays within what the guard has glued. The guard itself is the one thing
that looks further: an identifier is judged by the groups around all its records. So a region is computed
again: the whole glued groups of every row at which something changed. Hubs that reach out of it are taken to
be hubs still, and then judged again by their numbers of now; one that is none any more pulls its records into
the region, and it starts over. Who is a hub follows from rarer identifiers only, so there is one answer, and
this finds it.
"""

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Memberships, Rows, TextLinks
from seinhuis.engine.linkage.graph.checking import check_graph, ranks
from seinhuis.engine.linkage.graph.clustering import part
from seinhuis.engine.linkage.graph.contracts import (
    NONE,
    Clustering,
    Forest,
    Graph,
    Hub,
    JudgedRows,
)
from seinhuis.engine.linkage.graph.differing import Moved, difference, moved_rows
from seinhuis.engine.linkage.graph.hubs import glue, recheck, separate
from seinhuis.engine.linkage.graph.judging import Settled, settle
from seinhuis.engine.linkage.graph.mentions import Mentions, mentions_of
from seinhuis.engine.linkage.graph.splicing import splice

Mask = NDArray[numpy.bool_]


@dataclass(frozen=True)
class Region:
    """The rows computed again, ascending, as a graph of their own with the hubs that reach out left away."""

    rows: Rows
    graph: Graph
    mentions: Mentions
    rank: Rows
    settled: Settled


@dataclass(frozen=True)
class Guarded:
    """What the guard says of the whole after a change: the forest, the region, and all hubs."""

    region: Region
    forest: Forest
    hubs: tuple[Hub, ...]


def update(before: Graph, clustering: Clustering, after: Graph, kept: Rows) -> Clustering:
    """The clustering of ``after``, given that of ``before``: as ``cluster_graph(after)``, but for its forest.

    ``kept``: for each row of ``after`` its row in ``before``, or NONE when it is new. Raises BadGraph.
    """
    check_graph(after)
    moved = moved_rows(before, after, kept)
    mentions = mentions_of(after.count, after.memberships)
    changed = difference(before, after, moved)
    forest, touched = _moved_forest(clustering.forest, moved, kept)
    known = numpy.isin(mentions.numbers, [hub.identifier for hub in clustering.hubs])
    again = numpy.isin(mentions.numbers, changed.identifiers)
    guarded = _guard(after, mentions, forest, known, again, touched | changed.rows, clustering)
    region, hubs = guarded.region, guarded.hubs
    inside = part(region.graph, region.mentions, hubs, region.settled, region.rank, clustering.rules)
    return splice(clustering, moved, region.rows, inside, hubs, guarded.forest)


def _moved_forest(forest: Forest, moved: Moved, kept: Rows) -> tuple[Forest, Mask]:
    """The forest in the new numbers, and the rows of groups that lost one: those stand alone again."""
    from seinhuis.engine.linkage.graph.kernels.gluing import last_roots

    groups = last_roots(forest)
    broken = numpy.zeros(groups.size, numpy.bool_)
    broken[groups[moved.removed]] = True
    stayed = kept != NONE
    old = kept[stayed]
    new = separate(kept.size)
    new.parent[stayed] = moved.now[forest.parent[old]]
    for to, source in zip(new[1:], forest[1:], strict=True):
        to[stayed] = source[old]
    touched = numpy.zeros(kept.size, numpy.bool_)
    touched[stayed] = broken[groups[old]]
    _separate_again(new, numpy.flatnonzero(touched))
    return new, touched


def _separate_again(forest: Forest, rows: Rows) -> None:
    alone = separate(rows.size)
    forest.parent[rows] = rows
    for to, source in zip(forest[1:], alone[1:], strict=True):
        to[rows] = source


def _guard(
    graph: Graph,
    mentions: Mentions,
    forest: Forest,
    known: Mask,
    again: Mask,
    touched: Mask,
    clustering: Clustering,
) -> Guarded:
    """Widen the region until every hub that reaches out of it is a hub still."""
    from seinhuis.engine.linkage.graph.kernels.gluing import last_roots

    groups = last_roots(forest)
    touched = touched | _mentioned(mentions, again & ~known, graph.count)
    while True:
        inside = _whole_groups(graph, groups, touched)
        reaching, at = _reaching(mentions, known, inside)
        region = _region(graph, ranks(graph), mentions, inside, reaching)
        now = Forest(*(column.copy() for column in forest))
        hubs = _glue_region(region, now, clustering)
        doubtful = numpy.flatnonzero(reaching & (at | again))
        still, flipped = recheck(now, mentions, doubtful, clustering.rules)
        if not flipped.size:
            asked = set(mentions.numbers[doubtful].tolist())
            far = set(mentions.numbers[reaching].tolist()) - asked
            unasked = tuple(hub for hub in clustering.hubs if hub.identifier in far)
            everything = sorted(hubs + still + unasked, key=lambda hub: hub.identifier)
            return Guarded(region, now, tuple(everything))
        known = known.copy()
        known[flipped] = False
        freed = numpy.zeros_like(known)
        freed[flipped] = True
        touched = inside | _mentioned(mentions, freed, graph.count)


def _mentioned(mentions: Mentions, identifiers: Mask, count: int) -> Mask:
    """The rows that mention one of these identifiers."""
    rows = numpy.zeros(count, numpy.bool_)
    rows[mentions.rows[numpy.repeat(identifiers, mentions.degree)]] = True
    return rows


def _whole_groups(graph: Graph, groups: Rows, touched: Mask) -> Mask:
    """Every row of a glued group of these, or that a person tied to it, followed or not."""
    same = graph.judged.same
    left, right = graph.judged.left[same], graph.judged.right[same]
    inside = touched
    while True:
        reached = numpy.zeros(graph.count, numpy.bool_)
        reached[groups[inside]] = True
        inside = reached[groups]
        across = inside[left] != inside[right]
        if not across.any():
            return inside
        inside[left[across]] = True
        inside[right[across]] = True


def _reaching(mentions: Mentions, known: Mask, inside: Mask) -> tuple[Mask, Mask]:
    """Which known hubs have rows outside, and which identifiers have rows inside."""
    within = (
        numpy.add.reduceat(inside[mentions.rows].astype(numpy.int64), mentions.start[:-1])
        if mentions.rows.size
        else known
    )
    return known & (within < mentions.degree), within > 0


def _region(graph: Graph, rank: Rows, mentions: Mentions, inside: Mask, reaching: Mask) -> Region:
    """The graph of the rows inside."""
    rows = numpy.flatnonzero(inside)
    number = numpy.cumsum(inside) - 1
    texts, mentioned, judged = graph.text_links, graph.memberships, graph.judged
    linked = inside[texts.left]
    used = inside[mentioned.row] & ~reaching[mentions.index]
    said = inside[judged.left] & inside[judged.right]
    part_of = Graph(
        rows.size,
        TextLinks(number[texts.left[linked]], number[texts.right[linked]], texts.similarity[linked]),
        Memberships(number[mentioned.row[used]], mentioned.identifier[used]),
        JudgedRows(
            number[judged.left[said]], number[judged.right[said]], judged.same[said], judged.day[said]
        ),
        rank[rows],
    )
    places = ranks(part_of)
    settled = settle(rows.size, part_of.judged, places)
    return Region(rows, part_of, mentions_of(rows.size, part_of.memberships), places, settled)


def _glue_region(region: Region, forest: Forest, clustering: Clustering) -> tuple[Hub, ...]:
    """Glue the region anew and write it into the forest of everything; the hubs that lie within."""
    # The numbers of rows that an identifier has are those of the whole: none of these reaches out.
    texts = (region.graph.text_links.left, region.graph.text_links.right)
    part_of, hubs = glue(region.graph.count, region.settled.same, texts, region.mentions, clustering.rules)
    forest.parent[region.rows] = region.rows[part_of.parent]
    for to, source in zip(forest[1:], part_of[1:], strict=True):
        to[region.rows] = source
    return hubs
