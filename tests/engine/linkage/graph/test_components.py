"""Connected components against another implementation."""

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from seinhuis.engine.linkage.graph import BadGraph, components


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(0, 2**32 - 1))
def test_the_same_partition_as_scipy_and_the_smallest_row_as_label(count, seed):
    random = numpy.random.default_rng(seed)
    left, right = random.integers(0, count, (2, int(random.integers(0, count + 1))))
    label = components(count, left, right)
    _, theirs = connected_components(coo_array((numpy.ones(left.size), (left, right)), (count, count)), False)
    smallest = {group: numpy.flatnonzero(theirs == group)[0] for group in set(theirs.tolist())}
    assert label.tolist() == [smallest[group] for group in theirs.tolist()]


def test_no_rows_and_no_links():
    nothing = numpy.empty(0, numpy.int64)
    assert components(0, nothing, nothing).size == 0
    assert components(3, nothing, nothing).tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [
        ([0, 5], [1, 1], "links: the row at 1 is not one of the 5 rows"),
        ([0, 1], [1, -1], "links: the row at 1 is not one of the 5 rows"),
        ([0], [1, 2], "links: 1 left and 2 right ends"),
    ],
)
def test_a_row_that_does_not_exist_is_refused(left, right, message):
    with pytest.raises(BadGraph, match=message):
        components(5, numpy.array(left), numpy.array(right))
