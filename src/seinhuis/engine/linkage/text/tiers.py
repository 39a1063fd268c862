"""One tier of an index: sorted lists of the texts with a band key, a shingle counter or a fingerprint."""

from dataclasses import dataclass, fields

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.text.cores import cut, do_all
from seinhuis.engine.linkage.text.parameters import BANDS

Shingles = NDArray[numpy.uint64]
Bounds = NDArray[numpy.int64]
Texts = NDArray[numpy.int64]
_HIGH = numpy.uint64(32)
_LOW = numpy.uint64(0xFFFFFFFF)
# Fewer texts are signed before another core has begun.
_WORTH = 4096


@dataclass(frozen=True)
class Tier:
    """Lists of the same texts, each sorted; never changed once made.

    ``keys``, ``owners``: uint64 and uint32, BANDS x m, the band keys and whose they are. ``postings``:
    uint64, counter << 32 | text. ``fingerprints``, ``members``: uint64 and uint32, one for each text.
    """

    keys: NDArray[numpy.uint64]
    owners: NDArray[numpy.uint32]
    postings: NDArray[numpy.uint64]
    fingerprints: NDArray[numpy.uint64]
    members: NDArray[numpy.uint32]

    @property
    def size(self) -> int:
        """How many texts are in it."""
        return self.members.size


FIELDS = tuple(field.name for field in fields(Tier))


def empty_tier() -> Tier:
    """A tier without texts."""
    return Tier(
        keys=numpy.empty((BANDS, 0), dtype=numpy.uint64),
        owners=numpy.empty((BANDS, 0), dtype=numpy.uint32),
        postings=numpy.empty(0, dtype=numpy.uint64),
        fingerprints=numpy.empty(0, dtype=numpy.uint64),
        members=numpy.empty(0, dtype=numpy.uint32),
    )


def make_tier(shingles: Shingles, bounds: Bounds, fingerprints: Shingles, first: int) -> Tier:
    """The tier of texts first, first + 1 ... of which the shingles and fingerprints are given."""
    if not fingerprints.size:
        return empty_tier()
    keys, owners = _sorted_bands(shingles, bounds, fingerprints)
    members = numpy.arange(first, first + fingerprints.size, dtype=numpy.uint32)
    postings = _sorted_postings(shingles, bounds, first)
    order = numpy.argsort(fingerprints, kind="stable")
    return Tier(keys, owners + numpy.uint32(first), postings, fingerprints[order], members[order])


def _sorted_postings(shingles: Shingles, bounds: Bounds, first: int) -> NDArray[numpy.uint64]:
    from seinhuis.engine.linkage.text.kernels import sorting

    postings = numpy.empty(shingles.size, dtype=numpy.uint64)
    middle = sorting.count_half(shingles, 0)
    # One half after the other: the room that this takes is that of half of all postings.
    for half, part in enumerate((postings[:middle], postings[middle:])):
        sorting.write_postings(shingles, bounds, first, half, numpy.empty_like(part), part)
    return postings


def _sorted_bands(
    shingles: Shingles, bounds: Bounds, fingerprints: Shingles
) -> tuple[NDArray[numpy.uint64], NDArray[numpy.uint32]]:
    from seinhuis.engine.linkage.text.kernels import pairing, sorting

    keys, of_view = signatures(shingles, bounds, numpy.arange(fingerprints.size))
    owners = numpy.empty(keys.shape, dtype=numpy.uint32)

    def sort(bands: slice) -> None:
        for band in range(BANDS)[bands]:
            sorting.sort_entries(keys[band].copy(), of_view, keys[band], owners[band])
            pairing.order_ties(keys[band], owners[band], fingerprints)

    do_all(sort, cut(BANDS, 1) if fingerprints.size > _WORTH else [slice(BANDS)])
    return keys, owners


def signatures(
    shingles: Shingles, bounds: Bounds, texts: Texts
) -> tuple[NDArray[numpy.uint64], NDArray[numpy.uint32]]:
    """The band keys (BANDS x views) of these texts, a view for each kind of shingles, and whose they are.

    Whose: places in ``texts``.
    """
    from seinhuis.engine.linkage.text.kernels import signing

    views = numpy.concatenate([[0], numpy.cumsum((numpy.diff(bounds[texts], axis=1) > 0).sum(axis=1))])
    keys = numpy.empty((BANDS, int(views[-1])), dtype=numpy.uint64)
    owners = numpy.empty(keys.shape[1], dtype=numpy.uint32)

    def sign(part: slice) -> None:
        view = views[part.start]
        signing.sign_texts(shingles, bounds, texts[part], keys, owners, view, part.start)

    do_all(sign, cut(texts.size, _WORTH))
    return keys, owners


def merge(one: Tier, two: Tier, fingerprints: Shingles) -> Tier:
    """One tier of two; ``fingerprints`` by text."""
    if not one.size or not two.size:
        return one if one.size else two
    from seinhuis.engine.linkage.text.kernels import lists

    shape = (BANDS, one.keys.shape[1] + two.keys.shape[1])
    keys, owners = numpy.empty(shape, dtype=numpy.uint64), numpy.empty(shape, dtype=numpy.uint32)
    lists.merge_tiers(one.keys, one.owners, two.keys, two.owners, fingerprints, keys, owners)
    postings = numpy.concatenate([one.postings, two.postings])
    postings.sort()
    both = numpy.concatenate([one.fingerprints, two.fingerprints])
    order = numpy.argsort(both, kind="stable")
    return Tier(keys, owners, postings, both[order], numpy.concatenate([one.members, two.members])[order])


def split(tier: Tier, leaving: NDArray[numpy.bool_]) -> tuple[Tier, Tier]:
    """The tier without the texts that are leaving, and a tier of those; ``leaving`` by text."""
    gone = leaving[tier.members]
    if not gone.any():
        return tier, empty_tier()
    return _part(tier, ~leaving), _part(tier, leaving)


def _part(tier: Tier, wanted: NDArray[numpy.bool_]) -> Tier:
    kept = wanted[tier.owners]
    posted = wanted[(tier.postings & _LOW).astype(numpy.int64)]
    known = wanted[tier.members]
    return Tier(
        # A text has as many keys in each band, so the rows stay equally long.
        keys=tier.keys[kept].reshape(BANDS, -1),
        owners=tier.owners[kept].reshape(BANDS, -1),
        postings=tier.postings[posted],
        fingerprints=tier.fingerprints[known],
        members=tier.members[known],
    )


def texts_with(tier: Tier, counters: NDArray[numpy.uint64]) -> Texts:
    """The texts with a shingle of one of these counters; some more than once."""
    begins = numpy.searchsorted(tier.postings, counters << _HIGH)
    ends = numpy.searchsorted(tier.postings, (counters << _HIGH) | _LOW, side="right")
    lengths = ends - begins
    starts = numpy.repeat(begins - numpy.concatenate([[0], numpy.cumsum(lengths)[:-1]]), lengths)
    texts: Texts = (tier.postings[starts + numpy.arange(lengths.sum())] & _LOW).astype(numpy.int64)
    return texts


def find(tier: Tier, fingerprints: Shingles) -> Texts:
    """The text with each of these fingerprints, -1 where there is none."""
    if not tier.size:
        return numpy.full(fingerprints.size, -1, dtype=numpy.int64)
    at = numpy.minimum(numpy.searchsorted(tier.fingerprints, fingerprints), tier.size - 1)
    return numpy.where(tier.fingerprints[at] == fingerprints, tier.members[at].astype(numpy.int64), -1)
