"""What a change of an index does to its links."""

from dataclasses import dataclass

import numpy

from seinhuis.engine.linkage.contracts import TextLinks

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
