"""Which rows have equal texts: a chain of rows for each text, in the order in which they came."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields

import numpy

from seinhuis.engine.linkage.contracts import Rows
from seinhuis.engine.linkage.text.changes import APART, Change, Pair
from seinhuis.engine.linkage.text.columns import Column

NONE, GONE = -1, -2


def _numbers() -> Column[numpy.int64]:
    return Column.of(numpy.int64)


@dataclass(frozen=True)
class Chains:
    """By row: its text (NONE without one, GONE when removed), and the rows before and after it in its chain.

    By text: the first and the last row of its chain (NONE when it is gone), and how many rows there
    are.
    """

    text: Column[numpy.int64] = field(default_factory=_numbers)
    before: Column[numpy.int64] = field(default_factory=_numbers)
    after: Column[numpy.int64] = field(default_factory=_numbers)
    first: Column[numpy.int64] = field(default_factory=_numbers)
    last: Column[numpy.int64] = field(default_factory=_numbers)
    count: Column[numpy.int64] = field(default_factory=_numbers)

    @property
    def rows(self) -> int:
        """How many rows there ever were."""
        return self.text.values.size

    def append(self, texts: Rows, new_texts: int) -> Change:
        """Add rows with these texts, of which the last so many are new; the links that makes."""
        start = self.rows
        self.text.append(texts)
        for column in (self.before, self.after):
            column.append(numpy.full(texts.size, NONE, dtype=numpy.int64))
        for column in (self.first, self.last):
            column.append(numpy.full(new_texts, NONE, dtype=numpy.int64))
        self.count.append(numpy.zeros(new_texts, dtype=numpy.int64))
        rows = numpy.flatnonzero(texts != NONE)
        rows = rows[numpy.argsort(texts[rows], kind="stable")]
        return self._chain(texts[rows], rows + start)

    def _chain(self, texts: Rows, rows: Rows) -> Change:
        """Hang rows, sorted by text, on to the chains of their texts."""
        opens = numpy.ones(rows.size, dtype=bool)
        opens[1:] = texts[1:] != texts[:-1]
        closes = numpy.roll(opens, -1)
        previous = numpy.concatenate([[NONE], rows[:-1]])[: rows.size]
        previous = numpy.where(opens, self.last.values[texts], previous)
        linked = previous != NONE
        self.before.values[rows] = previous
        self.after.values[previous[linked]] = rows[linked]
        self.first.values[texts[~linked]] = rows[~linked]
        self.last.values[texts[closes]] = rows[closes]
        numpy.add.at(self.count.values, texts, 1)
        count = int(linked.sum())
        return Change(previous[linked], rows[linked], numpy.full(count, APART), numpy.ones(count))

    def remove(self, rows: Iterable[int]) -> Change:
        """Take rows out; the links within chains that are no more, and those that take their place."""
        gone: dict[Pair, float] = {}
        new: dict[Pair, float] = {}
        for row in rows:
            previous, following = int(self.before.values[row]), int(self.after.values[row])
            for pair in ((previous, row), (row, following)):
                if NONE not in pair and new.pop(pair, None) is None:
                    gone[pair] = 1.0
            if NONE not in (previous, following):
                new[previous, following] = 1.0
            self._take_out(row, previous, following)
        return Change.of_links(gone, new)

    def _take_out(self, row: int, previous: int, following: int) -> None:
        text = self.text.values[row]
        self.text.values[row] = GONE
        self.before.values[row] = self.after.values[row] = NONE
        if text == NONE:
            return
        self.count.values[text] -= 1
        if previous == NONE:
            self.first.values[text] = following
        else:
            self.after.values[previous] = following
        if following == NONE:
            self.last.values[text] = previous
        else:
            self.before.values[following] = previous

    def links(self) -> Change:
        """Every row with the one before it, as links that come."""
        rows = numpy.flatnonzero(self.before.values != NONE)
        apart, alike = numpy.full(rows.size, APART), numpy.ones(rows.size)
        return Change(self.before.values[rows], rows, apart, alike)


CHAIN_COLUMNS = tuple(each.name for each in fields(Chains))
