"""Which texts meet in one bucket more, or in one less, when others come: entry by entry of what comes.

An index is four tiers, three that stay and one that comes or goes, each with its band keys sorted by (key,
fingerprint of the text). A bucket means the same as in ``pairing``: the tiers are read as if they were
merged. When texts go, what is said here is what goes with them.
"""

import numba
import numpy

from seinhuis.engine.linkage.text.kernels.arrays import Hash, Keys, Offsets, Pairs, Whole
from seinhuis.engine.linkage.text.kernels.lists import COMING, TIERS, Lists
from seinhuis.engine.linkage.text.kernels.pairing import as_pair
from seinhuis.engine.linkage.text.kernels.signing import ORDER_BITS
from seinhuis.engine.linkage.text.parameters import WHOLE_BUCKET, WINDOW

_ORDER = numpy.uint64((1 << ORDER_BITS) - 1)
# What one entry can write at most.
MOST_MORE = max(WHOLE_BUCKET, 2 * WINDOW)
MOST_LESS = WHOLE_BUCKET * (WHOLE_BUCKET - 1) // 2 + WINDOW * (WINDOW + 1) // 2


@numba.njit(cache=True, nogil=True)
def changes(
    lists: Lists, bands: tuple[int, int], entries: tuple[int, int], more: Pairs, less: Pairs
) -> tuple[int, int]:
    """Write the pairs that meet once more and once less, some often; how many of both were written.

    Only of these bands, and of these entries of the tier that comes in each of them. There is room for
    MOST_MORE and MOST_LESS pairs an entry.
    """
    joined, parted = 0, 0
    places = numpy.empty(TIERS, dtype=numpy.int64)
    for band in range(bands[0], bands[1]):
        bucket = numpy.zeros((TIERS, 2), dtype=numpy.int64)
        size = 0
        for entry in range(entries[0], entries[1]):
            key = lists.keys[COMING][band, entry]
            if entry >= bucket[COMING, 1]:
                size = _next_bucket(lists, band, key, bucket)
            if size <= WHOLE_BUCKET:
                joined = _meet_all(lists, band, bucket, entry, more, joined)
                continue
            _find_places(lists, band, bucket, entry, places)
            joined = _meet_beside(lists, band, bucket, places, more, joined)
            if size - (bucket[COMING, 1] - bucket[COMING, 0]) > WHOLE_BUCKET:
                parted = _part_across(lists, band, bucket, places, less, parted)
            elif entry == bucket[COMING, 0]:  # once for each bucket
                parted = _part_all(lists, band, bucket, less, parted)
    return joined, parted


@numba.njit(cache=True, nogil=True)
def _next_bucket(lists: Lists, band: Whole, key: Hash, bucket: Offsets) -> int:
    """Fill where the bucket of this key begins and ends in each tier, from its last end on; its size."""
    size = 0
    for tier in range(TIERS):
        keys = lists.keys[tier][band]
        begin = _first_from(keys, bucket[tier, 1], key & ~_ORDER)
        bucket[tier, 0], bucket[tier, 1] = begin, _bucket_end(keys, begin, key)
        size += bucket[tier, 1] - begin
    return size


@numba.njit(cache=True, nogil=True)
def _first_not_below(keys: Keys, key: Hash) -> int:
    """The first place whose key is not below this one."""
    low, high = 0, keys.size
    while low < high:
        middle = (low + high) // 2
        if keys[middle] < key:
            low = middle + 1
        else:
            high = middle
    return low


@numba.njit(cache=True, nogil=True)
def _first_from(keys: Keys, low: Whole, key: Hash) -> int:
    """The first place, not before ``low``, whose key is not below this one: in steps that double."""
    high, step = low, 1
    while high < keys.size and keys[high] < key:
        low, high, step = high + 1, high + step, 2 * step
    high = min(high, keys.size)
    return int(low) + _first_not_below(keys[low:high], key)


@numba.njit(cache=True, nogil=True)
def _bucket_end(keys: Keys, begin: Whole, key: Hash) -> int:
    end = begin
    while end < keys.size and end <= begin + WHOLE_BUCKET and keys[end] | _ORDER == key | _ORDER:
        end += 1
    if end <= begin + WHOLE_BUCKET:
        return int(end)
    following = (key | _ORDER) + numpy.uint64(1)
    return _first_from(keys, end, following) if following > 0 else keys.size


@numba.njit(cache=True, nogil=True, inline="always")
def _before(lists: Lists, band: Whole, tier: Whole, at: Whole, other: Whole, beside: Whole) -> bool:
    """Whether the entry at a place of one tier stands before one of another tier."""
    here, there = lists.keys[tier][band, at], lists.keys[other][band, beside]
    if here != there:
        return bool(here < there)
    ours, theirs = lists.owners[tier][band, at], lists.owners[other][band, beside]
    return bool(lists.fingerprints[ours] < lists.fingerprints[theirs])


@numba.njit(cache=True, nogil=True)
def _place_in(lists: Lists, band: Whole, bucket: Offsets, tier: Whole, other: Whole, at: Whole) -> int:
    """The first place of the bucket in a tier that does not stand before an entry of another tier."""
    low, high = bucket[tier, 0], bucket[tier, 1]
    while low < high:
        middle = (low + high) // 2
        if _before(lists, band, tier, middle, other, at):
            low = middle + 1
        else:
            high = middle
    return int(low)


