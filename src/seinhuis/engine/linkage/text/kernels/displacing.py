"""Who stands further apart because of a text that comes, or nearer because of one that goes."""

import numba
import numpy

from seinhuis.engine.linkage.text.kernels.arrays import (
    Hash,
    Hashes,
    Numbers,
    Offsets,
    Pairs,
    Similarities,
    Whole,
)
from seinhuis.engine.linkage.text.kernels.probing import (
    COMING,
    TIERS,
    Lists,
    compare_texts,
    find_bucket,
    find_buckets,
    place_of,
    shingles_of,
    take_all,
    take_beside,
)
from seinhuis.engine.linkage.text.kernels.signing import ORDER_BITS, sign_text
from seinhuis.engine.linkage.text.parameters import BANDS, HASHES, WHOLE_BUCKET, WINDOW

_ORDER = numpy.uint64((1 << ORDER_BITS) - 1)
_HIGH = numpy.uint64(32)
_LOW = numpy.uint64(0xFFFFFFFF)
_MOST_AT_RISK = 2 * BANDS * (WHOLE_BUCKET * (WHOLE_BUCKET - 1) // 2)
ROOM = 32 * _MOST_AT_RISK


@numba.njit(cache=True, nogil=True, inline="always")
def as_pair(one: Whole, two: Whole) -> Hash:
    """Two texts as smaller << 32 | larger."""
    left, right = numpy.uint64(one), numpy.uint64(two)
    return min(left, right) << _HIGH | max(left, right)


@numba.njit(cache=True, nogil=True)
def pairs_at_risk(lists: Lists, texts: Offsets, begin: int, pairs: Pairs) -> tuple[int, int]:
    """Write the pairs that perhaps do not meet because of these texts, from place ``begin`` on, some often.

    Gives the place up to which there was room, and how many were written.
    """
    used = 0
    while begin < texts.size and pairs.size - used >= _MOST_AT_RISK:
        used = _pairs_of(lists, texts[begin], pairs, used)
        begin += 1
    return begin, used


@numba.njit(cache=True, nogil=True)
def _pairs_of(lists: Lists, text: Whole, pairs: Pairs, used: int) -> int:
    """Write the pairs of other texts that meet without this one, and perhaps not with it.

    In a bucket that is crowded with the tier that comes or goes: all pairs, where without it all meet; else
    those that stand within reach of each other on either side of this text.
    """
    least = numpy.empty(HASHES, dtype=numpy.uint32)
    own = numpy.empty(BANDS, dtype=numpy.uint64)
    buckets = numpy.empty((BANDS, TIERS, 2), dtype=numpy.int64)
    sizes = numpy.empty(BANDS, dtype=numpy.int64)
    members = numpy.empty(WHOLE_BUCKET, dtype=numpy.uint32)
    for kind in range(2):
        run = shingles_of(lists, text, kind)
        if run.size == 0:
            continue
        sign_text(run, 0, run.size, kind, least, own)
        find_buckets(lists, own, buckets, sizes)
        for band in range(BANDS):
            bucket, size = buckets[band], sizes[band]
            if size <= WHOLE_BUCKET:
                continue
            if size - (bucket[COMING, 1] - bucket[COMING, 0]) > WHOLE_BUCKET:
                used = _across(lists, band, own[band], lists.fingerprints[text], bucket, members, pairs, used)
            elif lists.owners[COMING][band, bucket[COMING, 0]] == text:  # once for each bucket
                count = take_all(lists, band, bucket, COMING, members, 0)
                for one in range(count):
                    for two in range(one):
                        pairs[used] = as_pair(members[one], members[two])
                        used += 1
    return used


@numba.njit(cache=True, nogil=True)
def _across(
    lists: Lists,
    band: Whole,
    key: Hash,
    rank: Hash,
    bucket: Offsets,
    members: Numbers,
    pairs: Pairs,
    used: int,
) -> int:
    before = take_beside(lists, band, key, rank, bucket, COMING, -1, members, 0)
    after = take_beside(lists, band, key, rank, bucket, COMING, 1, members, before) - before
    for one in range(before):
        for two in range(min(after, WINDOW - one)):
            pairs[used] = as_pair(members[one], members[before + two])
            used += 1
    return used


@numba.njit(cache=True, nogil=True)
def _do_meet(lists: Lists, left: Whole, right: Whole, ours: Hashes, buckets: Offsets, sizes: Offsets) -> bool:
    """Whether two texts are compared when all tiers are there.

    ``ours``: the keys of the left one. ``buckets`` and ``sizes`` (-1: not looked for yet) are its own.
    """
    least = numpy.empty(HASHES, dtype=numpy.uint32)
    theirs = numpy.empty(BANDS, dtype=numpy.uint64)
    for kind in range(2):
        one, two = shingles_of(lists, left, kind), shingles_of(lists, right, kind)
        if one.size == 0 or two.size == 0:
            continue
        sign_text(two, 0, two.size, kind, least, theirs)
        for band in range(BANDS):
            if ours[kind, band] | _ORDER != theirs[band] | _ORDER:
                continue
            bucket = buckets[kind, band]
            if sizes[kind, band] < 0:
                sizes[kind, band] = find_bucket(lists, band, theirs[band], bucket)
            if sizes[kind, band] <= WHOLE_BUCKET:
                return True
            apart = 0
            for tier in range(TIERS):
                apart += place_of(lists, bucket, tier, band, ours[kind, band], lists.fingerprints[left])
                apart -= place_of(lists, bucket, tier, band, theirs[band], lists.fingerprints[right])
            if abs(apart) <= WINDOW:
                return True
    return False


@numba.njit(cache=True, nogil=True)
def _sign_kinds(lists: Lists, text: Whole, own: Hashes) -> None:
    """Fill the keys of both kinds of shingles of a text."""
    least = numpy.empty(HASHES, dtype=numpy.uint32)
    for kind in range(2):
        run = shingles_of(lists, text, kind)
        if run.size:
            sign_text(run, 0, run.size, kind, least, own[kind])


@numba.njit(cache=True, nogil=True)
def displaced(lists: Lists, least: float, pairs: Pairs, similarities: Similarities) -> int:
    """Move to the front the pairs that are alike but do not meet when all tiers are there; how many.

    Fastest when all pairs with the same left text stand together.
    """
    own = numpy.empty((2, BANDS), dtype=numpy.uint64)
    buckets = numpy.empty((2, BANDS, TIERS, 2), dtype=numpy.int64)
    sizes = numpy.empty((2, BANDS), dtype=numpy.int64)
    kept, signed = 0, numpy.int64(-1)
    for at in range(pairs.size):
        left, right = numpy.int64(pairs[at] >> _HIGH), numpy.int64(pairs[at] & _LOW)
        similarity = compare_texts(lists, left, right)
        if similarity < least:
            continue
        if left != signed:
            _sign_kinds(lists, left, own)
            sizes[:] = -1
            signed = left
        if not _do_meet(lists, left, right, own, buckets, sizes):
            pairs[kept], similarities[kept] = pairs[at], similarity
            kept += 1
    return kept
