"""Near-equal texts in one go: repeats first, then candidates by bands, then each compared on its shingles."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Rows, TextLinks
from seinhuis.engine.linkage.text.cores import cut, do_all, in_order
from seinhuis.engine.linkage.text.meetings import Net
from seinhuis.engine.linkage.text.parameters import BANDS, COUNTERS, DEFAULT_DIFFERENCE, least_similarity
from seinhuis.engine.linkage.text.reading import Reading, Texts, read_texts
from seinhuis.engine.linkage.text.tiers import Tier, signatures

_LOW = numpy.uint64(0xFFFFFFFF)
_HIGH = numpy.uint64(32)
# Fewer texts or pairs are done before another core has begun.
_WORTH = 4096
Pairs = NDArray[numpy.uint64]
Similarities = NDArray[numpy.float64]


@dataclass(frozen=True)
class Repeats:
    """Rows with the same shingles together: ``rows`` by (fingerprint, row), a group begins at ``begins``."""

    rows: Rows
    begins: NDArray[numpy.int64]

    @property
    def firsts(self) -> Rows:
        """The first row of each group, by fingerprint."""
        return self.rows[self.begins]


@dataclass(frozen=True)
class Compared:
    """The pairs that are alike, how much, and what the signs and words of each text weigh together."""

    pairs: Pairs
    similarities: Similarities
    totals: NDArray[numpy.int64]


def near_equal(texts: Texts, *, difference: float = DEFAULT_DIFFERENCE) -> TextLinks:
    """The pairs of rows whose texts are nearly equal.

    ``difference``: the share of the words, 0 up to 1, that may differ between two texts when the rest stands
    in the same order; digits, case and marks on letters never count as a difference. Above a half, ever more
    pairs are not found. Not every pair of a large group is returned, but enough to hold it together: rows
    with equal texts are linked in a chain (row to next row) and only the first takes part further; in a
    crowded bucket each text is compared with its neighbours. Each link returned has been compared on all its
    shingles. Texts that are null or have fewer than four words have no links.

    The pairs, as pairs of texts, do not depend on the order of the rows. Raises WrongDifference, WrongTexts.
    """
    return link_texts(texts, difference=difference)[0]


def link_texts(
    texts: Texts, *, difference: float = DEFAULT_DIFFERENCE
) -> tuple[TextLinks, NDArray[numpy.uint32]]:
    """As ``near_equal``, with the number of texts that the shingles of each counter occur in, to explain."""
    least = least_similarity(difference)
    reading = read_texts(texts)
    repeats = group_repeats(reading.fingerprints)
    counters = count_frequencies(reading, repeats.firsts)
    met = candidates(reading, repeats.firsts)
    compared = compare(reading, repeats.firsts, counters, met, least)
    return as_links(repeats, compared.pairs, compared.similarities), counters


def group_repeats(fingerprints: NDArray[numpy.uint64]) -> Repeats:
    """Which rows have the same shingles; rows without any are left out."""
    rows = numpy.argsort(fingerprints, kind="stable").astype(numpy.int64)
    ordered = fingerprints[rows]
    rows, ordered = rows[ordered > 0], ordered[ordered > 0]
    new = numpy.ones(rows.size, dtype=bool)
    new[1:] = ordered[1:] != ordered[:-1]
    return Repeats(rows, numpy.flatnonzero(new))


def count_frequencies(reading: Reading, texts: Rows) -> NDArray[numpy.uint32]:
    """In how many of these texts the shingles of each counter occur."""
    from seinhuis.engine.linkage.text.kernels import weighing

    def count(part: slice) -> NDArray[numpy.uint32]:
        counters = numpy.zeros(COUNTERS, dtype=numpy.uint32)
        weighing.count_texts(reading.shingles, reading.bounds, texts[part], 1, counters)
        return counters

    first, *others = in_order(count, cut(texts.size, _WORTH))
    for counters in others:
        first += counters
    return first


def compare(
    reading: Reading, texts: Rows, counters: NDArray[numpy.uint32], pairs: Pairs, least: float
) -> Compared:
    """Compare pairs of places in ``texts`` (smaller << 32 | larger): rows with different shingles."""
    from seinhuis.engine.linkage.text.kernels import weighing

    weights = numpy.empty(reading.shingles.size, dtype=numpy.uint8)
    totals = numpy.zeros((reading.fingerprints.size, 2), dtype=numpy.int64)
    do_all(
        lambda part: weighing.weigh_texts(
            reading.shingles, reading.bounds, texts[part], counters, weights, totals
        ),
        cut(texts.size, _WORTH),
    )
    similarities = numpy.empty(pairs.size, dtype=numpy.float64)
    bounds, totals = reading.bounds[texts], totals[texts]
    do_all(
        lambda part: weighing.compare_pairs(
            pairs[part], reading.shingles, bounds, weights, totals, similarities[part]
        ),
        cut(pairs.size, _WORTH),
    )
    alike = similarities >= least
    return Compared(pairs[alike], similarities[alike], totals)


def candidates(reading: Reading, texts: Rows) -> Pairs:
    """The pairs of places in ``texts`` that share a bucket and stand near enough in it, sorted, each once.

    ``texts``: rows by fingerprint: that order settles which neighbours meet.
    """
    keys, owners = signatures(reading.shingles, reading.bounds, texts)
    fingerprints = reading.fingerprints[texts]
    found = in_order(lambda band: pairs_in_band(keys[band], owners, fingerprints), range(BANDS))
    return _counted(found, texts.size).pairs


def candidates_in(tier: Tier) -> Net:
    """The same of a tier that holds all there are, as places among its texts by number, counted by bucket."""
    first = tier.members.min()
    found = in_order(lambda band: _neighbours(tier.keys[band], tier.owners[band] - first), range(BANDS))
    return _counted(found, tier.size)


def _counted(found: Iterable[Pairs], texts: int) -> Net:
    """The pairs of so many texts, each once and ascending, and how often each was found."""
    from seinhuis.engine.linkage.text.kernels import sorting

    parts, ends = list(found), numpy.zeros(texts + 1, dtype=numpy.int64)
    for part in parts:
        sorting.count_lefts(part, ends)
    sorting.add_up(ends)
    rights = numpy.empty(int(ends[-1]), dtype=numpy.uint32)
    while parts:
        sorting.place_rights(parts.pop(), ends, rights)
    pairs, times = numpy.empty(rights.size, dtype=numpy.uint64), numpy.empty(rights.size, dtype=numpy.int8)
    used = sorting.tally_rights(ends, rights, pairs, times)
    return Net(pairs[:used].copy(), times[:used].copy())


def pairs_in_band(
    keys: NDArray[numpy.uint64], owners: NDArray[numpy.uint32], fingerprints: NDArray[numpy.uint64]
) -> Pairs:
    """The pairs of owners that share a bucket of one band; keys in any order, fingerprints by owner."""
    from seinhuis.engine.linkage.text.kernels import pairing, sorting

    ordered, theirs = numpy.empty_like(keys), numpy.empty_like(owners)
    sorting.sort_entries(keys, owners, ordered, theirs)
    pairing.order_ties(ordered, theirs, fingerprints)
    return _neighbours(ordered, theirs)


def _neighbours(keys: NDArray[numpy.uint64], owners: NDArray[numpy.uint32]) -> Pairs:
    from seinhuis.engine.linkage.text.kernels import pairing

    pairs = numpy.empty(pairing.count_pairs(keys), dtype=numpy.uint64)
    return pairs[: pairing.write_pairs(keys, owners, pairs)]


def as_links(repeats: Repeats, pairs: Pairs, similarities: Similarities, start: int = 0) -> TextLinks:
    """Links of rows, counted from ``start``: each text by its first row, each repeat to the row before it."""
    firsts = repeats.firsts
    one, two = firsts[(pairs >> _HIGH).astype(numpy.int64)], firsts[(pairs & _LOW).astype(numpy.int64)]
    repeat = numpy.ones(repeats.rows.size, dtype=bool)
    repeat[repeats.begins] = False
    at = numpy.flatnonzero(repeat)
    left = numpy.concatenate([numpy.minimum(one, two), repeats.rows[at - 1]])
    right = numpy.concatenate([numpy.maximum(one, two), repeats.rows[at]])
    weights = numpy.concatenate([similarities, numpy.ones(at.size)]).astype(numpy.float32)
    # Rows are below 2^32 and no pair stands here twice: one number for both sorts much faster.
    order = numpy.argsort(left.view(numpy.uint64) << _HIGH | right.view(numpy.uint64))
    return TextLinks(left[order] + start, right[order] + start, weights[order])
