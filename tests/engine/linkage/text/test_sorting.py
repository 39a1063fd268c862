"""What is put in order by counting is what comparing gives."""

import random
from collections import Counter

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.linkage.text.kernels import sorting
from seinhuis.engine.linkage.text.near_equal import _counted
from seinhuis.engine.linkage.text.parameters import COUNTERS
from seinhuis.engine.linkage.text.tiers import _sorted_postings


@pytest.mark.parametrize("count", [0, 1, 2, 100, 5_000])
@pytest.mark.parametrize("different", [1, 3, 50, 2**64])
def test_entries_ascend_each_with_its_owner(count, different):
    rng = random.Random(count * different)
    some = [rng.getrandbits(64) for _ in range(min(different, count))]
    keys = numpy.array([rng.choice(some) for _ in range(count)], numpy.uint64)
    owners = numpy.arange(count, dtype=numpy.uint32)
    to_keys, to_owners = numpy.empty_like(keys), numpy.empty_like(owners)
    sorting.sort_entries(keys, owners, to_keys, to_owners)
    assert to_keys.tolist() == sorted(keys.tolist())
    assert sorted(to_owners.tolist()) == owners.tolist()
    assert keys[to_owners].tolist() == to_keys.tolist()


pairs = st.tuples(st.integers(0, 99), st.integers(0, 99)).filter(lambda pair: pair[0] < pair[1])


@settings(deadline=None)
@given(st.lists(st.lists(pairs, max_size=120), max_size=5))
def test_pairs_are_counted(parts):
    arrays = [numpy.array([one << 32 | two for one, two in part], numpy.uint64) for part in parts]
    met = _counted(arrays, 100)
    expected = Counter(one << 32 | two for part in parts for one, two in part)
    assert met.pairs.tolist() == sorted(expected)
    assert met.times.tolist() == [expected[pair] for pair in sorted(expected)]


def test_a_text_that_meets_very_many_is_counted_too():
    rights = [*range(1, 90), *range(50, 90), *range(1, 20)]
    met = _counted([numpy.array(rights, numpy.uint64)], 91)
    assert dict(zip(met.pairs.tolist(), met.times.tolist(), strict=True)) == Counter(rights)


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(0, 2**64 - 1), max_size=9), max_size=9), st.integers(0, 2**20))
def test_postings_ascend_by_counter_and_text(texts, first):
    shingles = numpy.array([each for text in texts for each in text], numpy.uint64)
    ends = numpy.cumsum([len(text) for text in texts], dtype=numpy.int64)
    begins = ends - [len(text) for text in texts]
    bounds = numpy.column_stack((begins, begins, ends)).astype(numpy.int64).reshape(-1, 3)
    expected = [each % COUNTERS << 32 | first + number for number, text in enumerate(texts) for each in text]
    assert _sorted_postings(shingles, bounds, first).tolist() == sorted(expected)
