"""The links that glue, as one list: nodes below ``count`` are rows, the others identifiers."""

from dataclasses import dataclass, replace

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Rows
from seinhuis.engine.linkage.graph.contracts import NONE, Bridges, Graph, Hub, Strengths
from seinhuis.engine.linkage.graph.mentions import Mentions


@dataclass(frozen=True)
class Links:
    """Every link once: ``left`` is a row, ``right`` a row, or ``count`` plus a place in ``numbers``.

    ``rank``: for each node its place when ties are broken.
    """

    count: int
    numbers: Rows
    left: Rows
    right: Rows
    weight: Strengths
    rank: Rows

    def only(self, which: NDArray[numpy.bool_] | Rows) -> "Links":
        """Some of the links between the same nodes."""
        return replace(self, left=self.left[which], right=self.right[which], weight=self.weight[which])

    def may_be_cut(self) -> NDArray[numpy.bool_]:
        """Identifiers, but not those of a record that a person called the same as another."""
        judged = numpy.zeros(self.rank.size, numpy.bool_)
        said = numpy.isinf(self.weight)
        judged[self.left[said]] = True
        judged[self.right[said]] = True
        return (self.right >= self.count) & ~judged[self.left]

    def strongest_first(self) -> Rows:
        """The order of the links by weight, ties by rank."""
        low, high = self.ends()
        return numpy.lexsort((high, low, -self.weight))

    def ends(self) -> tuple[Rows, Rows]:
        """The ranks of both ends, the lower first."""
        left, right = self.rank[self.left], self.rank[self.right]
        return numpy.minimum(left, right), numpy.maximum(left, right)

    def as_bridges(self, smaller: Rows, larger: Rows) -> Bridges:
        """These links in the numbers of the outside."""
        mention = self.right >= self.count
        identifier = numpy.full(self.left.size, NONE, numpy.int64)
        identifier[mention] = self.numbers[self.right[mention] - self.count]
        low, high = numpy.minimum(self.left, self.right), numpy.maximum(self.left, self.right)
        return Bridges(low, numpy.where(mention, NONE, high), identifier, self.weight, smaller, larger)


def rarity(records: Rows) -> Strengths:
    """What an identifier weighs that stands in so many records: 1 in two, 1/2 in 20, 1/3 in 200."""
    return 1 / (1 + numpy.log10(numpy.maximum(records, 2) / 2))


def links_of(
    graph: Graph, mentions: Mentions, hubs: tuple[Hub, ...], same: tuple[Rows, Rows], rank: Rows
) -> Links:
    """Everything in a graph that glues: no hubs, no identifier of one record only."""
    degree = mentions.degree
    glues = (degree > 1) & ~numpy.isin(mentions.numbers, [hub.identifier for hub in hubs])
    used = glues[mentions.index]
    place = mentions.index[used]
    texts = graph.text_links
    sides = (graph.memberships.row[used], texts.left, same[0]), (graph.count + place, texts.right, same[1])
    weights = rarity(degree)[place], texts.similarity, numpy.full(same[0].size, numpy.inf)
    return Links(
        graph.count,
        mentions.numbers,
        numpy.concatenate(sides[0]).astype(numpy.int64, copy=False),
        numpy.concatenate(sides[1]).astype(numpy.int64, copy=False),
        numpy.concatenate(weights).astype(numpy.float64, copy=False),
        numpy.concatenate((rank, graph.count + numpy.arange(mentions.numbers.size))),
    )
