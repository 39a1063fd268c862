from itertools import pairwise

import numpy
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.linkage.spark.packing import joined, pack, signed, unpack, unsigned

numbers = st.lists(st.integers(0, 2**64 - 1), max_size=20)


@given(st.lists(numbers, min_size=1, max_size=6), st.data())
def test_runs_come_back_bit_for_bit_also_from_the_middle_of_a_column(runs, data):
    values = numpy.array([each for run in runs for each in run], numpy.uint64)
    edges = numpy.cumsum([0, *map(len, runs)])
    column = pack(values, edges)
    begin = data.draw(st.integers(0, len(runs) - 1))
    found, places = unpack(column.slice(begin), numpy.uint64)
    assert [found[one:two].tolist() for one, two in pairwise(places)] == runs[begin:]
    assert joined(column.to_pylist(), numpy.uint64).tolist() == values.tolist()


@given(numbers)
def test_a_number_keeps_its_bits_as_a_signed_one(values):
    assert unsigned(signed(numpy.array(values, numpy.uint64))).tolist() == values
