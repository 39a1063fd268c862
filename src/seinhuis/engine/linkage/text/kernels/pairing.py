"""Which texts to compare: those that share a bucket of a band, all with all or each with its neighbours."""

import numba
import numpy

from seinhuis.engine.linkage.text.kernels.arrays import Hash, Hashes, Keys, Numbers, Pairs, Whole
from seinhuis.engine.linkage.text.kernels.signing import ORDER_BITS
from seinhuis.engine.linkage.text.parameters import WHOLE_BUCKET, WINDOW

_HIGH = numpy.uint64(32)
_FEW = 32
_BUCKET = numpy.uint64(ORDER_BITS)


@numba.njit(cache=True, nogil=True, inline="always")
def as_pair(one: Whole, two: Whole) -> Hash:
    """Two texts as smaller << 32 | larger."""
    left, right = numpy.uint64(one), numpy.uint64(two)
    return min(left, right) << _HIGH | max(left, right)


@numba.njit(cache=True, nogil=True)
def order_ties(keys: Keys, texts: Numbers, ranks: Hashes) -> None:
    """Put entries with the same key in the order of their ranks, so that no order of arrival shows."""
    begin = 0
    while begin < keys.size:
        end = begin + 1
        while end < keys.size and keys[end] == keys[begin]:
            end += 1
        if end - begin > _FEW:
            tied = texts[begin:end].copy()
            texts[begin:end] = tied[numpy.argsort(ranks[tied])]
        for at in range(begin + 1, end):
            text, place = texts[at], at
            while place > begin and ranks[texts[place - 1]] > ranks[text]:
                texts[place] = texts[place - 1]
                place -= 1
            texts[place] = text
        begin = end


@numba.njit(cache=True, nogil=True, inline="always")
def reach(size: Whole) -> Whole:
    """How far from each other two members of a bucket of this size may stand to be compared."""
    return size if size <= WHOLE_BUCKET else WINDOW


@numba.njit(cache=True, nogil=True, inline="always")
def bucket_end(keys: Keys, begin: int) -> int:
    """Where the bucket that begins here ends."""
    end = begin + 1
    while end < keys.size and keys[end] >> _BUCKET == keys[begin] >> _BUCKET:
        end += 1
    return end


@numba.njit(cache=True, nogil=True)
def count_pairs(keys: Keys) -> int:
    """How many pairs the buckets of one band give at most."""
    pairs, begin = 0, 0
    while begin < keys.size:
        end = bucket_end(keys, begin)
        size = end - begin
        width = min(reach(size), size - 1)
        pairs += width * size - width * (width + 1) // 2
        begin = end
    return pairs


@numba.njit(cache=True, nogil=True)
def write_pairs(keys: Keys, texts: Numbers, pairs: Pairs) -> int:
    """Write each pair as smaller << 32 | larger; how many were written."""
    used, begin = 0, 0
    while begin < keys.size:
        end = bucket_end(keys, begin)
        width = reach(end - begin)
        for one in range(begin, end):
            for two in range(one + 1, min(end, one + width + 1)):
                if texts[one] != texts[two]:
                    pairs[used] = as_pair(texts[one], texts[two])
                    used += 1
        begin = end
    return used
