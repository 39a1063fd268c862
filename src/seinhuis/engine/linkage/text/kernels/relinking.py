"""How alike two texts are before others come or go, and after."""

from typing import NamedTuple

import numba
import numpy

from seinhuis.engine.linkage.text.kernels.arrays import (
    Octets,
    Offsets,
    Pairs,
    Places,
    Real,
    Similarities,
    Totals,
    Whole,
)
from seinhuis.engine.linkage.text.kernels.lists import Lists, compare_texts, shingles_of, weigh_text
from seinhuis.engine.linkage.text.kernels.weighing import common_kind, likeness
from seinhuis.engine.linkage.text.meetings import AFTER, BEFORE

_HIGH = numpy.uint64(32)
_LOW = numpy.uint64(0xFFFFFFFF)
APART = -1.0  # no link


class Weighed(NamedTuple):
    """What the shingles of the texts looked at weighed and weigh, one text after the other.

    ``ends``: where the weights of each text end. ``totals``: what its signs and its words weighed together.
    ``place``: for each text of the index its place among those looked at, or -1.
    """

    before: Octets
    after: Octets
    ends: Offsets
    totals: Totals
    place: Places


@numba.njit(cache=True, nogil=True)
def weigh_all(lists: Lists, texts: Offsets, weights: Octets, ends: Offsets) -> None:
    """Write the weights of the shingles of these texts, and where those of each end."""
    used = 0
    for each in range(texts.size):
        used = weigh_text(lists, texts[each], weights, used)
        ends[each] = used


@numba.njit(cache=True, nogil=True, inline="always")
def _total_before(lists: Lists, weighed: Weighed, text: Whole, kind: Whole) -> Whole:
    place = weighed.place[text]
    total: Whole = numpy.int64(lists.totals[text, kind] if place < 0 else weighed.totals[place, kind])
    return total


@numba.njit(cache=True, nogil=True)
def _compare(lists: Lists, weighed: Weighed, text: Whole, other: Whole) -> tuple[Real, Real]:
    """How alike two texts were and are, of which the first is looked at."""
    kind = common_kind(lists.bounds, text, other)
    if kind < 0:
        return APART, APART
    ours, theirs = shingles_of(lists, text, kind), shingles_of(lists, other, kind)
    place = weighed.place[text]
    begin = weighed.ends[place - 1] if place else 0
    begin += lists.bounds[text, kind] - lists.bounds[text, 0]
    one, two, shared, was, weighs = 0, 0, 0, 0, 0
    while one < ours.size and two < theirs.size:
        here, there = ours[one], theirs[two]
        if here == there:
            shared += 1
            was += int(weighed.before[begin + one])
            weighs += int(weighed.after[begin + one])
        one += here <= there
        two += there <= here
    union = ours.size + theirs.size - shared
    then = _total_before(lists, weighed, text, kind) + _total_before(lists, weighed, other, kind) - was
    now = numpy.int64(lists.totals[text, kind]) + numpy.int64(lists.totals[other, kind]) - weighs
    return likeness(shared, union, was, then), likeness(shared, union, weighs, now)


@numba.njit(cache=True, nogil=True)
def relink(
    lists: Lists,
    weighed: Weighed,
    least: float,
    pairs: Pairs,
    ways: Octets,
    was: Similarities,
    now: Similarities,
) -> None:
    """Fill how alike each pair was and is: ``APART`` where it did not or does not meet, or is not alike.

    ``ways``: BEFORE and AFTER for pairs that met and that meet.
    """
    for at in range(pairs.size):
        left, right = numpy.int64(pairs[at] >> _HIGH), numpy.int64(pairs[at] & _LOW)
        if weighed.place[left] >= 0:
            was[at], now[at] = _compare(lists, weighed, left, right)
        elif weighed.place[right] >= 0:
            was[at], now[at] = _compare(lists, weighed, right, left)
        else:
            was[at] = now[at] = compare_texts(lists, left, right)
        if not ways[at] & BEFORE or was[at] < least:
            was[at] = APART
        if not ways[at] & AFTER or now[at] < least:
            now[at] = APART
