"""Links between texts, whoever holds them, and what they say of the rows that hold these texts.

An index chains the rows of equal texts as they came. A build of everything at once chains them by record id,
and lets the first speak for all. So the state keeps what does not depend on the order, and the links of rows
are made of it each time.
"""

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Rows, TextLinks, Weights
from seinhuis.engine.linkage.graph import pair_order

Keys = NDArray[numpy.uint64]
_HIGH = numpy.uint64(32)
_LOW = numpy.uint64(0xFFFFFFFF)


@dataclass(frozen=True)
class TextPairs:
    """``keys``: pairs of text numbers, smaller << 32 | larger, ascending; how alike each pair is."""

    keys: Keys
    similarity: Weights

    def changed(self, linked: "TextPairs", unlinked: "TextPairs") -> "TextPairs":
        """These without the pairs that are no more, and with those that are new or weigh anew."""
        from seinhuis.engine.linkage.state.kernels import replace

        keys = numpy.empty(self.keys.size + linked.keys.size, numpy.uint64)
        similarity = numpy.empty(keys.size, numpy.float32)
        given = (unlinked.keys, linked.keys, linked.similarity)
        used = replace(self.keys, self.similarity, *given, keys, similarity)
        return TextPairs(keys[:used], similarity[:used])


def pairs_of(links: TextLinks, texts: Rows) -> TextPairs:
    """The links of rows as links of their texts (``texts`` by row); those of equal texts are left out."""
    left, right = texts[links.left], texts[links.right]
    apart = left != right
    low, high = numpy.minimum(left, right)[apart], numpy.maximum(left, right)[apart]
    keys = low.astype(numpy.uint64) << _HIGH | high.astype(numpy.uint64)
    order = numpy.argsort(keys)
    return TextPairs(keys[order], links.similarity[apart][order])


def links_of(pairs: TextPairs, texts: Rows) -> TextLinks:
    """The links of rows, as a build of everything gives them. ``texts``: for each row its text, or below 0.

    Each text speaks by its first row; rows with equal texts are chained, each to the next.
    """
    rows = numpy.flatnonzero(texts >= 0)
    rows = rows[numpy.argsort(texts[rows], kind="stable")]
    begins = numpy.ones(rows.size, numpy.bool_)
    begins[1:] = texts[rows[1:]] != texts[rows[:-1]]
    first = numpy.zeros(int(texts.max(initial=-1)) + 1, numpy.int64)
    first[texts[rows[begins]]] = rows[begins]
    one = first[(pairs.keys >> _HIGH).astype(numpy.int64)]
    two = first[(pairs.keys & _LOW).astype(numpy.int64)]
    repeats = numpy.flatnonzero(~begins)
    left = numpy.concatenate((numpy.minimum(one, two), rows[repeats - 1]))
    right = numpy.concatenate((numpy.maximum(one, two), rows[repeats]))
    similarity = numpy.concatenate((pairs.similarity, numpy.ones(repeats.size, numpy.float32)))
    order = pair_order(left, right, texts.size)
    return TextLinks(left[order], right[order], similarity[order])
