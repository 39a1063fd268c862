"""Asking an index: which texts share a bucket with this one, and which of them are alike.

An index is four tiers, three that stay and one that comes or goes, each with its band keys sorted by (key,
fingerprint of the text). A bucket means the same as in ``pairing``: the tiers are read as if they were
merged.
"""

from typing import NamedTuple

import numba
import numpy

from seinhuis.engine.linkage.text.kernels.arrays import (
    Counters,
    Hash,
    Hashes,
    Keys,
    Numbers,
    Octets,
    Offsets,
    Real,
    Similarities,
    Totals,
    Whole,
)
from seinhuis.engine.linkage.text.kernels.pairing import reach
from seinhuis.engine.linkage.text.kernels.signing import ORDER_BITS, sign_text
from seinhuis.engine.linkage.text.kernels.weighing import (
    common_kind,
    counter_of,
    likeness,
    weight_of,
)
from seinhuis.engine.linkage.text.parameters import BANDS, HASHES, WHOLE_BUCKET, WINDOW

TIERS = 4
COMING = 3  # the tier that comes or goes; those before it stay
MOST_CANDIDATES = 2 * BANDS * WHOLE_BUCKET
_ORDER = numpy.uint64((1 << ORDER_BITS) - 1)


class Lists(NamedTuple):
    """The lists of an index: of each tier its band keys and whose they are; of each text its shingles.

    ``totals``: what the signs and the words of each text weigh together, by ``counters`` as they are.
    """

    keys: tuple[Keys, Keys, Keys, Keys]
    owners: tuple[Numbers, Numbers, Numbers, Numbers]
    base: Hashes
    recent: Hashes
    bounds: Offsets
    fingerprints: Hashes
    counters: Counters
    totals: Totals


@numba.njit(cache=True, nogil=True, inline="always")
def shingles_of(lists: Lists, text: Whole, kind: Whole) -> Hashes:
    """The shingles of one kind of a text; places beyond the base are in the recent part."""
    begin, end = lists.bounds[text, kind], lists.bounds[text, kind + 1]
    size = lists.base.size
    return lists.base[begin:end] if begin < size else lists.recent[begin - size : end - size]


