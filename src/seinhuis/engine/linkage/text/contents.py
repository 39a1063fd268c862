"""What an index knows, and the questions asked of it: who is linked to whom, and whom a change concerns."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.text.changes import APART, Change, Pair
from seinhuis.engine.linkage.text.columns import Column
from seinhuis.engine.linkage.text.cores import cut, in_order
from seinhuis.engine.linkage.text.parameters import COUNTERS, WEIGHT_STEPS
from seinhuis.engine.linkage.text.repeats import Chains
from seinhuis.engine.linkage.text.tiers import (
    Shingles,
    Texts,
    Tier,
    empty_tier,
    find,
    merge,
    split,
    texts_with,
)

if TYPE_CHECKING:
    from seinhuis.engine.linkage.text.kernels.probing import Lists

Tiers: TypeAlias = tuple[Tier, Tier, Tier]
_AT_ONCE = 512
_SMALL = 1024
_MIDDLE_SHARE = 4
_WORTH = 512  # fewer texts or pairs are looked at before another core has begun
_HIGH = numpy.uint64(32)
_LOW = numpy.uint64(0xFFFFFFFF)


def _counters() -> NDArray[numpy.uint32]:
    return numpy.zeros(COUNTERS, dtype=numpy.uint32)


def _shingles() -> Shingles:
    return numpy.empty(0, dtype=numpy.uint64)


def _tiers() -> Tiers:
    return empty_tier(), empty_tier(), empty_tier()


@dataclass
class Contents:
    """Texts are numbered as they come; texts with equal shingles are one.

    ``tiers``: base, middle and small, so that a newcomer is merged into a small one. ``base``, ``recent``:
    the shingles of all texts one after the other, at the places ``bounds`` (begin of signs, begin of words,
    end of words) gives. ``counters``: in how many texts the shingles of each counter occur. ``totals``: what
    the signs and the words of each text weigh together by these.
    """

    tiers: Tiers = field(default_factory=_tiers)
    base: Shingles = field(default_factory=_shingles)
    recent: Column[numpy.uint64] = field(default_factory=lambda: Column.of(numpy.uint64))
    bounds: Column[numpy.int64] = field(default_factory=lambda: Column.of(numpy.int64, 3))
    fingerprints: Column[numpy.uint64] = field(default_factory=lambda: Column.of(numpy.uint64))
    counters: NDArray[numpy.uint32] = field(default_factory=_counters)
    totals: Column[numpy.uint32] = field(default_factory=lambda: Column.of(numpy.uint32, 2))
    chains: Chains = field(default_factory=Chains)
    _room: NDArray[numpy.int32] = field(default_factory=lambda: numpy.empty((0, 0), dtype=numpy.int32))

    @property
    def texts(self) -> int:
        """How many texts there are now."""
        return sum(tier.size for tier in self.tiers)

    def identify(self, fingerprints: Shingles) -> tuple[Texts, Texts]:
        """The text of each row (-1 for none; new ones get the next numbers), and the row of each new text."""
        texts = numpy.full(fingerprints.size, -1, dtype=numpy.int64)
        for tier in self.tiers:
            texts = numpy.maximum(texts, find(tier, fingerprints))
        unknown = numpy.flatnonzero((texts < 0) & (fingerprints > 0))
        _, rows, numbers = numpy.unique(fingerprints[unknown], return_index=True, return_inverse=True)
        texts[unknown] = self.fingerprints.values.size + numbers
        return texts, unknown[rows]

    def append(self, shingles: Shingles, bounds: NDArray[numpy.int64], fingerprints: Shingles) -> None:
        """Add texts to all but the tiers and the counters; what they weigh is not known yet."""
        self.bounds.append(bounds + (self.base.size + self.recent.values.size))
        if self.recent.values.size:
            self.recent.append(shingles)
        else:  # the first ones may be many, and nobody else holds them
            self.recent = Column(shingles)
        self.fingerprints.append(fingerprints)
        self.totals.append(numpy.zeros((fingerprints.size, 2), dtype=numpy.uint32))

    def count(self, tier: Tier, change: int) -> None:
        """Count the texts of a tier in (1) or out (-1)."""
        from seinhuis.engine.linkage.text.kernels import weighing

        weighing.count_postings(tier.postings, change, self.counters)

    def weigh(self, texts: Texts) -> None:
        """Write down anew what these texts weigh."""
        from seinhuis.engine.linkage.text.kernels import probing

        probing.sum_weights(self.lists(empty_tier()), texts, self.totals.values)

    def room(self, columns: int) -> NDArray[numpy.int32]:
        """Columns by text, and one place more, that hold -1; whoever writes there wipes it afterwards."""
        size = self.fingerprints.values.size + 1
        if self._room.shape[0] < columns or self._room.shape[1] < size:
            self._room = numpy.full((columns, size + size // 2), -1, dtype=numpy.int32)
        return self._room

    def reweighed(self, coming: Tier, change: int) -> Texts:
        """The other texts with a shingle whose weight changes when these come (1, not counted) or go (-1)."""
        flags = numpy.zeros(self.fingerprints.values.size, dtype=bool)
        counters = self._stepping(coming, change)
        for tier in self.tiers:
            flags[texts_with(tier, counters)] = True
        flags[coming.members] = False
        return numpy.flatnonzero(flags)

    def _stepping(self, coming: Tier, change: int) -> Shingles:
        """The counters that pass a step of weight."""
        counters, times = _counted(coming)
        now = self.counters[counters].astype(numpy.int64)
        steps = numpy.array(WEIGHT_STEPS)
        level, then = (numpy.searchsorted(steps, each, side="right") for each in (now, now + change * times))
        passing: Shingles = counters[level != then].astype(numpy.uint64)
        return passing

    def links_of(self, texts: Texts, coming: Tier, least: float) -> dict[Pair, float]:
        """All links between different texts of which at least one is given, as pairs of first rows."""
        links: dict[Pair, float] = {}
        for begin in range(0, texts.size, _AT_ONCE):
            links.update(self._links_of_some(texts[begin : begin + _AT_ONCE], coming, least))
        return links

    def _links_of_some(self, texts: Texts, coming: Tier, least: float) -> dict[Pair, float]:
        from seinhuis.engine.linkage.text.kernels import probing

        others = numpy.empty(texts.size * probing.MOST_CANDIDATES, dtype=numpy.uint32)
        similarities = numpy.empty(others.size, dtype=numpy.float64)
        ends = numpy.zeros(texts.size, dtype=numpy.int64)
        probing.link_texts(self.lists(coming), least, texts, others, similarities, ends)
        used = int(ends[-1])
        return self.by_row(
            numpy.repeat(texts, numpy.diff(ends, prepend=0)),
            others[:used].astype(numpy.int64),
            similarities[:used],
        )

    def by_row(self, one: Texts, two: Texts, similarities: NDArray[numpy.float64]) -> dict[Pair, float]:
        """Links between texts as links between their first rows, each text with the one beside it."""
        ours, theirs = self.chains.first.values[one], self.chains.first.values[two]
        pairs = zip(numpy.minimum(ours, theirs).tolist(), numpy.maximum(ours, theirs).tolist(), strict=True)
        return dict(zip(pairs, similarities.astype(numpy.float32).tolist(), strict=True))

    def displaced(self, coming: Tier, others_than: Texts, least: float) -> Change:
        """Links that there are without the texts that come or go, and not with them: as links that go.

        Not those of ``others_than``: these are looked at anyway, and what they weigh is not settled here.
        """
        from seinhuis.engine.linkage.text.kernels import displacing

        lists = self.lists(coming)
        pairs = self._at_risk(lists, coming.members.astype(numpy.int64))
        flags = numpy.zeros(self.fingerprints.values.size, dtype=bool)
        flags[others_than] = True
        pairs = pairs[
            ~(flags[(pairs >> _HIGH).astype(numpy.int64)] | flags[(pairs & _LOW).astype(numpy.int64)])
        ]

        def part_of(part: slice) -> Change:
            those = pairs[part]
            similarities = numpy.empty(those.size, dtype=numpy.float64)
            count = displacing.displaced(lists, least, those, similarities)
            one, two = (each.astype(numpy.int64) for each in (those[:count] >> _HIGH, those[:count] & _LOW))
            return Change(one, two, similarities[:count], numpy.full(count, APART))

        return Change.of(list(in_order(part_of, cut(pairs.size, _WORTH))))

    def _at_risk(self, lists: "Lists", texts: Texts) -> Shingles:
        """The pairs that perhaps do not meet because of these texts, sorted, each once."""
        from seinhuis.engine.linkage.text.kernels import pairing

        parts = in_order(lambda part: _risky(lists, texts[part]), cut(texts.size, _WORTH))
        pairs = numpy.sort(numpy.concatenate(list(parts)))
        return pairs[: pairing.keep_once(pairs)]

    def similarity(self, left: int, right: int) -> float:
        """How alike two texts are."""
        from seinhuis.engine.linkage.text.kernels import probing

        return float(probing.compare_texts(self.lists(empty_tier()), left, right))

    def lists(self, coming: Tier) -> "Lists":
        """Everything as compiled code reads it, with the tier that comes or goes."""
        from seinhuis.engine.linkage.text.kernels.probing import Lists

        base, middle, small = self.tiers
        return Lists(
            keys=(base.keys, middle.keys, small.keys, coming.keys),
            owners=(base.owners, middle.owners, small.owners, coming.owners),
            base=self.base,
            recent=self.recent.values,
            bounds=self.bounds.values,
            fingerprints=self.fingerprints.values,
            counters=self.counters,
            totals=self.totals.values,
        )

    def settle(self, coming: Tier) -> None:
        """Merge newcomers into the small tier, and what has grown too large for a tier into the next."""
        base, middle, small = self.tiers
        small = merge(small, coming, self.fingerprints.values)
        if small.size > _SMALL:
            middle, small = merge(middle, small, self.fingerprints.values), empty_tier()
        if middle.size * _MIDDLE_SHARE > base.size:
            base, middle = merge(base, middle, self.fingerprints.values), empty_tier()
            added = self.recent.values
            self.base = numpy.concatenate([self.base, added]) if self.base.size else added
            self.recent = Column.of(numpy.uint64)
        self.tiers = (base, middle, small)

    def part(self, going: Texts) -> Tier:
        """Take these texts out of the tiers; a tier of them."""
        flags = numpy.zeros(self.fingerprints.values.size, dtype=bool)
        flags[going] = True
        parted = [split(tier, flags) for tier in self.tiers]
        self.tiers = (parted[0][0], parted[1][0], parted[2][0])
        gone = empty_tier()
        for _, leaving in parted:
            gone = merge(gone, leaving, self.fingerprints.values)
        return gone

    def drop(self, going: Texts) -> None:
        """Wipe the shingles and fingerprints of these texts, which are in no tier any more."""
        if not going.size:
            return
        bounds = self.bounds.values
        kept = numpy.ones(self.base.size + self.recent.values.size, dtype=bool)
        lengths = numpy.zeros(len(bounds), dtype=numpy.int64)
        lengths[going] = bounds[going, 2] - bounds[going, 0]
        for begin, _, end in bounds[going].tolist():
            kept[begin:end] = False
        self.base = numpy.concatenate([self.base, self.recent.values])[kept]
        self.recent = Column.of(numpy.uint64)
        bounds[going] = bounds[going, :1]
        bounds -= (numpy.cumsum(lengths) - lengths)[:, None]
        self.fingerprints.values[going] = 0
        self.totals.values[going] = 0


def _risky(lists: "Lists", texts: Texts) -> Shingles:
    from seinhuis.engine.linkage.text.kernels import displacing

    room = numpy.empty(displacing.ROOM, dtype=numpy.uint64)
    parts, begin = [room[:0]], 0
    while begin < texts.size:
        begin, used = displacing.pairs_at_risk(lists, texts, begin, room)
        parts.append(room[:used].copy())
    return numpy.concatenate(parts)


def _counted(tier: Tier) -> tuple[NDArray[numpy.int64], NDArray[numpy.int64]]:
    """The counters of a tier's texts, each once, and how many times each counts."""
    counters = (tier.postings >> _HIGH).astype(numpy.int64)  # ascending, as the postings are
    begins = numpy.flatnonzero(numpy.diff(counters, prepend=-1))
    return counters[begins], numpy.diff(begins, append=counters.size)
