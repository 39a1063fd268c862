"""Sorted names among sorted names: who is new, and where everybody stands then."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Rows


@dataclass(frozen=True)
class Inserted:
    """``now``: the new place of each name that was there; ``places``: of each name given, known or new.

    ``new``: which of those given are new. ``order``: for each place its name, as a place in the names that
    were there followed by those that are new.
    """

    now: Rows
    places: Rows
    new: NDArray[numpy.bool_]
    order: Rows


def insert(there: Sequence[str], given: Sequence[str]) -> Inserted:
    """Put names between those that are there; both ascend by code point, each name once."""
    at = numpy.array([bisect_left(there, name) for name in given], numpy.int64)
    new = numpy.array(
        [place == len(there) or there[place] != name for place, name in zip(at.tolist(), given, strict=True)],
        numpy.bool_,
    )
    everybody = numpy.arange(len(there))
    now = everybody + numpy.searchsorted(at[new], everybody, side="right")
    places = at + numpy.cumsum(new) - new
    order = numpy.empty(len(there) + int(new.sum()), numpy.int64)
    order[now] = everybody
    order[places[new]] = numpy.arange(len(there), order.size)
    return Inserted(now, places, new, order)
