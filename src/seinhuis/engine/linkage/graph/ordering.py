"""Pairs of rows in order."""

import numpy

from seinhuis.engine.linkage.contracts import Rows


def pair_order(left: Rows, right: Rows, count: int) -> Rows:
    """The places of pairs of rows below ``count`` by (left, right), equal pairs as they stand.

    Counted by the right rows and then by the left ones: twice as fast as comparing them.
    """
    from seinhuis.engine.linkage.graph.kernels.gathering import gather

    _, by_right = gather(right, numpy.arange(right.size), count)
    _, order = gather(left[by_right], by_right, count)
    return numpy.asarray(order)
