"""Label propagation: each node takes the label that most neighbours have (Raghavan and others 2007)."""

import numpy
from numba import njit

from seinhuis.engine.linkage.contracts import Rows


@njit(cache=True, nogil=True)
def commonest(neighbours: Rows, label: Rows, own: int, count: Rows) -> int:
    """The label of most neighbours; among equals its own, then the smallest. ``count`` is and stays zero."""
    for node in neighbours:
        count[label[node]] += 1
    most = count[own]
    for node in neighbours:
        most = max(most, count[label[node]])
    best = own
    if count[own] < most:
        best = label.size
        for node in neighbours:
            if count[label[node]] == most:
                best = min(best, label[node])
    for node in neighbours:
        count[label[node]] = 0
    return best


@njit(cache=True, nogil=True)
def spread(start: Rows, neighbours: Rows, first: Rows, sweeps: int) -> Rows:
    """The labels after some sweeps over the nodes in their order, or when nothing changes any more."""
    label = first.copy()
    count = numpy.zeros(label.size, numpy.int64)
    for _ in range(sweeps):
        moved = False
        for node in range(label.size):
            if start[node] < start[node + 1]:
                beside = neighbours[start[node] : start[node + 1]]
                best = commonest(beside, label, label[node], count)
                moved = moved or best != label[node]
                label[node] = best
        if not moved:
            break
    return label
