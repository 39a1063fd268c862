"""A run on what the last one kept gives, bit for bit, what a run on everything gives."""

import tempfile
from pathlib import Path

import numpy
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.linkage.corpus import Corpus
from tests.engine.linkage.graph.building import assert_equal
from tests.engine.linkage.state.shelf import Shelf

STEPS = st.sampled_from(("come", "come", "join", "judge", "judge", "take_back"))


def assert_same_build(one, other):
    assert one.records == other.records
    assert one.identifiers.to_pylist() == other.identifiers.to_pylist()
    for name in ("text_links", "memberships", "judged"):
        here, there = getattr(one.graph, name), getattr(other.graph, name)
        for column in vars(here):
            assert numpy.array_equal(getattr(here, column), getattr(there, column)), (name, column)
    assert_equal(one.clustering, other.clustering)
    assert (one.named, one.homeless) == (other.named, other.homeless)
    assert numpy.array_equal(one.frequencies, other.frequencies)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 2**32 - 1), st.lists(st.lists(STEPS, max_size=3), min_size=1, max_size=4))
def test_any_order_gives_what_a_run_on_everything_gives(seed, runs):
    with tempfile.TemporaryDirectory() as name:
        Corpus.create(name)
        shelf = Shelf(Path(name), seed)
        assert shelf.run().anew
        for steps in runs:
            before = len(shelf.rows)
            for step in steps:
                getattr(shelf, step)()
            grown = shelf.run()
            assert grown.anew is None
            assert grown.came == len(shelf.rows) - before
            assert_same_build(grown.built, shelf.run(anew=True).built)
