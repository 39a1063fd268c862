"""What an index knows, and the questions asked of it: who is linked to whom, and whom a change concerns."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.text.columns import Column
from seinhuis.engine.linkage.text.meetings import Meetings, Met, changes_of, who_met
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
    from seinhuis.engine.linkage.text.kernels.lists import Lists

Tiers: TypeAlias = tuple[Tier, Tier, Tier]
_SMALL = 1024
_MIDDLE_SHARE = 4
_HIGH = numpy.uint64(32)


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
    the signs and the words of each text weigh together by these. ``meetings``: which texts are compared.
    """

    tiers: Tiers = field(default_factory=_tiers)
    base: Shingles = field(default_factory=_shingles)
    recent: Column[numpy.uint64] = field(default_factory=lambda: Column.of(numpy.uint64))
    bounds: Column[numpy.int64] = field(default_factory=lambda: Column.of(numpy.int64, 3))
    fingerprints: Column[numpy.uint64] = field(default_factory=lambda: Column.of(numpy.uint64))
    counters: NDArray[numpy.uint32] = field(default_factory=_counters)
    totals: Column[numpy.uint32] = field(default_factory=lambda: Column.of(numpy.uint32, 2))
    meetings: Meetings = field(default_factory=Meetings)
    chains: Chains = field(default_factory=Chains)
    _room: NDArray[numpy.int32] = field(default_factory=lambda: numpy.empty(0, dtype=numpy.int32))

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
        from seinhuis.engine.linkage.text.kernels.lists import sum_weights

        sum_weights(self.lists(empty_tier()), texts, self.totals.values)

    def room(self) -> NDArray[numpy.int32]:
        """A place for each text, and more, that holds -1; whoever writes there wipes it afterwards."""
        size = self.fingerprints.values.size
        if self._room.size < size:
            self._room = numpy.full(size + size // 2, -1, dtype=numpy.int32)
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

    def meet(self, moving: Tier, concerned: Texts, change: int) -> Met:
        """Change who meets as these come (1, beside all tiers) or have gone (-1); what to compare.

        That is who meets no more, who meets only now, and whoever met one of those ``concerned``.
        """
        net = changes_of(self.lists(moving))
        net = net if change > 0 else net.turned_round()
        before = self.meetings.of(concerned, self.room())
        parted, joined = self.meetings.turning(net)
        self.meetings = self.meetings.changed(net, self.fingerprints.values.size)
        return who_met(before, parted, joined)

    def similarity(self, left: int, right: int) -> float:
        """How alike two texts are."""
        from seinhuis.engine.linkage.text.kernels.lists import compare_texts

        return float(compare_texts(self.lists(empty_tier()), left, right))

    def lists(self, coming: Tier) -> "Lists":
        """Everything as compiled code reads it, with the tier that comes or goes."""
        from seinhuis.engine.linkage.text.kernels.lists import Lists

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
        self.meetings = self.meetings.settled(len(bounds))
        bounds[going] = bounds[going, :1]
        bounds -= (numpy.cumsum(lengths) - lengths)[:, None]
        self.fingerprints.values[going] = 0
        self.totals.values[going] = 0


def _counted(tier: Tier) -> tuple[NDArray[numpy.int64], NDArray[numpy.int64]]:
    """The counters of a tier's texts, each once, and how many times each counts."""
    counters = (tier.postings >> _HIGH).astype(numpy.int64)  # ascending, as the postings are
    begins = numpy.flatnonzero(numpy.diff(counters, prepend=-1))
    return counters[begins], numpy.diff(begins, append=counters.size)
