"""An index as compiled code reads it: what its texts weigh, how alike two are, and how its lists are merged.

An index is four tiers, three that stay and one that comes or goes, each with its band keys sorted by (key,
fingerprint of the text).
"""

from typing import NamedTuple

import numba
import numpy

from seinhuis.engine.linkage.text.kernels.arrays import (
    Counters,
    Hashes,
    Keys,
    Numbers,
    Octets,
    Offsets,
    Real,
    Totals,
    Whole,
)
from seinhuis.engine.linkage.text.kernels.weighing import (
    common_kind,
    counter_of,
    likeness,
    weight_of,
)
from seinhuis.engine.linkage.text.parameters import BANDS

TIERS = 4
COMING = 3  # the tier that comes or goes; those before it stay


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
