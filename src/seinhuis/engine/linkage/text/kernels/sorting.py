"""Numbers put in order by counting: each goes straight to its place, which is much faster than comparing."""

import numba
import numpy

from seinhuis.engine.linkage.text.kernels.arrays import (
    Hashes,
    Keys,
    Numbers,
    Offsets,
    Pairs,
    Places,
    Times,
    Whole,
)
from seinhuis.engine.linkage.text.parameters import COUNTERS, COUNTERS_BITS

_HIGH = numpy.uint64(32)
_LOW = numpy.uint64(0xFFFFFFFF)
_KEY_BITS = 64
_MOST_BITS = 22  # places that are counted should fit in the cache of a processor
_FEW = 32  # so many are put in order one by one
_COUNTER = numpy.uint64(COUNTERS - 1)
# A posting is placed by the low and then by the high bits of its counter; the highest says in which half.
_LOW_BITS = COUNTERS_BITS // 2
_HALF_BITS = COUNTERS_BITS - 1


@numba.njit(cache=True, nogil=True)
def add_up(ends: Places | Offsets) -> None:
    """Turn numbers, each one place late, into where those of each begin."""
    for each in range(ends.size - 1):
        ends[each + 1] += ends[each]


@numba.njit(cache=True, nogil=True)
def sort_entries(keys: Keys, owners: Numbers, to_keys: Keys, to_owners: Numbers) -> None:
    """Write keys, which are hashes, in order, each with its owner; equal keys stay as they stand or not.

    By their first bits all go near their place; few are there, and are compared.
    """
    bits = 1
    while bits < _MOST_BITS and 1 << bits + 1 <= keys.size:
        bits += 1
    shift = numpy.uint64(_KEY_BITS - bits)
    ends = numpy.zeros((1 << bits) + 1, dtype=numpy.int32)
    for key in keys:
        ends[numpy.int64(key >> shift) + 1] += 1
    add_up(ends)
    for at in range(keys.size):
        first_bits = numpy.int64(keys[at] >> shift)
        place = ends[first_bits]
        to_keys[place], to_owners[place] = keys[at], owners[at]
        ends[first_bits] += 1
    begin = 0
    for near in range(1 << bits):
        end = ends[near]
        _sort_some(to_keys[begin:end], to_owners[begin:end])
        begin = end


@numba.njit(cache=True, nogil=True, inline="always")
def _sort_some(keys: Keys, owners: Numbers) -> None:
    if keys.size > _FEW:
        order = numpy.argsort(keys)
        keys[:], owners[:] = keys[order], owners[order]
        return
    for at in range(1, keys.size):
        key, owner, place = keys[at], owners[at], at
        while place > 0 and keys[place - 1] > key:
            keys[place], owners[place] = keys[place - 1], owners[place - 1]
            place -= 1
        keys[place], owners[place] = key, owner


@numba.njit(cache=True, nogil=True)
def count_lefts(pairs: Pairs, ends: Offsets) -> None:
    """Add to ``ends``, one place late, how many of the pairs (smaller << 32 | larger) each text begins."""
    for pair in pairs:
        ends[numpy.int64(pair >> _HIGH) + 1] += 1


@numba.njit(cache=True, nogil=True)
def place_rights(pairs: Pairs, ends: Offsets, rights: Numbers) -> None:
    """Put the larger text of each pair with the others of its smaller one; ``ends`` moves on."""
    for pair in pairs:
        left = pair >> _HIGH
        rights[ends[left]] = pair & _LOW
        ends[left] += 1


@numba.njit(cache=True, nogil=True)
def tally_rights(ends: Offsets, rights: Numbers, pairs: Pairs, times: Times) -> int:
    """Write each pair once, ascending, and how often it was placed; how many there are."""
    used, begin = 0, 0
    for left in range(ends.size - 1):
        own = rights[begin : ends[left]]
        begin = ends[left]
        _sort_numbers(own)
        for at in range(own.size):
            if at == 0 or own[at] != own[at - 1]:
                pairs[used] = numpy.uint64(left) << _HIGH | numpy.uint64(own[at])
                times[used] = 0
                used += 1
            times[used - 1] += 1
    return used


@numba.njit(cache=True, nogil=True, inline="always")
def _sort_numbers(numbers: Numbers) -> None:
    if numbers.size > 2 * _FEW:
        numbers.sort()
        return
    for at in range(1, numbers.size):
        number, place = numbers[at], at
        while place > 0 and numbers[place - 1] > number:
            numbers[place] = numbers[place - 1]
            place -= 1
        numbers[place] = number


@numba.njit(cache=True, nogil=True)
def count_half(shingles: Hashes, half: Whole) -> int:
    """How many shingles have their counter in the lower (0) or the upper half (1)."""
    count = 0
    for shingle in shingles:
        count += numpy.int64((shingle & _COUNTER) >> numpy.uint64(_HALF_BITS)) == half
    return count


@numba.njit(cache=True, nogil=True)
def write_postings(
    shingles: Hashes, bounds: Offsets, first: Whole, half: Whole, room: Hashes, postings: Hashes
) -> None:
    """Write counter << 32 | text, ascending, for the shingles of one half of the counters.

    Texts are numbered from ``first`` on. ``room`` is as large as ``postings``.
    """
    low = numpy.zeros((1 << _LOW_BITS) + 1, dtype=numpy.int64)
    high = numpy.zeros((1 << _HALF_BITS - _LOW_BITS) + 1, dtype=numpy.int64)
    for shingle in shingles:
        counter = numpy.int64(shingle & _COUNTER)
        if counter >> _HALF_BITS == half:
            low[(counter & ((1 << _LOW_BITS) - 1)) + 1] += 1
            high[((counter & ((1 << _HALF_BITS) - 1)) >> _LOW_BITS) + 1] += 1
    add_up(low)
    add_up(high)
    for text in range(bounds.shape[0]):
        for at in range(bounds[text, 0], bounds[text, 2]):
            counter = numpy.int64(shingles[at] & _COUNTER)
            if counter >> _HALF_BITS == half:
                near = counter & ((1 << _LOW_BITS) - 1)
                room[low[near]] = numpy.uint64(counter) << _HIGH | numpy.uint64(first + text)
                low[near] += 1
    for posting in room:
        near = (numpy.int64(posting >> _HIGH) & ((1 << _HALF_BITS) - 1)) >> _LOW_BITS
        postings[high[near]] = posting
        high[near] += 1
