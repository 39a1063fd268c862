"""Why two records are in one cluster: the way between them whose weakest link is strongest."""

from bisect import bisect_left
from collections import deque
from collections.abc import Iterator

import numpy

from seinhuis.engine.linkage.graph.bridging import find_bridges
from seinhuis.engine.linkage.graph.checking import ranks
from seinhuis.engine.linkage.graph.connecting import components
from seinhuis.engine.linkage.graph.contracts import (
    NONE,
    BadGraph,
    Bridge,
    Clustering,
    Graph,
    Hop,
    Link,
)
from seinhuis.engine.linkage.graph.judging import settle
from seinhuis.engine.linkage.graph.links import Links, links_of
from seinhuis.engine.linkage.graph.mentions import mentions_of


def path(
    graph: Graph, clustering: Clustering, start: int, end: int, *, direct: bool = False
) -> tuple[Hop, ...] | None:
    """The steps from one row to another; None for rows of different clusters, () for one row.

    Of all ways the one whose weakest link weighs most (max-min weight, Pollack 1960); of those the one with
    the fewest steps; ties by rank. ``direct``: a single step between the two is taken although a longer way
    may be stronger; of several single steps the strongest. A step tells what would fall apart without it.
    Raises BadGraph when a row does not exist.
    """
    for row in (start, end):
        if not 0 <= row < graph.count:
            raise BadGraph(f"path: row {row} is not one of the {graph.count} rows")
    if start == end:
        return ()
    if clustering.label[start] != clustering.label[end]:
        return None
    links = glued_links(graph, clustering, int(clustering.label[start]))
    single = _between(links, start, end) if direct else None
    among = links if single is None else single
    strong = among.only(among.weight >= _bottleneck(among, start, end))
    return _hops(strong, _walk(strong, start, end), start, _bridges(links))


def glued_links(graph: Graph, clustering: Clustering, label: int) -> Links:
    """The links that hold one cluster together."""
    mentions = mentions_of(graph.count, graph.memberships)
    rank = ranks(graph)
    same = settle(graph.count, graph.judged, rank).same
    links = links_of(graph, mentions, clustering.hubs, same, rank)
    inside = clustering.label[links.left] == label
    links = links.only(inside)
    left_out = {(each.row, each.other, each.identifier) for each in _left_out(clustering)}
    none = numpy.zeros(links.left.size, numpy.int64)
    keys = (bridge.link for bridge in links.as_bridges(none, none))
    kept = [(key.row, key.other, key.identifier) not in left_out or key.weight == numpy.inf for key in keys]
    return links.only(numpy.array(kept, numpy.bool_))


def _left_out(clustering: Clustering) -> Iterator[Link]:
    yield from (bridge.link for bridge in (*clustering.cut, *clustering.thin))
    for conflict in clustering.conflicts:
        yield from conflict.left_out


def _between(links: Links, start: int, end: int) -> Links | None:
    """The links of which each way from one row to the other is a single step; None when it takes more."""
    ends = (start, end)
    near = numpy.isin(links.left, ends) & ((links.right >= links.count) | numpy.isin(links.right, ends))
    label = components(links.count + links.numbers.size, links.left[near], links.right[near])
    return links.only(near) if label[start] == label[end] else None


def _bottleneck(links: Links, start: int, end: int) -> float:
    """The largest weight of which the links that weigh at least so much still connect the two."""
    weights = numpy.unique(links.weight)
    nodes = links.count + links.numbers.size

    def is_apart(weight: float) -> bool:
        strong = links.weight >= weight
        label = components(nodes, links.left[strong], links.right[strong])
        return bool(label[start] != label[end])

    return float(weights[bisect_left(weights, True, key=is_apart) - 1])


def _walk(links: Links, start: int, end: int) -> list[int]:
    """The links of the shortest way; among equals the first by rank."""
    from seinhuis.engine.linkage.graph.kernels.gathering import adjacency

    low, high = links.ends()
    order = numpy.lexsort((high, low))
    left, right = links.left[order], links.right[order]
    first, at = adjacency(links.count + links.numbers.size, left, right)
    came: dict[int, int] = {start: NONE}
    waiting = deque([start])
    while end not in came:
        node = waiting.popleft()
        for link in at[first[node] : first[node + 1]].tolist():
            other = int(left[link] + right[link]) - node
            if other not in came:
                came[other] = link
                waiting.append(other)
    steps: list[int] = []
    while (link := came[end]) != NONE:
        steps.append(int(order[link]))
        end = int(left[link] + right[link]) - end
    return steps[::-1]


def _bridges(links: Links) -> dict[tuple[int, int, float], Bridge]:
    """Every bridge of a cluster by its ends and weight."""
    place, side, whole = find_bridges(links)
    smaller = numpy.minimum(side, whole - side)
    found = links.only(place)
    keys = zip(found.left.tolist(), found.right.tolist(), found.weight.tolist(), strict=True)
    return dict(zip(keys, found.as_bridges(smaller, whole - smaller), strict=True))


def _hops(
    links: Links, steps: list[int], start: int, bridges: dict[tuple[int, int, float], Bridge]
) -> tuple[Hop, ...]:
    """Steps over an identifier are two links: to it and from it."""
    hops: list[Hop] = []
    here, place = start, 0
    while place < len(steps):
        right = int(links.right[steps[place]])
        over = right >= links.count
        used = steps[place : place + 1 + over]
        node = here
        for link in used:
            node = int(links.left[link] + links.right[link]) - node
        identifier = int(links.numbers[right - links.count]) if over else NONE
        keys = [(int(links.left[link]), int(links.right[link]), float(links.weight[link])) for link in used]
        found = [bridges[key] for key in keys if key in bridges]
        bridge = max(found, key=lambda each: each.smaller, default=None)
        hops.append(Hop(here, node, identifier, min(key[2] for key in keys), bridge))
        here, place = node, place + len(used)
    return tuple(hops)
