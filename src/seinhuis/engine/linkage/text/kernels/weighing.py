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


@numba.njit(cache=True, nogil=True)
def compare_pairs(
    pairs: Pairs,
    shingles: Hashes,
    bounds: Offsets,
    weights: Octets,
    totals: Offsets,
    similarities: Similarities,
) -> None:
    """Fill the similarity of each pair (left << 32 | right) of weighed texts."""
    for pair in range(pairs.size):
        left, right = numpy.int64(pairs[pair] >> _HIGH), numpy.int64(pairs[pair] & _LOW)
        kind = common_kind(bounds, left, right)
        if kind < 0:
            similarities[pair] = 0.0
            continue
        one, one_end = bounds[left, kind], bounds[left, kind + 1]
        two, two_end = bounds[right, kind], bounds[right, kind + 1]
        both = one_end - one + two_end - two
        shared, weight = 0, 0
        while one < one_end and two < two_end:
            here, there = shingles[one], shingles[two]
            if here == there:
                shared += 1
                weight += weights[one]
            one += here <= there
            two += there <= here
        whole = totals[left, kind] + totals[right, kind] - weight
        similarities[pair] = likeness(shared, both - shared, weight, whole)
