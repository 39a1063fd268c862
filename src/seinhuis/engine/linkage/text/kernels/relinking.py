"""How alike two texts are before others come or go, and after."""

from typing import NamedTuple

import numba
import numpy

from seinhuis.engine.linkage.text.kernels.arrays import (
    Hashes,
    Octets,
    Offsets,
    Pairs,
    Places,
    Real,
    Similarities,
    Totals,
    Whole,
)
from seinhuis.engine.linkage.text.kernels.fetching import AHEAD, IN_LINE, MOST_FETCHED, SOON, fetch
from seinhuis.engine.linkage.text.kernels.lists import Lists, compare_texts, shingles_of, weigh_text
from seinhuis.engine.linkage.text.kernels.membership import (
    Room,
    clear_away,
    empty_room,
    is_in,
    lay_out,
    number_of,
)
from seinhuis.engine.linkage.text.kernels.weighing import common_kind, counter_of, likeness, weight_of
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


@numba.njit(cache=True, nogil=True, inline="always")
def _weights_of(lists: Lists, weighed: Weighed, text: Whole, kind: Whole) -> Whole:
    """Where the weights begin of the shingles of one kind of a text that is looked at."""
    place = weighed.place[text]
    begin = weighed.ends[place - 1] if place else numpy.int64(0)
    return int(begin + lists.bounds[text, kind] - lists.bounds[text, 0])


@numba.njit(cache=True, nogil=True)
def _compare(lists: Lists, weighed: Weighed, text: Whole, other: Whole) -> tuple[Real, Real]:
    """How alike two texts were and are, of which the first is looked at."""
    kind = common_kind(lists.bounds, text, other)
    if kind < 0:
        return APART, APART
    ours, theirs = shingles_of(lists, text, kind), shingles_of(lists, other, kind)
    begin = _weights_of(lists, weighed, text, kind)
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
def _in_common(
    lists: Lists, weighed: Weighed, room: Room, left: Whole, right: Whole, kind: Whole, theirs: Hashes
) -> tuple[int, int, int]:
    """How many shingles of the right text are in the left one, which is laid out; their weights."""
    shared, was, weighs = 0, 0, 0
    if weighed.place[left] >= 0:
        begin = _weights_of(lists, weighed, left, kind)
        for shingle in theirs:
            same = is_in(room, shingle)
            at = begin + same * number_of(room, shingle)
            shared += same
            was += same * int(weighed.before[at])
            weighs += same * int(weighed.after[at])
    elif weighed.place[right] >= 0:
        at = _weights_of(lists, weighed, right, kind)
        for shingle in theirs:
            same = is_in(room, shingle)
            shared += same
            was += same * int(weighed.before[at])
            weighs += same * int(weighed.after[at])
            at += 1
    else:
        for shingle in theirs:
            if is_in(room, shingle):
                shared += 1
                was += int(weight_of(lists.counters[counter_of(shingle)]))
        weighs = was
    return shared, was, weighs


@numba.njit(cache=True, nogil=True)
def _compare_by_steps(lists: Lists, weighed: Weighed, left: Whole, right: Whole) -> tuple[Real, Real]:
    if weighed.place[left] >= 0:
        return _compare(lists, weighed, left, right)
    if weighed.place[right] >= 0:
        return _compare(lists, weighed, right, left)
    similarity = compare_texts(lists, left, right)
    return similarity, similarity


@numba.njit(cache=True, nogil=True, inline="always")
def _fetch_ahead(lists: Lists, weighed: Weighed, pairs: Pairs, at: Whole) -> None:
    """Ask for the right texts of pairs that come soon; the left one is mostly there."""
    if at + AHEAD < pairs.size:
        right = numpy.int64(pairs[at + AHEAD] & _LOW)
        fetch(lists.bounds[right], 0)
        fetch(lists.totals[right], 0)
        fetch(weighed.place, right)
    if at + SOON < pairs.size:
        right = numpy.int64(pairs[at + SOON] & _LOW)
        for kind in range(2):
            run = shingles_of(lists, right, kind)
            for place in range(0, min(run.size, MOST_FETCHED), IN_LINE):
                fetch(run, place)


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

    ``ways``: BEFORE and AFTER for pairs that met and that meet. Fastest when all pairs with the same left
    text stand together.
    """
    room, ours, laid, as_kind, fits = empty_room(), lists.base[:0], numpy.int64(-1), -1, False
    for at in range(pairs.size):
        _fetch_ahead(lists, weighed, pairs, at)
        left, right = numpy.int64(pairs[at] >> _HIGH), numpy.int64(pairs[at] & _LOW)
        kind = common_kind(lists.bounds, left, right)
        if left != laid or kind != as_kind:
            if fits:
                clear_away(room, ours)
            laid, as_kind, fits = left, kind, False
            if kind >= 0:
                ours = shingles_of(lists, left, kind)
                fits = lay_out(room, ours)
        theirs = shingles_of(lists, right, max(kind, 0))
        if fits and theirs[0] > 0:
            shared, before, after = _in_common(lists, weighed, room, left, right, kind, theirs)
            union = ours.size + theirs.size - shared
            then = _total_before(lists, weighed, left, kind) + _total_before(lists, weighed, right, kind)
            since = numpy.int64(lists.totals[left, kind]) + numpy.int64(lists.totals[right, kind])
            was[at] = likeness(shared, union, before, then - before)
            now[at] = likeness(shared, union, after, since - after)
        else:
            was[at], now[at] = _compare_by_steps(lists, weighed, left, right)
        if not ways[at] & BEFORE or was[at] < least:
            was[at] = APART
        if not ways[at] & AFTER or now[at] < least:
            now[at] = APART
