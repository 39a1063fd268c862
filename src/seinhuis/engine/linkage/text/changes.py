"""What a change of an index does to its links."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Rows, TextLinks

APART = -1.0  # no link
Pair = tuple[int, int]


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
    was: NDArray[numpy.float64]
    now: NDArray[numpy.float64]

    @classmethod
    def of(cls, parts: Sequence["Change"]) -> "Change":
        """Some changes as one."""
        nothing = numpy.empty(0, dtype=numpy.int64), numpy.empty(0)
        every = [cls(nothing[0], nothing[0], nothing[1], nothing[1]), *parts]
        columns = ([getattr(part, name) for part in every] for name in ("one", "two", "was", "now"))
        return cls(*(numpy.concatenate(column) for column in columns))

    def by_row(self, rows: Rows) -> "Change":
        """The same of rows; ``rows``: the row of each text."""
        return Change(rows[self.one], rows[self.two], self.was, self.now)

    def as_changes(self) -> LinkChanges:
        """What was linked and unlinked."""
        linked, unlinked = self.now != APART, (self.now == APART) & (self.was != APART)
        return LinkChanges(self._links(linked, self.now), self._links(unlinked, self.was))

    def _links(self, which: NDArray[numpy.bool_], similarity: NDArray[numpy.float64]) -> TextLinks:
        one, two = self.one[which], self.two[which]
        left, right = numpy.minimum(one, two), numpy.maximum(one, two)
        order = numpy.lexsort((right, left))
        return TextLinks(left[order], right[order], similarity[which][order].astype(numpy.float32))


def difference_between(before: dict[Pair, float], after: dict[Pair, float]) -> LinkChanges:
    """What was linked and unlinked between two states of the same pairs."""
    linked = {pair: each for pair, each in after.items() if before.get(pair) != each}
    unlinked = {pair: each for pair, each in before.items() if pair not in after}
    return LinkChanges(as_links(linked), as_links(unlinked))


def as_links(links: dict[Pair, float]) -> TextLinks:
    """Links sorted by pair."""
    pairs = sorted(links)
    rows = numpy.array(pairs, dtype=numpy.int64).reshape(-1, 2)
    similarities = numpy.array([links[pair] for pair in pairs], dtype=numpy.float32)
    return TextLinks(rows[:, 0].copy(), rows[:, 1].copy(), similarities)
