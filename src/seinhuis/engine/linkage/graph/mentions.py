"""Memberships turned round: the rows of each identifier."""

from dataclasses import dataclass

import numpy

from seinhuis.engine.linkage.contracts import Memberships, Rows
from seinhuis.engine.linkage.graph.contracts import BadGraph


@dataclass(frozen=True)
class Mentions:
    """``numbers``: the identifiers, ascending; ``rows[start[i]:start[i + 1]]`` mention the i-th.

    ``index``: for each membership, in the order given, the place of its identifier in ``numbers``.
    """

    numbers: Rows
    index: Rows
    start: Rows
    rows: Rows

    @property
    def degree(self) -> Rows:
        """How many rows mention each identifier."""
        return numpy.diff(self.start)


def mentions_of(count: int, memberships: Memberships) -> Mentions:
    """Group memberships by identifier; BadGraph when a row mentions an identifier twice."""
    from seinhuis.engine.linkage.graph.kernels.gathering import first_repeated, gather

    numbers, index = numbered(memberships.identifier)
    row = numpy.ascontiguousarray(memberships.row, numpy.int64)
    start, rows = gather(index, row, numbers.size)
    repeated = first_repeated(start, rows, count)
    if repeated >= 0:
        raise BadGraph(f"memberships: row {rows[repeated]} mentions one identifier twice")
    return Mentions(numbers, index, start, rows)


def numbered(values: Rows) -> tuple[Rows, Rows]:
    """The distinct values ascending, and for each value its place among them."""
    values = numpy.ascontiguousarray(values, numpy.int64)
    if not values.size or values.min() < 0 or values.max() > 4 * values.size:
        numbers, index = numpy.unique(values, return_inverse=True)
        return numbers, index.astype(numpy.int64, copy=False)
    present = numpy.zeros(int(values.max()) + 1, numpy.bool_)
    present[values] = True
    return numpy.flatnonzero(present), (numpy.cumsum(present) - 1)[values]
