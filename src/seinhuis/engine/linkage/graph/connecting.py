"""Connected components of pairs of rows."""

import numpy

from seinhuis.engine.linkage.contracts import Rows
from seinhuis.engine.linkage.graph.checking import check_rows
from seinhuis.engine.linkage.graph.contracts import BadGraph


def components(count: int, left: Rows, right: Rows) -> Rows:
    """The smallest row of the component of each of ``count`` rows, by union-find.

    Raises BadGraph when a row does not exist or one end of a link is missing.
    """
    from seinhuis.engine.linkage.graph.kernels.union_find import label

    if left.size != right.size:
        raise BadGraph(f"links: {left.size} left and {right.size} right ends")
    check_rows(count, left, "links")
    check_rows(count, right, "links")
    return numpy.asarray(label(count, _as_rows(left), _as_rows(right)))


def _as_rows(rows: Rows) -> Rows:
    return numpy.ascontiguousarray(rows, numpy.int64)
