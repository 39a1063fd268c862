"""Which texts meet, and in how many buckets: kept, so that of a change only what it changes is compared."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.text.cores import in_order
from seinhuis.engine.linkage.text.parameters import BANDS

if TYPE_CHECKING:
    from seinhuis.engine.linkage.text.kernels.lists import Lists

Pairs = NDArray[numpy.uint64]
Times = NDArray[numpy.int8]
Texts = NDArray[numpy.int64]
BEFORE, AFTER = 1, 2
_HIGH = numpy.uint64(32)
_LOW = numpy.uint64(0xFFFFFFFF)
_ENTRIES = 4096  # of bands, done at once: room for what they may write, and worth another core
_FEW = 16  # as many times fewer than all are changes kept apart, so that they cost little
_SORTED = 4  # laying out goes over all texts: worth it from a quarter as many changes on


@dataclass(frozen=True)
class Net:
    """Pairs (smaller << 32 | larger, ascending), and in how many more buckets each meets than before."""

    pairs: Pairs
    times: Times

    def turned_round(self) -> "Net":
        """The opposite."""
        return Net(self.pairs, -self.times)

    def numbered_from(self, first: int) -> "Net":
        """The same of texts with numbers that are so much higher."""
        return Net(self.pairs + (numpy.uint64(first) << _HIGH | numpy.uint64(first)), self.times)


def changes_of(lists: "Lists") -> Net:
    """What the tier that comes changes in who meets."""
    more, less = [], []
    for joined, parted in in_order(lambda part: _changes(lists, *part), _parts(lists.keys[-1].shape[1])):
        more.append(joined)
        less.append(parted)
    return _net(_sorted(more), _sorted(less))


def _parts(entries: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """(bands, entries) of about the same number of entries in all."""
    if not entries:
        return []
    bands = max(1, _ENTRIES // entries)
    return [
        ((band, min(band + bands, BANDS)), (begin, min(begin + _ENTRIES, entries)))
        for band in range(0, BANDS, bands)
        for begin in range(0, entries, _ENTRIES)
    ]


def _changes(lists: "Lists", bands: tuple[int, int], entries: tuple[int, int]) -> tuple[Pairs, Pairs]:
    from seinhuis.engine.linkage.text.kernels import meeting

    count = (bands[1] - bands[0]) * (entries[1] - entries[0])
    more = numpy.empty(count * meeting.MOST_MORE, dtype=numpy.uint64)
    less = numpy.empty(count * meeting.MOST_LESS, dtype=numpy.uint64)
    joined, parted = meeting.changes(lists, bands, entries, more, less)
    return more[:joined].copy(), less[:parted].copy()


def _sorted(parts: Iterable[Pairs]) -> Pairs:
    pairs = numpy.concatenate([numpy.empty(0, dtype=numpy.uint64), *parts])
    pairs.sort()
    return pairs


def _net(more: Pairs, less: Pairs) -> Net:
    from seinhuis.engine.linkage.text.kernels import tallying

    pairs = numpy.empty(more.size + less.size, dtype=numpy.uint64)
    times = numpy.empty(pairs.size, dtype=numpy.int8)
    used = tallying.net(more, less, pairs, times)
    return Net(pairs[:used], times[:used])


@dataclass(frozen=True)
class Meetings:
    """The pairs of different texts that meet, by text, and in how many buckets; nothing is changed in place.

    ``others``, ``times``: of each text those it meets, ascending; those of text t end at ``ends[t + 1]``.
    ``recent``, ``changes``: what came after that, as pairs both ways round (one << 32 | two), ascending, and
    in how many more buckets each meets, or fewer.
    """

    ends: NDArray[numpy.int64] = field(default_factory=lambda: numpy.zeros(1, dtype=numpy.int64))
    others: NDArray[numpy.uint32] = field(default_factory=lambda: numpy.empty(0, dtype=numpy.uint32))
    times: Times = field(default_factory=lambda: numpy.empty(0, dtype=numpy.int8))
    recent: Pairs = field(default_factory=lambda: numpy.empty(0, dtype=numpy.uint64))
    changes: Times = field(default_factory=lambda: numpy.empty(0, dtype=numpy.int8))

    @classmethod
    def laid_out(cls, met: Net, texts: int) -> "Meetings":
        """These pairs of so many texts, and no others."""
        from seinhuis.engine.linkage.text.kernels import tallying

        ends = numpy.zeros(texts + 1, dtype=numpy.int64)
        others = numpy.empty(2 * met.pairs.size, dtype=numpy.uint32)
        times = numpy.empty(others.size, dtype=numpy.int8)
        tallying.lay_out(met.pairs, met.times, ends, others, times)
        return cls(ends, others, times)

    def changed(self, net: Net, texts: int) -> "Meetings":
        """These with a change made. ``texts``: how many there are then."""
        recent, changes = self._with_recent(*_both_ways(net, texts))
        after = Meetings(self.ends, self.others, self.times, recent, changes)
        return after.settled(texts) if recent.size * _FEW > self.others.size else after

    def _with_recent(self, pairs: Pairs, times: Times) -> tuple[Pairs, Times]:
        return _added_up(self.recent, self.changes, pairs, times) if self.recent.size else (pairs, times)

    def settled(self, texts: int) -> "Meetings":
        """The same without a part of its own for what came since: nothing is left of what went."""
        from seinhuis.engine.linkage.text.kernels import tallying

        ends = numpy.empty(texts + 1, dtype=numpy.int64)
        others = numpy.empty(self.others.size + self.recent.size + 1, dtype=numpy.uint32)
        times = numpy.empty(others.size, dtype=numpy.int8)
        before = (self.ends, self.others, self.times, self.recent, self.changes)
        tallying.merge(*before, ends, others, times)
        return Meetings(ends, others[: ends[-1]].copy(), times[: ends[-1]].copy())

    def turning(self, net: Net) -> tuple[Pairs, Pairs]:
        """The pairs that meet now and not with this change, and those of which it is the other way round."""
        before = self._times_of(net.pairs)
        after = before + net.times
        return net.pairs[after == 0], net.pairs[before == 0]

    def _times_of(self, pairs: Pairs) -> Times:
        from seinhuis.engine.linkage.text.kernels import tallying

        times = numpy.empty(pairs.size, dtype=numpy.int8)
        tallying.times_of(self.ends, self.others, self.times, pairs, times)
        if self.recent.size:
            place = numpy.minimum(numpy.searchsorted(self.recent, pairs), self.recent.size - 1)
            times += numpy.where(self.recent[place] == pairs, self.changes[place], 0).astype(numpy.int8)
        return times

    def of(self, texts: Texts, room: NDArray[numpy.int32]) -> Pairs:
        """The pairs (smaller << 32 | larger) that meet, with at least one of these texts; each once.

        ``room``: -1 for each text that there is, and again afterwards.
        """
        from seinhuis.engine.linkage.text.kernels import tallying

        keys = texts.astype(numpy.uint64) << _HIGH
        begins = numpy.searchsorted(self.recent, keys)
        stops = numpy.searchsorted(self.recent, keys | _LOW, side="right")
        pairs = numpy.empty(tallying.count_pairs(self.ends, texts, begins, stops), dtype=numpy.uint64)
        room[texts] = 0
        before = (self.ends, self.others, self.times, self.recent, self.changes)
        used = tallying.pairs_of(*before, texts, begins, room, pairs)
        room[texts] = -1
        return pairs[:used]


MEETING_COLUMNS = tuple(each.name for each in fields(Meetings))


def _both_ways(net: Net, texts: int) -> tuple[Pairs, Times]:
    """The pairs both ways round, ascending."""
    if net.pairs.size * _SORTED > texts:
        laid = Meetings.laid_out(net, texts)
        one = numpy.repeat(numpy.arange(texts, dtype=numpy.uint64), numpy.diff(laid.ends))
        return one << _HIGH | laid.others, laid.times
    other = net.pairs << _HIGH | net.pairs >> _HIGH
    order = numpy.argsort(other)
    return _added_up(net.pairs, net.times, other[order], net.times[order])


def _added_up(one: Pairs, one_times: Times, two: Pairs, two_times: Times) -> tuple[Pairs, Times]:
    from seinhuis.engine.linkage.text.kernels import tallying

    pairs = numpy.empty(one.size + two.size + 1, dtype=numpy.uint64)
    times = numpy.empty(pairs.size, dtype=numpy.int8)
    used = tallying.add_up(one, one_times, two, two_times, pairs, times)
    return pairs[:used].copy(), times[:used].copy()


@dataclass(frozen=True)
class Met:
    """Pairs of texts (smaller << 32 | larger), and whether each met before and meets after a change."""

    pairs: Pairs
    ways: NDArray[numpy.uint8]


def who_met(before: Pairs, parted: Pairs, joined: Pairs) -> Met:
    """``before``: pairs that met, some of them among those that part; ``joined`` are others."""
    before = numpy.sort(before)
    place = numpy.searchsorted(before, parted)
    known = numpy.append(before, 0)[place] == parted
    known &= place < before.size
    ways = numpy.full(before.size, BEFORE | AFTER, dtype=numpy.uint8)
    ways[place[known]] = BEFORE
    others = parted[~known]
    new = [numpy.full(others.size, BEFORE, numpy.uint8), numpy.full(joined.size, AFTER, numpy.uint8)]
    return Met(numpy.concatenate([before, others, joined]), numpy.concatenate([ways, *new]))