@numba.njit(cache=True, nogil=True)
def _find_places(lists: Lists, band: Whole, bucket: Offsets, entry: Whole, places: Offsets) -> None:
    for tier in range(COMING):
        places[tier] = _place_in(lists, band, bucket, tier, COMING, entry)
    places[COMING] = entry


@numba.njit(cache=True, nogil=True, inline="always")
def _write(pairs: Pairs, used: int, one: Whole, two: Whole) -> int:
    """Write a pair; a text does not meet itself, as it can when both of its views are in one bucket."""
    if one == two:
        return used
    pairs[used] = as_pair(one, two)
    return used + 1


@numba.njit(cache=True, nogil=True)
def _meet_all(lists: Lists, band: Whole, bucket: Offsets, entry: Whole, more: Pairs, used: int) -> int:
    """Everybody meets a newcomer: all who stay, and the newcomers after it."""
    own = lists.owners[COMING][band, entry]
    for tier in range(TIERS):
        begin = entry + 1 if tier == COMING else bucket[tier, 0]
        for at in range(begin, bucket[tier, 1]):
            used = _write(more, used, own, lists.owners[tier][band, at])
    return used


@numba.njit(cache=True, nogil=True)
def _nearest(
    lists: Lists, band: Whole, bucket: Offsets, places: Offsets, tiers: Whole, step: int, near: Offsets
) -> int:
    """Write the (tier, place) of the WINDOW entries before (step -1) or after (1) a newcomer; how many.

    The nearest comes first; the first so many tiers count, as if they were one.
    """
    ahead = places.copy()
    for tier in range(tiers):
        ahead[tier] += -1 if step < 0 else int(tier == COMING)
    for count in range(WINDOW):
        best = -1
        for tier in range(tiers):
            at = ahead[tier]
            if bucket[tier, 0] <= at < bucket[tier, 1] and (
                best < 0 or _before(lists, band, tier, at, best, ahead[best]) == (step > 0)
            ):
                best = tier
        if best < 0:
            return count
        near[count, 0], near[count, 1] = best, ahead[best]
        ahead[best] += step
    return WINDOW


@numba.njit(cache=True, nogil=True)
def _meet_beside(lists: Lists, band: Whole, bucket: Offsets, places: Offsets, more: Pairs, used: int) -> int:
    """A newcomer meets its neighbours: those after it, and before it those who stay."""
    near = numpy.empty((WINDOW, 2), dtype=numpy.int64)
    own = lists.owners[COMING][band, places[COMING]]
    for step in (1, -1):
        for each in range(_nearest(lists, band, bucket, places, TIERS, step, near)):
            tier, at = near[each]
            if step > 0 or tier != COMING:
                used = _write(more, used, own, lists.owners[tier][band, at])
    return used


@numba.njit(cache=True, nogil=True)
def _part_across(lists: Lists, band: Whole, bucket: Offsets, places: Offsets, less: Pairs, used: int) -> int:
    """Who stays on either side of a newcomer stands further apart.

    Each pair is written for the first newcomer after its left one only.
    """
    before = numpy.empty((WINDOW, 2), dtype=numpy.int64)
    after = numpy.empty((WINDOW, 2), dtype=numpy.int64)
    lefts = _nearest(lists, band, bucket, places, COMING, -1, before)
    rights = _nearest(lists, band, bucket, places, COMING, 1, after)
    entry = places[COMING]
    for one in range(lefts):
        tier, at = before[one]
        if entry > bucket[COMING, 0] and not _before(lists, band, COMING, entry - 1, tier, at):
            break
        for two in range(min(rights, WINDOW - one)):
            other, beside = after[two]
            between = 1
            while (
                one + two + 1 + between <= WINDOW
                and entry + between < bucket[COMING, 1]
                and _before(lists, band, COMING, entry + between, other, beside)
            ):
                between += 1
            if one + two + 1 + between > WINDOW:
                left, right = lists.owners[tier][band, at], lists.owners[other][band, beside]
                used = _write(less, used, left, right)
    return used


@numba.njit(cache=True, nogil=True)
def _part_all(lists: Lists, band: Whole, bucket: Offsets, less: Pairs, used: int) -> int:
    """All who stay have met; now only neighbours do."""
    members = numpy.empty((WHOLE_BUCKET, 3), dtype=numpy.int64)  # tier, place, newcomers before it
    count = _members(lists, band, bucket, members)
    for one in range(count):
        for two in range(one + 1, count):
            if two - one + members[two, 2] - members[one, 2] > WINDOW:
                left = lists.owners[members[one, 0]][band, members[one, 1]]
                right = lists.owners[members[two, 0]][band, members[two, 1]]
                used = _write(less, used, left, right)
    return used


@numba.njit(cache=True, nogil=True)
def _members(lists: Lists, band: Whole, bucket: Offsets, members: Offsets) -> int:
    """Write who stays, in the order of the bucket; how many."""
    count = 0
    for tier in range(COMING):
        for at in range(bucket[tier, 0], bucket[tier, 1]):
            place = count
            while place > 0 and _before(lists, band, tier, at, members[place - 1, 0], members[place - 1, 1]):
                members[place] = members[place - 1]
                place -= 1
            members[place, 0], members[place, 1] = tier, at
            members[place, 2] = _place_in(lists, band, bucket, COMING, tier, at)
            count += 1
    return count
