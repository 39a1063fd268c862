"""Links without which a component falls apart (Tarjan 1974), without recursion."""

import numpy
from numba import njit

from seinhuis.engine.linkage.contracts import Rows


@njit(cache=True, nogil=True)
def bridges(count: int, left: Rows, right: Rows, start: Rows, links: Rows) -> tuple[Rows, Rows, Rows]:
    """The numbers of the links that are bridges, the records on one side, and those of the whole component.

    Nodes below ``count`` are records, the others identifiers. Two links between the same nodes are two links.
    """
    nodes = start.size - 1
    found = numpy.zeros(nodes, numpy.int64)  # when the search came here, from 1
    low = numpy.zeros(nodes, numpy.int64)
    records = numpy.zeros(nodes, numpy.int64)  # in the tree under this node
    above = numpy.full(nodes, -1, numpy.int64)  # the link by which the search came
    place = start[:-1].copy()
    trail = numpy.empty(nodes, numpy.int64)
    bridge = numpy.empty(nodes, numpy.int64)
    side = numpy.empty(nodes, numpy.int64)
    whole = numpy.empty(nodes, numpy.int64)
    number, clock = 0, 0
    for origin in range(nodes):
        if found[origin] or start[origin] == start[origin + 1]:
            continue
        first = number
        trail[0], depth = origin, 0
        clock += 1
        found[origin] = low[origin] = clock
        records[origin] = origin < count
        while depth >= 0:
            node = trail[depth]
            if place[node] < start[node + 1]:
                link = links[place[node]]
                place[node] += 1
                if link == above[node]:
                    continue
                other = left[link] + right[link] - node
                if found[other]:
                    low[node] = min(low[node], found[other])
                    continue
                above[other] = link
                clock += 1
                found[other] = low[other] = clock
                records[other] = other < count
                depth += 1
                trail[depth] = other
                continue
            depth -= 1
            if depth < 0:
                continue
            upper = trail[depth]
            records[upper] += records[node]
            low[upper] = min(low[upper], low[node])
            if low[node] > found[upper]:
                bridge[number], side[number] = above[node], records[node]
                number += 1
        whole[first:number] = records[origin]
    return bridge[:number].copy(), side[:number].copy(), whole[:number].copy()
