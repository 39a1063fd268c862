"""Capture tables: who was seen on which lists, and how many. The input of every estimate."""

import hashlib
import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seinhuis.engine.estimates.errors import NotConnected, TableError, UnknownList

Masks = NDArray[np.int64]
Counts = NDArray[np.int64]
MOST_LISTS = 16


@dataclass(frozen=True, eq=False)
class Strata:
    """The same people by covariates: row r is ``counts[r]`` people with ``histories[r]`` and ``values[r]``.

    ``values[r][v]`` is the level of ``variables[v]``, None where it is not known.
    """

    variables: tuple[str, ...]
    values: tuple[tuple[str | None, ...], ...]
    histories: Masks
    counts: Counts


@dataclass(frozen=True, eq=False)
class CaptureTable:
    """How many persons have each capture history, over t lists.

    ``histories``: bit masks, shape (k,), each once, ascending; bit i (value 2**i) says seen on ``lists[i]``.
    ``counts``: persons, shape (k,), all above zero: a history that is not in the table was seen on nobody.
    ``strata``: the same persons by covariates, or None; histories and counts always hold everybody together.
    Raises TableError where this does not hold, NotConnected when the lists fall apart in groups without
    overlap (unless ``connected`` is False, which says that this is known and meant).
    """

    lists: tuple[str, ...]
    histories: Masks
    counts: Counts
    strata: Strata | None = None
    connected: bool = field(default=True)

    def __post_init__(self) -> None:
        """Check everything, and keep the arrays sorted, without zeros and closed to writing."""
        _check_lists(self.lists)
        histories, counts = _checked_rows(self.lists, self.histories, self.counts)
        object.__setattr__(self, "histories", histories)
        object.__setattr__(self, "counts", counts)
        _check_seen(self.lists, histories)
        if self.connected and len(groups := self.groups()) > 1:
            raise NotConnected(groups)

    @classmethod
    def from_csv(
        cls,
        source: Path | str,
        *,
        count: str | None = None,
        strata: Sequence[str] = (),
        connected: bool = True,
    ) -> "CaptureTable":
        """Read a table from a path, or from the text itself when it holds a line break.

        One column of 0 and 1 for each list, one column of counts (named by ``count``, else the last one named
        count, freq, frequency, n or aantal; without one every row is one person), and the columns named in
        ``strata`` (empty or NA: not known). Comma, semicolon or tab. Raises TableError with the line and the
        column, OSError when the file cannot be read.
        """
        from seinhuis.engine.estimates.reading import read_table

        return read_table(source, count=count, strata=tuple(strata), connected=connected)

    @classmethod
    def from_records(
        cls,
        records: Iterable[tuple[Hashable, str]],
        *,
        lists: Sequence[str] | None = None,
        strata: Mapping[Hashable, Mapping[str, str | None]] | None = None,
        connected: bool = True,
    ) -> "CaptureTable":
        """Count persons from (pseudonymous key, list) pairs; the same pair twice counts once.

        ``lists`` fixes the order, and with it what may occur; otherwise the lists stand in alphabetical
        order. ``strata`` gives for a key the level of each variable. Raises TableError with the number of
        the record, counted from 1.
        """
        from seinhuis.engine.estimates.reading import count_records

        return count_records(records, lists=lists, strata=strata, connected=connected)

    @classmethod
    def from_cells(cls, lists: Sequence[str], cells: ArrayLike, *, connected: bool = True) -> "CaptureTable":
        """Take all 2**t counts at once, indexed by bit mask; cell 0 (seen on no list) has to be zero."""
        counts = np.asarray(cells)
        if counts.shape != (2 ** len(lists),):
            raise TableError(f"{2 ** len(lists)} cells are needed for {len(lists)} lists")
        if counts[0] != 0:
            raise TableError("the cell of nobody's list can hold no one")
        kept = np.flatnonzero(counts)
        return cls(tuple(lists), kept.astype(np.int64), counts[kept], connected=connected)

    def __eq__(self, other: object) -> bool:
        """Equal when the lists, in this order, and all counts are."""
        return (
            isinstance(other, CaptureTable)
            and self.lists == other.lists
            and self.input_hash == other.input_hash
        )

    def __hash__(self) -> int:
        """The same for equal tables."""
        return hash((self.lists, self.input_hash))

    @property
    def n(self) -> int:
        """How many persons were observed."""
        return int(self.counts.sum())

    @cached_property
    def cells(self) -> Counts:
        """All 2**t counts, indexed by bit mask; cell 0 is zero because nobody sees it."""
        cells = np.zeros(2 ** len(self.lists), dtype=np.int64)
        cells[self.histories] = self.counts
        cells.flags.writeable = False
        return cells

    @cached_property
    def matrix(self) -> NDArray[np.int64]:
        """The histories as zeros and ones, shape (k, t)."""
        return (self.histories[:, None] >> np.arange(len(self.lists))) & 1

    @cached_property
    def input_hash(self) -> str:
        """SHA-256 of names and counts, the same for any order of rows and lists and for zeros written out."""
        table = self.canonical
        content: list[object] = [table.lists, table.histories.tolist(), table.counts.tolist()]
        if table.strata is not None:
            rows = zip(
                table.strata.values,
                table.strata.histories.tolist(),
                table.strata.counts.tolist(),
                strict=True,
            )
            content += [table.strata.variables, sorted(json.dumps(row) for row in rows)]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()

    @cached_property
    def canonical(self) -> "CaptureTable":
        """The same table with its lists in alphabetical order; results are computed on this one."""
        return self.select(sorted(self.lists))

    def position(self, name: str) -> int:
        """The place of a list, from 0; UnknownList when there is none of that name."""
        if name not in self.lists:
            raise UnknownList(name)
        return self.lists.index(name)

    def overlap(self, *names: str) -> int:
        """How many persons are on all of these lists."""
        mask = sum(1 << self.position(name) for name in set(names))
        return int(self.counts[(self.histories & mask) == mask].sum())

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The lists in groups that overlaps hold together; one group when the table is connected."""
        groups: list[int] = []
        for history in self.histories.tolist():
            touching = [group for group in groups if group & history]
            groups = [group for group in groups if not group & history]
            groups.append(history | sum(touching))
        groups.sort(key=lambda group: group & -group)
        return tuple(
            tuple(name for place, name in enumerate(self.lists) if group >> place & 1) for group in groups
        )

    def select(self, names: Sequence[str]) -> "CaptureTable":
        """Only these lists, in this order; persons on none of them are no longer observed."""
        places = [self.position(name) for name in names]
        return self._moved(tuple(names), [1 << place for place in places])

    def drop(self, name: str) -> "CaptureTable":
        """The table as it were without this list."""
        self.position(name)
        return self.select([other for other in self.lists if other != name])

    def merge(self, names: Sequence[str], into: str) -> "CaptureTable":
        """Take these lists together as one, named ``into``, in the place of the first of them."""
        merged = sum(1 << self.position(name) for name in set(names))
        first = min(self.position(name) for name in names)
        kept = [
            (into, merged) if place == first else (name, 1 << place)
            for place, name in enumerate(self.lists)
            if place == first or name not in names
        ]
        return self._moved(tuple(name for name, _ in kept), [mask for _, mask in kept])

    def within(self, name: str) -> "CaptureTable":
        """The persons on this list, as the other lists see them: a population whose size is known.

        Lists that know none of these persons are left out; TableError when fewer than two are left.
        """
        inside = (self.histories >> self.position(name) & 1).astype(bool)
        seen = int(np.bitwise_or.reduce(self.histories[inside]))
        others = [other for other in self.lists if other != name and seen >> self.position(other) & 1]
        histories = _regrouped(self.histories[inside], [1 << self.position(other) for other in others])
        return CaptureTable(tuple(others), *_added(histories, self.counts[inside]), connected=False)

    def multiplied(self, times: int) -> "CaptureTable":
        """Every count this many times; without strata."""
        return CaptureTable(self.lists, self.histories, self.counts * times, connected=self.connected)

    @property
    def doubled(self) -> "CaptureTable":
        """Every count twice: a sound method gives twice the estimate for the same model."""
        return self.multiplied(2)

    def describe(self) -> "Description":
        """What the table holds and what its zeros forbid."""
        from seinhuis.engine.estimates.description import describe

        return describe(self)

    def _moved(self, names: tuple[str, ...], sources: list[int]) -> "CaptureTable":
        histories, counts = _added(_regrouped(self.histories, sources), self.counts)
        strata = self.strata and _moved_strata(self.strata, sources)
        return CaptureTable(names, histories, counts, strata, connected=self.connected)


@dataclass(frozen=True)
class Description:
    """A table in numbers. Pairs and larger sets of lists are tuples of names in the order of the table.

    ``zero_overlaps`` are the smallest sets of lists that nobody is on together; ``singletons`` counts persons
    on one list only; ``unseen_histories`` counts the histories that nobody has, of the 2**t - 1; ``forbids``
    says in sentences what the zeros take away.
    """

    lists: tuple[str, ...]
    n: int
    totals: Mapping[str, int]
    overlaps: Mapping[tuple[str, str], int]
    singletons: int
    unseen_histories: int
    zero_overlaps: tuple[tuple[str, ...], ...]
    forbids: tuple[str, ...]


def _check_lists(lists: tuple[str, ...]) -> None:
    if len(lists) < 2:
        raise TableError("fewer than two lists: without overlap nothing can be said of who is missed")
    if len(lists) > MOST_LISTS:
        raise TableError(f"more than {MOST_LISTS} lists; merge some")
    for name in lists:
        if not name.strip():
            raise TableError("a list without a name")
        if lists.count(name) > 1:
            raise TableError("two lists have this name", column=name)


def _checked_rows(lists: tuple[str, ...], histories: ArrayLike, counts: ArrayLike) -> tuple[Masks, Counts]:
    masks, numbers = np.asarray(histories), np.asarray(counts)
    if masks.ndim != 1 or masks.shape != numbers.shape:
        raise TableError("histories and counts are two rows of the same length")
    for row, (mask, number) in enumerate(zip(masks.tolist(), numbers.tolist(), strict=True), 1):
        if number != int(number) or number < 0:
            raise TableError("a count is a whole number, not below zero", row=row)
        if not 0 < mask < 2 ** len(lists):
            raise TableError("a history names at least one list, and none that is not there", row=row)
    unique, first = np.unique(masks, return_index=True)
    if len(unique) < len(masks):
        again = min(set(range(len(masks))) - set(first.tolist()))
        raise TableError("this history occurs in an earlier row too", row=again + 1)
    kept = first[numbers[first] > 0]
    return _closed(masks[kept]), _closed(numbers[kept])


def _closed(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    kept = np.array(numbers, dtype=np.int64)
    kept.flags.writeable = False
    return kept


def _check_seen(lists: tuple[str, ...], histories: Masks) -> None:
    seen = int(np.bitwise_or.reduce(histories)) if len(histories) else 0
    for place, name in enumerate(lists):
        if not seen >> place & 1:
            raise TableError("nobody is on this list", column=name)


def _regrouped(histories: Masks, sources: list[int]) -> Masks:
    """Histories over new lists: bit i is set when any list of ``sources[i]`` is."""
    moved = np.zeros_like(histories)
    for place, mask in enumerate(sources):
        moved |= ((histories & mask) != 0).astype(np.int64) << place
    return moved


def _added(histories: Masks, counts: Counts) -> tuple[Masks, Counts]:
    """Each history once with its counts added, without that of nobody's list."""
    unique, place = np.unique(histories, return_inverse=True)
    sums = np.zeros(len(unique), dtype=np.int64)
    np.add.at(sums, place, counts)
    return unique[unique > 0], sums[unique > 0]


def _moved_strata(strata: Strata, sources: list[int]) -> Strata:
    histories = _regrouped(strata.histories, sources)
    sums: dict[tuple[tuple[str | None, ...], int], int] = {}
    for values, history, count in zip(strata.values, histories.tolist(), strata.counts.tolist(), strict=True):
        if history:
            sums[values, history] = sums.get((values, history), 0) + count
    return make_strata(strata.variables, sums)


def make_strata(variables: tuple[str, ...], sums: Mapping[tuple[tuple[str | None, ...], int], int]) -> Strata:
    """Strata out of counts by (values, history), sorted so that the order of the input does not matter."""
    rows = sorted(sums, key=lambda row: ([(value is not None, value or "") for value in row[0]], row[1]))
    rows = [row for row in rows if sums[row] > 0]
    histories = _closed(np.array([history for _, history in rows], dtype=np.int64))
    counts = _closed(np.array([sums[row] for row in rows], dtype=np.int64))
    return Strata(variables, tuple(values for values, _ in rows), histories, counts)
