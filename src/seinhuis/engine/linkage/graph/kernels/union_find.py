"""Union-find whose roots are always the smallest node: the root is the label."""

import numpy
from numba import njit

from seinhuis.engine.linkage.contracts import Rows


@njit(cache=True, nogil=True)
def find(parent: Rows, node: int) -> int:
    """The root of a node, with path halving (Tarjan and van Leeuwen 1984)."""
    while parent[node] != node:
        parent[node] = parent[parent[node]]
        node = parent[node]
    return node


@njit(cache=True, nogil=True)
def join(parent: Rows, left: int, right: int) -> None:
    """Put two nodes under the smaller of their roots."""
    first, second = find(parent, left), find(parent, right)
    if first < second:
        parent[second] = first
    else:
        parent[first] = second


@njit(cache=True, nogil=True)
def flatten(parent: Rows) -> Rows:
    """Every node straight under its root, in place: a parent is never larger than its child."""
    for node in range(parent.size):
        parent[node] = parent[parent[node]]
    return parent


@njit(cache=True, nogil=True)
def label(count: int, left: Rows, right: Rows) -> Rows:
    """The smallest node of the component of each node."""
    parent = numpy.arange(count)
    for link in range(left.size):
        join(parent, left[link], right[link])
    return flatten(parent)


@njit(cache=True, nogil=True)
def smallest_of(groups: Rows, count: int) -> Rows:
    """For each row the smallest row with the same group; groups are numbers below ``count``."""
    first = numpy.full(count, -1, numpy.int64)
    labels = numpy.empty(groups.size, numpy.int64)
    for row in range(groups.size):
        if first[groups[row]] < 0:
            first[groups[row]] = row
        labels[row] = first[groups[row]]
    return labels