@numba.njit(cache=True, nogil=True)
def first_not_below(keys: Keys, key: Hash) -> int:
    """The first place whose key is not below this one, compared as unsigned."""
    low, high = 0, keys.size
    while low < high:
        middle = (low + high) // 2
        if keys[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low


@numba.njit(cache=True, nogil=True)
def place_of(lists: Lists, bucket: Offsets, tier: Whole, band: Whole, key: Hash, rank: Hash) -> Whole:
    """The first place of this bucket in a tier whose (key, fingerprint) is not below this one."""
    keys, owners = lists.keys[tier][band], lists.owners[tier][band]
    low: Whole = bucket[tier, 0]
    high: Whole = bucket[tier, 1]
    while low < high:
        middle = (low + high) // 2
        here = keys[middle]
        if here < key or (here == key and lists.fingerprints[owners[middle]] < rank):
            low = middle + 1
        else:
            high = middle
    return low


@numba.njit(cache=True, nogil=True)
def first_places(keys: Keys, sought: Hashes, places: Offsets) -> None:
    """Fill for each band the first place whose key is not below the one sought.

    One step of the search for all bands, then the next: the places of a step lie far apart, and the
    processor waits for all of them at once instead of for one after the other.
    """
    places[:] = 0
    left = keys.shape[1]
    while left > 1:
        half = left // 2
        for band in range(BANDS):
            places[band] += half * (keys[band, places[band] + half - 1] < sought[band])
        left -= half
    if left:
        for band in range(BANDS):
            places[band] += keys[band, places[band]] < sought[band]


@numba.njit(cache=True, nogil=True)
def find_buckets(lists: Lists, own: Hashes, buckets: Offsets, sizes: Offsets) -> None:
    """Fill where the bucket of the key of each band begins and ends in each tier, and how many are in it."""
    sought = own & ~_ORDER
    begins = numpy.empty(BANDS, dtype=numpy.int64)
    sizes[:] = 0
    for tier in range(TIERS):
        first_places(lists.keys[tier], sought, begins)
        for band in range(BANDS):
            end = _bucket_end(lists.keys[tier][band], begins[band], own[band])
            buckets[band, tier, 0], buckets[band, tier, 1] = begins[band], end
            sizes[band] += end - begins[band]


@numba.njit(cache=True, nogil=True)
def _bucket_end(keys: Keys, begin: Whole, key: Hash) -> Whole:
    end = begin
    while end < keys.size and end <= begin + WHOLE_BUCKET and keys[end] | _ORDER == key | _ORDER:
        end += 1
    if end <= begin + WHOLE_BUCKET:
        return end
    following = (key | _ORDER) + numpy.uint64(1)
    return first_not_below(keys, following) if following > 0 else keys.size


@numba.njit(cache=True, nogil=True)
def find_bucket(lists: Lists, band: Whole, key: Hash, bucket: Offsets) -> int:
    """Fill where the bucket of one key begins and ends in each tier; how many are in it."""
    size = 0
    for tier in range(TIERS):
        keys = lists.keys[tier][band]
        begin = first_not_below(keys, key & ~_ORDER)
        bucket[tier, 0], bucket[tier, 1] = begin, _bucket_end(keys, begin, key)
        size += bucket[tier, 1] - begin
    return size


@numba.njit(cache=True, nogil=True)
def take_all(lists: Lists, band: Whole, bucket: Offsets, tiers: Whole, found: Numbers, used: int) -> int:
    """Write all members of a bucket in the first so many tiers; the place after the last."""
    for tier in range(tiers):
        for at in range(bucket[tier, 0], bucket[tier, 1]):
            found[used] = lists.owners[tier][band, at]
            used += 1
    return used


@numba.njit(cache=True, nogil=True)
def take_beside(
    lists: Lists,
    band: Whole,
    key: Hash,
    rank: Hash,
    bucket: Offsets,
    tiers: Whole,
    step: int,
    found: Numbers,
    used: int,
) -> int:
    """Write the WINDOW members before (step -1) or after (step 1) this one; the place after the last.

    The nearest comes first; the first so many tiers count, as if they were one.
    """
    nearest = numpy.empty(TIERS, dtype=numpy.int64)
    for tier in range(tiers):
        place = place_of(lists, bucket, tier, band, key, rank)
        own = place < bucket[tier, 1] and lists.fingerprints[lists.owners[tier][band, place]] == rank
        nearest[tier] = place - 1 if step < 0 else place + own
    for _ in range(WINDOW):
        best, best_key, best_rank = -1, key, rank
        for tier in range(tiers):
            at = nearest[tier]
            if bucket[tier, 0] <= at < bucket[tier, 1]:
                here, there = lists.keys[tier][band, at], lists.fingerprints[lists.owners[tier][band, at]]
                below = here < best_key or (here == best_key and there < best_rank)
                if best < 0 or below == (step > 0):
                    best, best_key, best_rank = tier, here, there
        if best < 0:
            break
        found[used] = lists.owners[best][band, nearest[best]]
        used += 1
        nearest[best] += step
    return used


@numba.njit(cache=True, nogil=True)
def compare_texts(lists: Lists, left: Whole, right: Whole) -> Real:
    """How alike two texts are, with the frequencies as they are now."""
    kind = common_kind(lists.bounds, left, right)
    if kind < 0:
        return 0.0
    ours, theirs = shingles_of(lists, left, kind), shingles_of(lists, right, kind)
    one, two, shared, weight = 0, 0, 0, 0
    while one < ours.size and two < theirs.size:
        here, there = ours[one], theirs[two]
        if here == there:
            shared += 1
            weight += weight_of(lists.counters[counter_of(here)])
        one += here <= there
        two += there <= here
    whole = numpy.int64(lists.totals[left, kind]) + numpy.int64(lists.totals[right, kind]) - weight
    return likeness(shared, ours.size + theirs.size - shared, weight, whole)


@numba.njit(cache=True, nogil=True)
def candidates_of(lists: Lists, text: Whole, found: Numbers) -> int:
    """Write the texts to compare this one with, some more than once and itself among them; how many."""
    least = numpy.empty(HASHES, dtype=numpy.uint32)
    own = numpy.empty(BANDS, dtype=numpy.uint64)
    buckets = numpy.empty((BANDS, TIERS, 2), dtype=numpy.int64)
    sizes = numpy.empty(BANDS, dtype=numpy.int64)
    rank = lists.fingerprints[text]
    used = 0
    for kind in range(2):
        run = shingles_of(lists, text, kind)
        if run.size == 0:
            continue
        sign_text(run, 0, run.size, kind, least, own)
        find_buckets(lists, own, buckets, sizes)
        for band in range(BANDS):
            bucket = buckets[band]
            if reach(sizes[band]) == sizes[band]:
                used = take_all(lists, band, bucket, TIERS, found, used)
            else:
                used = take_beside(lists, band, own[band], rank, bucket, TIERS, -1, found, used)
                used = take_beside(lists, band, own[band], rank, bucket, TIERS, 1, found, used)
    return used


@numba.njit(cache=True, nogil=True)
def weigh_text(lists: Lists, text: Whole, weights: Octets, used: int) -> int:
    """Write the weights of the shingles of a text, first signs, then words; the place after the last."""
    for kind in range(2):
        for shingle in shingles_of(lists, text, kind):
            weights[used] = weight_of(lists.counters[counter_of(shingle)])
            used += 1
    return used


@numba.njit(cache=True, nogil=True)
def sum_weights(lists: Lists, texts: Offsets, totals: Totals) -> None:
    """Fill what the signs and the words of these texts weigh, each text in the row of its number."""
    for text in texts:
        for kind in range(2):
            total = numpy.uint32(0)
            for shingle in shingles_of(lists, text, kind):
                total += numpy.uint32(weight_of(lists.counters[counter_of(shingle)]))
            totals[text, kind] = total


@numba.njit(cache=True, nogil=True)
def likeness_to(lists: Lists, text: Whole, other: Whole, weights: Octets) -> Real:
    """How alike a text, of which the weights are given, and another are."""
    kind = common_kind(lists.bounds, text, other)
    if kind < 0:
        return 0.0
    ours, theirs = shingles_of(lists, text, kind), shingles_of(lists, other, kind)
    skipped = lists.bounds[text, kind] - lists.bounds[text, 0]
    one, two, shared, weight = 0, 0, 0, 0
    while one < ours.size and two < theirs.size:
        here, there = ours[one], theirs[two]
        if here == there:
            shared += 1
            weight += weights[skipped + one]
        one += here <= there
        two += there <= here
    whole = numpy.int64(lists.totals[text, kind]) + numpy.int64(lists.totals[other, kind]) - weight
    return likeness(shared, ours.size + theirs.size - shared, weight, whole)


@numba.njit(cache=True, nogil=True)
def link_texts(
    lists: Lists,
    least: float,
    texts: Offsets,
    others: Numbers,
    similarities: Similarities,
    ends: Offsets,
) -> None:
    """Write, text after text, which others it is alike to and how much; ``ends``: where those of each end."""
    found = numpy.empty(MOST_CANDIDATES, dtype=numpy.uint32)
    used = 0
    for each in range(texts.size):
        text = texts[each]
        weights = numpy.empty(lists.bounds[text, 2] - lists.bounds[text, 0], dtype=numpy.uint8)
        weigh_text(lists, text, weights, 0)
        met = numpy.sort(found[: candidates_of(lists, text, found)])
        for at in range(met.size):
            if met[at] == text or (at > 0 and met[at] == met[at - 1]):
                continue
            similarity = likeness_to(lists, text, met[at], weights)
            if similarity >= least:
                others[used], similarities[used] = met[at], similarity
                used += 1
        ends[each] = used


@numba.njit(cache=True, nogil=True)
def merge_tiers(
    one_keys: Keys,
    one_owners: Numbers,
    two_keys: Keys,
    two_owners: Numbers,
    fingerprints: Hashes,
    keys: Keys,
    owners: Numbers,
) -> None:
    """Fill ``keys`` and ``owners`` with both tiers, in the order of (key, fingerprint) in each band."""
    for band in range(BANDS):
        one, two = 0, 0
        for at in range(keys.shape[1]):
            if one == one_keys.shape[1] or two == two_keys.shape[1]:
                first = one < one_keys.shape[1]
            else:
                here, there = one_keys[band, one], two_keys[band, two]
                ours, theirs = fingerprints[one_owners[band, one]], fingerprints[two_owners[band, two]]
                first = here < there or (here == there and ours < theirs)
            if first:
                keys[band, at], owners[band, at] = one_keys[band, one], one_owners[band, one]
                one += 1
            else:
                keys[band, at], owners[band, at] = two_keys[band, two], two_owners[band, two]
                two += 1
