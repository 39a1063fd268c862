"""Components that keep some pairs of rows apart."""

import numpy
from numba import njit

from seinhuis.engine.linkage.contracts import Rows
from seinhuis.engine.linkage.graph.kernels.union_find import find


@njit(cache=True, nogil=True)
def first_violated(parent: Rows, head: Rows, following: Rows, partner: Rows, walked: int, other: int) -> int:
    """The smallest pair with one row in the component ``walked`` and the second in ``other``, or -1."""
    violated = -1
    entry = head[walked]
    while entry >= 0:
        if find(parent, partner[entry]) == other and (violated < 0 or entry // 2 < violated):
            violated = entry // 2
        entry = following[entry]
    return violated


@njit(cache=True, nogil=True)
def glue_apart(
    nodes: int, left: Rows, right: Rows, sequence: Rows, apart_left: Rows, apart_right: Rows
) -> Rows:
    """Kruskal's algorithm that refuses what would join a pair that must stay apart.

    For each link -1, or the pair (its place in ``apart_left``) because of which it does not glue.
    """
    parent = numpy.arange(nodes)
    head = numpy.full(nodes, -1, numpy.int64)
    tail = numpy.full(nodes, -1, numpy.int64)
    entries = numpy.zeros(nodes, numpy.int64)
    following = numpy.full(2 * apart_left.size, -1, numpy.int64)
    partner = numpy.empty(2 * apart_left.size, numpy.int64)
    for entry in range(2 * apart_left.size):
        here, there = apart_left[entry // 2], apart_right[entry // 2]
        if entry % 2:
            here, there = there, here
        partner[entry], following[entry] = there, head[here]
        head[here] = entry
        if tail[here] < 0:
            tail[here] = entry
        entries[here] += 1
    refused = numpy.full(left.size, -1, numpy.int64)
    for link in sequence:
        first, second = find(parent, left[link]), find(parent, right[link])
        if first == second:
            continue
        if entries[first] > entries[second]:
            first, second = second, first
        if entries[first]:
            refused[link] = first_violated(parent, head, following, partner, first, second)
            if refused[link] >= 0:
                continue
            following[tail[first]] = head[second]
            if tail[second] < 0:
                tail[second] = tail[first]
            head[second] = head[first]
            entries[second] += entries[first]
        parent[first] = second
    return refused
