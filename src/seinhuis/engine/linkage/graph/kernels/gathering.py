"""Counting sort: the entries of each key side by side, in time proportional to their number."""

import numpy
from numba import njit

from seinhuis.engine.linkage.contracts import Rows, Weights


@njit(cache=True, nogil=True)
def gather(keys: Rows, values: Rows, count: int) -> tuple[Rows, Rows]:
    """``start`` (count + 1) and ``grouped``: the values of key k are ``grouped[start[k]:start[k + 1]]``."""
    start = numpy.zeros(count + 1, numpy.int64)
    for key in keys:
        start[key + 1] += 1
    for key in range(count):
        start[key + 1] += start[key]
    place = start[:-1].copy()
    grouped = numpy.empty(keys.size, numpy.int64)
    for entry in range(keys.size):
        grouped[place[keys[entry]]] = values[entry]
        place[keys[entry]] += 1
    return start, grouped


@njit(cache=True, nogil=True)
def first_repeated(start: Rows, rows: Rows, count: int) -> int:
    """The first place in ``rows`` where a row stands a second time within one group, or -1."""
    seen = numpy.full(count, -1, numpy.int64)
    for group in range(start.size - 1):
        for place in range(start[group], start[group + 1]):
            if seen[rows[place]] == group:
                return place
            seen[rows[place]] = group
    return -1


@njit(cache=True, nogil=True)
def adjacency(nodes: int, left: Rows, right: Rows) -> tuple[Rows, Rows]:
    """``start`` and the numbers of the links at each node; every link stands at both its ends."""
    start = numpy.zeros(nodes + 1, numpy.int64)
    for link in range(left.size):
        start[left[link] + 1] += 1
        start[right[link] + 1] += 1
    for node in range(nodes):
        start[node + 1] += start[node]
    place = start[:-1].copy()
    links = numpy.empty(2 * left.size, numpy.int64)
    for link in range(left.size):
        links[place[left[link]]] = link
        place[left[link]] += 1
        links[place[right[link]]] = link
        place[right[link]] += 1
    return start, links


@njit(cache=True, nogil=True)
def in_one_only(one: Rows, valued: Weights, other: Rows, otherwise: Weights) -> Rows:
    """What stands in one of two ascending arrays and not in the other, or with another value."""
    found = numpy.empty(one.size + other.size, numpy.int64)
    used, here, there = 0, 0, 0
    while here < one.size or there < other.size:
        if there == other.size or (here < one.size and one[here] < other[there]):
            found[used] = one[here]
            here += 1
            used += 1
        elif here == one.size or other[there] < one[here]:
            found[used] = other[there]
            there += 1
            used += 1
        else:
            found[used] = one[here]
            used += valued[here] != otherwise[there]
            here += 1
            there += 1
    return found[:used].copy()
