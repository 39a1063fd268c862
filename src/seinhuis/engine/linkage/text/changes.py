"""What a change of an index does to its links."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Rows, TextLinks

APART = -1.0  # no link
Pair = tuple[int, int]
Mask = NDArray[numpy.bool_]
Alike = NDArray[numpy.float64]


@dataclass(frozen=True)
class LinkChanges:
    """What changes in the links of an index when texts come or go.

    ``linked``: new links, and those whose similarity is another now. ``unlinked``: links that are no more,
    with the similarity they had: because a text went, because the first of several equal texts went and
    another stands for them now, or because what two texts share has become common.
    """

    linked: TextLinks
    unlinked: TextLinks


@dataclass(frozen=True)
class Change:
    """Pairs of texts, or of rows, how alike they were and are; APART where there was or is no link."""

    one: Rows
    two: Rows
    was: Alike
    now: Alike

    @classmethod
    def of(cls, parts: Sequence["Change"]) -> "Change":
        """Some changes as one."""
        nothing = numpy.empty(0, dtype=numpy.int64), numpy.empty(0)
        every = [cls(nothing[0], nothing[0], nothing[1], nothing[1]), *parts]
        columns = ([getattr(part, name) for part in every] for name in ("one", "two", "was", "now"))
        return cls(*(numpy.concatenate(column) for column in columns))

    @classmethod
    def of_links(cls, gone: dict[Pair, float], new: dict[Pair, float]) -> "Change":
        """Links that go and links that come."""
        rows = numpy.array([*gone, *new], dtype=numpy.int64).reshape(-1, 2)
        was = numpy.array([*gone.values(), *(APART for _ in new)])
        now = numpy.array([*(APART for _ in gone), *new.values()])
        return cls(rows[:, 0], rows[:, 1], was, now)

    def by_row(self, before: Rows, after: Rows) -> "Change":
        """The same of rows; ``before``, ``after``: the row of each text."""
        moved = (before[self.one] != after[self.one]) | (before[self.two] != after[self.two])
        apart = numpy.full(int(moved.sum()), APART)
        return Change.of(
            (
                self._of(~moved, after, self.was[~moved], self.now[~moved]),
                self._of(moved, before, self.was[moved], apart),
                self._of(moved, after, apart, self.now[moved]),
            )
        )

    def _of(self, which: Mask, rows: Rows, was: Alike, now: Alike) -> "Change":
        return Change(rows[self.one[which]], rows[self.two[which]], was, now)

    def as_changes(self) -> LinkChanges:
        """What was linked and unlinked."""
        changed = self.was.astype(numpy.float32) != self.now.astype(numpy.float32)
        linked, unlinked = changed & (self.now != APART), changed & (self.now == APART)
        return LinkChanges(self._links(linked, self.now), self._links(unlinked, self.was))

    def _links(self, which: Mask, similarity: Alike) -> TextLinks:
        one, two = self.one[which], self.two[which]
        left, right = numpy.minimum(one, two), numpy.maximum(one, two)
        # Rows are below 2^32: one number for both sorts much faster.
        order = numpy.argsort(left.view(numpy.uint64) << numpy.uint64(32) | right.view(numpy.uint64))
        return TextLinks(left[order], right[order], similarity[which][order].astype(numpy.float32))


def no_links() -> TextLinks:
    """Nothing is linked."""
    rows = numpy.empty(0, dtype=numpy.int64)
    return TextLinks(rows, rows, numpy.empty(0, dtype=numpy.float32))
