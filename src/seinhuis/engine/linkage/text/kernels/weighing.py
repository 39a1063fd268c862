"""How common shingles are, what they weigh, how alike two texts are: in whole numbers, then one division."""

import numba
import numpy

from seinhuis.engine.linkage.text.kernels.arrays import (
    Counters,
    Hash,
    Hashes,
    Octets,
    Offsets,
    Pairs,
    Real,
    Similarities,
    Whole,
)
from seinhuis.engine.linkage.text.kernels.fetching import AHEAD, IN_LINE, LINE, MOST_FETCHED, SOON, fetch
from seinhuis.engine.linkage.text.kernels.membership import clear_away, empty_room, is_in, lay_out
from seinhuis.engine.linkage.text.parameters import COUNTERS, WEIGHT_STEPS, WEIGHTS

_MASK = numpy.uint64(COUNTERS - 1)
_HIGH = numpy.uint64(32)
_LOW = numpy.uint64(0xFFFFFFFF)
_STEPS = numpy.array(WEIGHT_STEPS, dtype=numpy.uint32)
_WEIGHTS = numpy.array(WEIGHTS, dtype=numpy.int64)


@numba.njit(cache=True, nogil=True, inline="always")
def counter_of(shingle: Hash) -> Whole:
    """The counter that counts the texts with this shingle."""
    return numpy.int64(shingle & _MASK)


@numba.njit(cache=True, nogil=True, inline="always")
def weight_of(count: Whole) -> Whole:
    """What a shingle in so many texts weighs."""
    level = 0
    for step in range(_STEPS.size):
        level += count >= _STEPS[step]
    weight: Whole = _WEIGHTS[level]
    return weight


@numba.njit(cache=True, nogil=True)
def count_texts(shingles: Hashes, bounds: Offsets, texts: Offsets, change: int, counters: Counters) -> None:
    """Add ``change`` to the counter of each shingle of these texts."""
    for text in texts:
        for at in range(bounds[text, 0], bounds[text, 2]):
            counters[counter_of(shingles[at])] += numpy.uint32(change)


@numba.njit(cache=True, nogil=True)
def count_postings(postings: Hashes, change: int, counters: Counters) -> None:
    """Add ``change`` to the counter of each posting; modulo 2^32, so that -1 is taken off."""
    for posting in postings:
        counters[posting >> _HIGH] += numpy.uint32(change)


@numba.njit(cache=True, nogil=True)
def weigh_texts(
    shingles: Hashes,
    bounds: Offsets,
    texts: Offsets,
    counters: Counters,
    weights: Octets,
    totals: Offsets,
) -> None:
    """Fill the weight of each shingle of these texts, and what the signs and the words of each weigh."""
    for text in texts:
        for kind in range(2):
            total = 0
            for at in range(bounds[text, kind], bounds[text, kind + 1]):
                weight = weight_of(counters[counter_of(shingles[at])])
                weights[at] = weight
                total += weight
            totals[text, kind] = total


@numba.njit(cache=True, nogil=True, inline="always")
def common_kind(bounds: Offsets, left: Whole, right: Whole) -> int:
    """What two texts are compared by: 0 signs, where both have them, else 1 words, else -1."""
    for kind in range(2):
        if bounds[left, kind] < bounds[left, kind + 1] and bounds[right, kind] < bounds[right, kind + 1]:
            return kind
    return -1


@numba.njit(cache=True, nogil=True, inline="always")
def likeness(shared: Whole, union: Whole, shared_weight: Whole, union_weight: Whole) -> Real:
    """The weighted Jaccard similarity, or the square of the plain one where that is more.

    The square lets in what is mostly equal word for word though all of it is common: a campaign of thousands
    of copies makes its own words common.
    """
    plain = shared / union
    return max(shared_weight / union_weight, plain * plain)


@numba.njit(cache=True, nogil=True, inline="always")
def _in_common(ours: Hashes, theirs: Hashes, weights: Octets) -> tuple[int, int]:
    """How many shingles two runs share, and what these weigh; ``weights``: of each of theirs."""
    one, two, shared, weight = 0, 0, 0, 0
    while one < ours.size and two < theirs.size:
        here, there = ours[one], theirs[two]
        if here == there:
            shared += 1
            weight += int(weights[two])
        one += here <= there
        two += there <= here
    return shared, weight


@numba.njit(cache=True, nogil=True, inline="always")
def _fetch_ahead(
    pairs: Pairs, pair: Whole, shingles: Hashes, bounds: Offsets, weights: Octets, totals: Offsets
) -> None:
    """Ask for the right texts of pairs that come soon; the left one is mostly there."""
    if pair + AHEAD < pairs.size:
        right = numpy.int64(pairs[pair + AHEAD] & _LOW)
        fetch(bounds[right], 0)
        fetch(totals[right], 0)
    if pair + SOON < pairs.size:
        right = numpy.int64(pairs[pair + SOON] & _LOW)
        begin, end = bounds[right, 0], bounds[right, 2]
        for at in range(begin, min(end, begin + MOST_FETCHED), IN_LINE):
            fetch(shingles, at)
        fetch(weights, begin)
        fetch(weights, min(end, begin + LINE) - 1)


@numba.njit(cache=True, nogil=True)
def compare_pairs(
    pairs: Pairs,
    shingles: Hashes,
    bounds: Offsets,
    weights: Octets,
    totals: Offsets,
    similarities: Similarities,
) -> None:
    """Fill the similarity of each pair (left << 32 | right) of weighed texts.

    Fastest when all pairs with the same left text stand together.
    """
    room, ours, laid, as_kind, fits = empty_room(), shingles[:0], numpy.int64(-1), -1, False
    for pair in range(pairs.size):
        _fetch_ahead(pairs, pair, shingles, bounds, weights, totals)
        left, right = numpy.int64(pairs[pair] >> _HIGH), numpy.int64(pairs[pair] & _LOW)
        kind = common_kind(bounds, left, right)
        if kind < 0:
            similarities[pair] = 0.0
            continue
        if left != laid or kind != as_kind:
            if fits:
                clear_away(room, ours)
            ours, laid, as_kind = shingles[bounds[left, kind] : bounds[left, kind + 1]], left, kind
            fits = lay_out(room, ours)
        begin, end = bounds[right, kind], bounds[right, kind + 1]
        shared, weight = 0, 0
        if fits and shingles[begin] > 0:
            for at in range(begin, end):
                same = is_in(room, shingles[at])
                shared += same
                weight += same * int(weights[at])
        else:
            shared, weight = _in_common(ours, shingles[begin:end], weights[begin:end])
        whole = totals[left, kind] + totals[right, kind] - weight
        similarities[pair] = likeness(shared, ours.size + end - begin - shared, weight, whole)
