"""What changes in the links when texts come or go: whom they concern is compared, once for then and now."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Rows
from seinhuis.engine.linkage.text.changes import Change
from seinhuis.engine.linkage.text.contents import Contents
from seinhuis.engine.linkage.text.cores import cut, in_order
from seinhuis.engine.linkage.text.meetings import Met
from seinhuis.engine.linkage.text.tiers import Texts, empty_tier

if TYPE_CHECKING:
    from seinhuis.engine.linkage.text.kernels.relinking import Weighed

_WORTH = 4096  # fewer pairs are compared before another core has begun


@dataclass(frozen=True)
class Asked:
    """Texts, and what their shingles weigh: signs and words, one text after the other, and together."""

    texts: Texts
    weights: NDArray[numpy.uint8]
    ends: Rows
    totals: NDArray[numpy.uint32]


def ask(contents: Contents, texts: Texts) -> Asked:
    """Write down what these texts weigh, before others are counted in or out."""
    contents.weigh(texts)
    weights, ends = _weights(contents, texts)
    return Asked(texts, weights, ends, contents.totals.values[texts])


def relink(contents: Contents, asked: Asked, met: Met, least: float) -> Change:
    """What becomes of the pairs of texts that met or meet, now that others are counted in or out.

    Those asked weigh something else now; of the others nothing has changed.
    """
    from seinhuis.engine.linkage.text.kernels import relinking

    contents.weigh(asked.texts)
    weights, _ = _weights(contents, asked.texts)
    place = contents.room()
    place[asked.texts] = numpy.arange(asked.texts.size)
    weighed = relinking.Weighed(asked.weights, weights, asked.ends, asked.totals, place)
    pieces = [
        (Met(met.pairs[part], met.ways[part]), contents, weighed, least)
        for part in cut(met.pairs.size, _WORTH)
    ]
    found = list(in_order(lambda piece: _relink(*piece), pieces))
    place[asked.texts] = -1
    return Change.of(found)


def _relink(met: Met, contents: Contents, weighed: "Weighed", least: float) -> Change:
    from seinhuis.engine.linkage.text.kernels import relinking

    was, now = numpy.empty((2, met.pairs.size), dtype=numpy.float64)
    relinking.relink(contents.lists(empty_tier()), weighed, least, met.pairs, met.ways, was, now)
    linked = (was != relinking.APART) | (now != relinking.APART)
    one, two = met.pairs[linked] >> numpy.uint64(32), met.pairs[linked] & numpy.uint64(0xFFFFFFFF)
    return Change(one.astype(numpy.int64), two.astype(numpy.int64), was[linked], now[linked])


def _weights(contents: Contents, texts: Texts) -> tuple[NDArray[numpy.uint8], Rows]:
    from seinhuis.engine.linkage.text.kernels import relinking

    bounds = contents.bounds.values[texts]
    weights = numpy.empty(int((bounds[:, 2] - bounds[:, 0]).sum()), dtype=numpy.uint8)
    ends = numpy.empty(texts.size, dtype=numpy.int64)
    relinking.weigh_all(contents.lists(empty_tier()), texts, weights, ends)
    return weights, ends
