"""A part that was computed again, put back into the whole."""

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Rows
from seinhuis.engine.linkage.graph.bridging import by_row, taken
from seinhuis.engine.linkage.graph.clustering import Parted, in_order
from seinhuis.engine.linkage.graph.contracts import NONE, Bridges, Clustering, Conflict, Forest, Hub, Link
from seinhuis.engine.linkage.graph.differing import Moved


def splice(
    before: Clustering, moved: Moved, region: Rows, inside: Parted, hubs: tuple[Hub, ...], forest: Forest
) -> Clustering:
    """What was said of rows outside the region, in their new numbers, with what is said of the region now."""
    stays = numpy.ones(forest.parent.size + 1, numpy.bool_)  # the last place is that of NONE
    stays[region] = False
    stays[NONE] = False
    label = _labels(before.label, moved, region, inside.label)
    both = (before.cut, inside.cut), (before.thin, inside.thin), (before.weakest, inside.weakest)
    cut, thin, weakest = (
        _join(_outside(old, moved.now, stays), _renumbered(new, region)) for old, new in both
    )
    old = [each for each in before.conflicts if stays[moved.now[each.apart[0]]]]
    conflicts = [_conflict(each, moved.now) for each in old]
    conflicts += [_conflict(each, region) for each in inside.conflicts]
    by_cluster = numpy.argsort(label[weakest.row], kind="stable")
    weakest = taken(weakest, by_cluster)
    return Clustering(
        label, hubs, by_row(cut), by_row(thin), weakest, in_order(conflicts), before.rules, forest
    )


def _labels(old: Rows, moved: Moved, region: Rows, inside: Rows) -> Rows:
    """The smallest row of each cluster, whatever it was called before."""
    from seinhuis.engine.linkage.graph.kernels.union_find import smallest_of

    groups = numpy.empty(old.size - moved.removed.size + moved.added.size, numpy.int64)
    stayed = moved.now[moved.now != NONE]
    groups[stayed] = old[moved.now != NONE]
    groups[region] = old.size + inside
    return numpy.asarray(smallest_of(groups, old.size + region.size))


def _outside(bridges: Bridges, now: Rows, stays: NDArray[numpy.bool_]) -> Bridges:
    kept = taken(bridges, numpy.flatnonzero(stays[now[bridges.row]]))
    return _renumbered(kept, now)


def _renumbered(bridges: Bridges, now: Rows) -> Bridges:
    row = now[bridges.row]
    tied = bridges.other != NONE
    other = bridges.other.copy()
    other[tied] = now[bridges.other[tied]]
    low, high = numpy.minimum(row[tied], other[tied]), numpy.maximum(row[tied], other[tied])
    row[tied], other[tied] = low, high
    return Bridges(row, other, bridges.identifier, bridges.weight, bridges.smaller, bridges.larger)


def _join(first: Bridges, second: Bridges) -> Bridges:
    return Bridges(
        numpy.concatenate((first.row, second.row)),
        numpy.concatenate((first.other, second.other)),
        numpy.concatenate((first.identifier, second.identifier)),
        numpy.concatenate((first.weight, second.weight)),
        numpy.concatenate((first.smaller, second.smaller)),
        numpy.concatenate((first.larger, second.larger)),
    )


def _conflict(conflict: Conflict, now: Rows) -> Conflict:
    return Conflict(
        _pair(conflict.apart, now),
        None if conflict.refused is None else _pair(conflict.refused, now),
        tuple(_pair(each, now) for each in conflict.together),
        tuple(_link(each, now) for each in conflict.left_out),
    )


def _pair(pair: tuple[int, int], now: Rows) -> tuple[int, int]:
    return int(now[pair[0]]), int(now[pair[1]])


def _link(link: Link, now: Rows) -> Link:
    if link.other == NONE:
        return Link(int(now[link.row]), NONE, link.identifier, link.weight)
    low, high = sorted(_pair((link.row, link.other), now))
    return Link(low, high, NONE, link.weight)
