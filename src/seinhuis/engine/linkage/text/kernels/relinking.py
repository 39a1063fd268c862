"""What becomes of the links of texts when others come: whom each meets before and after, and how alike."""

from typing import NamedTuple

import numba
import numpy

from seinhuis.engine.linkage.text.kernels.arrays import (
    Hashes,
    Numbers,
    Octets,
    Offsets,
    Places,
    Real,
    Similarities,
    Totals,
    Whole,
)
from seinhuis.engine.linkage.text.kernels.pairing import reach
from seinhuis.engine.linkage.text.kernels.probing import (
    COMING,
    MOST_CANDIDATES,
    TIERS,
    Lists,
    find_buckets,
    shingles_of,
    take_all,
    take_beside,
    weigh_text,
)
from seinhuis.engine.linkage.text.kernels.signing import sign_text
from seinhuis.engine.linkage.text.kernels.weighing import common_kind, likeness
from seinhuis.engine.linkage.text.parameters import BANDS, HASHES

BEFORE, AFTER = 1, 2
APART = -1.0  # no link


class Weighed(NamedTuple):
    """What the shingles of the texts looked at weighed and weigh, one text after the other.

    ``ends``: where the weights of each text end. ``totals``: what its signs and its words weighed together.
    ``place``: for each text of the index its place among those looked at, or -1. ``first``: the first text
    that is new.
    """

    before: Octets
    after: Octets
    ends: Offsets
    totals: Totals
    place: Places
    first: int


@numba.njit(cache=True, nogil=True)
def weigh_all(lists: Lists, texts: Offsets, weights: Octets, ends: Offsets) -> None:
    """Write the weights of the shingles of these texts, and where those of each end."""
    used = 0
    for each in range(texts.size):
        used = weigh_text(lists, texts[each], weights, used)
        ends[each] = used


@numba.njit(cache=True, nogil=True)
def _note(found: Numbers, used: Whole, how: int, met: Numbers, ways: Octets, seen: Places) -> None:
    """Write each text found once in ``met``, and in ``ways`` when it is met; ``seen[-1]``: how many."""
    for at in range(used):
        other = found[at]
        if seen[other] < 0:
            seen[other] = seen[-1]
            met[seen[-1]] = other
            ways[seen[-1]] = 0
            seen[-1] += 1
        ways[seen[other]] |= how


@numba.njit(cache=True, nogil=True)
def _meet(lists: Lists, text: Whole, met: Numbers, ways: Octets, seen: Places) -> None:
    """Whom a text is compared with before the tier that comes, and with it."""
    least = numpy.empty(HASHES, dtype=numpy.uint32)
    own = numpy.empty(BANDS, dtype=numpy.uint64)
    buckets = numpy.empty((BANDS, TIERS, 2), dtype=numpy.int64)
    sizes = numpy.empty(BANDS, dtype=numpy.int64)
    found = numpy.empty(MOST_CANDIDATES, dtype=numpy.uint32)
    for kind in range(2):
        run = shingles_of(lists, text, kind)
        if run.size == 0:
            continue
        sign_text(run, 0, run.size, kind, least, own)
        find_buckets(lists, own, buckets, sizes)
        for band in range(BANDS):
            bucket, size = buckets[band], sizes[band]
            come = bucket[COMING, 1] - bucket[COMING, 0]
            used = _take(lists, text, band, own, bucket, size, TIERS, found)
            _note(found, used, AFTER if come else AFTER | BEFORE, met, ways, seen)
            if come:
                used = _take(lists, text, band, own, bucket, size - come, COMING, found)
                _note(found, used, BEFORE, met, ways, seen)


@numba.njit(cache=True, nogil=True)
def _take(
    lists: Lists,
    text: Whole,
    band: Whole,
    own: Hashes,
    bucket: Offsets,
    size: Whole,
    tiers: Whole,
    found: Numbers,
) -> int:
    if reach(size) == size:
        return take_all(lists, band, bucket, tiers, found, 0)
    rank = lists.fingerprints[text]
    used = take_beside(lists, band, own[band], rank, bucket, tiers, -1, found, 0)
    return take_beside(lists, band, own[band], rank, bucket, tiers, 1, found, used)


@numba.njit(cache=True, nogil=True, inline="always")
def _total_before(lists: Lists, weighed: Weighed, text: Whole, kind: Whole) -> Whole:
    place = weighed.place[text]
    total: Whole = numpy.int64(lists.totals[text, kind] if place < 0 else weighed.totals[place, kind])
    return total


@numba.njit(cache=True, nogil=True)
def _compare(lists: Lists, weighed: Weighed, text: Whole, begin: Whole, other: Whole) -> tuple[Real, Real]:
    """How alike two texts were and are."""
    kind = common_kind(lists.bounds, text, other)
    if kind < 0:
        return APART, APART
    ours, theirs = shingles_of(lists, text, kind), shingles_of(lists, other, kind)
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
    texts: Offsets,
    others: Numbers,
    was: Similarities,
    now: Similarities,
    seen: Places,
    ends: Offsets,
) -> None:
    """Write, text after text, with which others a link comes, goes or weighs anew: what it was and is.

    ``APART`` stands for no link. A pair of which both are looked at is written once. ``seen``: -1 for each
    text, and one place more.
    """
    met = numpy.empty(MOST_CANDIDATES, dtype=numpy.uint32)
    ways = numpy.empty(MOST_CANDIDATES, dtype=numpy.uint8)
    used = 0
    for each in range(texts.size):
        text = texts[each]
        place = weighed.place[text]
        begin = weighed.ends[place - 1] if place else 0
        seen[-1] = 0
        _meet(lists, text, met, ways, seen)
        for at in range(seen[-1]):
            other = numpy.int64(met[at])
            seen[other] = -1
            if other == text or (weighed.place[other] >= 0 and other < text):
                continue
            then, since = _compare(lists, weighed, text, begin, other)
            if max(text, other) >= weighed.first or not ways[at] & BEFORE or then < least:
                then = APART
            if not ways[at] & AFTER or since < least:
                since = APART
            if numpy.float32(then) != numpy.float32(since):
                others[used], was[used], now[used] = other, then, since
                used += 1
        ends[each] = used
