"""What changes in the links when texts come: only whom they concern is looked at, once for then and now."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Rows
from seinhuis.engine.linkage.text.changes import Change
from seinhuis.engine.linkage.text.contents import Contents
from seinhuis.engine.linkage.text.cores import cut, in_order
from seinhuis.engine.linkage.text.tiers import Texts, Tier, empty_tier

if TYPE_CHECKING:
    from seinhuis.engine.linkage.text.kernels.probing import Lists
    from seinhuis.engine.linkage.text.kernels.relinking import Weighed

_AT_ONCE = 512
_WORTH = 128  # fewer texts are looked at before another core has begun


@dataclass(frozen=True)
class Asked:
    """The texts that newcomers concern, themselves among them, and what their shingles weighed before."""

    texts: Texts
    weights: NDArray[numpy.uint8]
    ends: Rows
    totals: NDArray[numpy.uint32]


def ask(contents: Contents, coming: Tier, reweighed: Texts) -> Asked:
    """Write down what is weighed, before the newcomers are counted."""
    texts = numpy.concatenate([reweighed, coming.members.astype(numpy.int64)])
    contents.weigh(coming.members.astype(numpy.int64))
    weights, ends = _weights(contents, texts)
    return Asked(texts, weights, ends, contents.totals.values[texts])


def relink(contents: Contents, coming: Tier, asked: Asked, least: float) -> Change:
    """The pairs of texts of which the link comes, goes or weighs anew, now that newcomers are counted."""
    from seinhuis.engine.linkage.text.kernels import relinking

    contents.weigh(asked.texts)
    first = contents.fingerprints.values.size - coming.size
    weights, _ = _weights(contents, asked.texts)
    pieces = len(cut(asked.texts.size, _WORTH))
    place, *seen = contents.room(1 + pieces)
    place[asked.texts] = numpy.arange(asked.texts.size)
    weighed = relinking.Weighed(asked.weights, weights, asked.ends, asked.totals, place, first)
    lists = contents.lists(coming)
    # Dealt out one by one: newcomers stand at the end and cost more than the others.
    dealt = [asked.texts[piece::pieces].copy() for piece in range(pieces)]
    work = [_Work(lists, weighed, least, texts, own) for texts, own in zip(dealt, seen, strict=False)]
    found = list(in_order(_relink, work))
    place[asked.texts] = -1
    return Change.of(found)


@dataclass(frozen=True)
class _Work:
    """The texts that one core looks at, and room of its own."""

    lists: "Lists"
    weighed: "Weighed"
    least: float
    texts: Texts
    seen: NDArray[numpy.int32]


def _relink(work: _Work) -> Change:
    from seinhuis.engine.linkage.text.kernels import probing, relinking

    parts = []
    for begin in range(0, work.texts.size, _AT_ONCE):
        texts = work.texts[begin : begin + _AT_ONCE]
        others = numpy.empty(texts.size * probing.MOST_CANDIDATES, dtype=numpy.uint32)
        was, now = numpy.empty((2, others.size), dtype=numpy.float64)
        ends = numpy.zeros(texts.size, dtype=numpy.int64)
        relinking.relink(work.lists, work.weighed, work.least, texts, others, was, now, work.seen, ends)
        used = int(ends[-1])
        one = numpy.repeat(texts, numpy.diff(ends, prepend=0))
        parts.append(Change(one, others[:used].astype(numpy.int64), was[:used].copy(), now[:used].copy()))
    return Change.of(parts)


def _weights(contents: Contents, texts: Texts) -> tuple[NDArray[numpy.uint8], Rows]:
    from seinhuis.engine.linkage.text.kernels import relinking

    bounds = contents.bounds.values[texts]
    weights = numpy.empty(int((bounds[:, 2] - bounds[:, 0]).sum()), dtype=numpy.uint8)
    ends = numpy.empty(texts.size, dtype=numpy.int64)
    relinking.weigh_all(contents.lists(empty_tier()), texts, weights, ends)
    return weights, ends
