"""Where the nodes go: always the same, no two on top of each other."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.desk.traces.corpus.folding import Bond, Holders, Pair, fold
from seinhuis.desk.traces.corpus.layout import lay_out
from tests.desk.traces.corpus.test_folding import PHONE, records


def test_the_same_cluster_gives_the_same_picture_in_any_order():
    pairs = [Pair("r1", "r2", Bond.TEXT, 0.8), Pair("r2", "r3", Bond.TEXT, 0.7)]
    first = lay_out(fold(records(5), [PHONE], pairs))
    assert lay_out(fold(records(5), [PHONE], pairs[::-1])).nodes == first.nodes


@given(st.integers(0, 60), st.integers(0, 5), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_no_two_boxes_overlap_and_all_are_on_the_canvas(count, shared, chance):
    held = [
        Holders(
            "phone", f"+316{n}", tuple(f"r{each}" for each in sorted(chance.sample(range(1, count + 1), 2)))
        )
        for n in range(shared if count > 1 else 0)
    ]
    picture = lay_out(fold(records(count), held, []))
    assert len(picture.nodes) == count + len(held)
    for one, other in itertools.combinations(picture.nodes, 2):
        apart = abs(one.x - other.x) >= (one.width + other.width) / 2 - 1
        assert apart or abs(one.y - other.y) >= (one.height + other.height) / 2 - 1
    for node in picture.nodes:
        assert node.left >= 0
        assert node.top >= 0
        assert node.left + node.width <= picture.width
        assert node.top + node.height <= picture.height
