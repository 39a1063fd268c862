import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.linkage.text import (
    DEFAULT_DIFFERENCE,
    WrongSimilarity,
    difference_of,
    least_similarity,
)


def test_a_similarity_of_three_fifths_is_the_default_difference():
    assert difference_of(0.6) == DEFAULT_DIFFERENCE
    assert difference_of(1) == 0


@given(st.integers(1, 60), st.integers(0, 59))
def test_it_is_the_share_of_all_different_words_that_both_texts_have(words, differing):
    differing = min(differing, words - 1)
    one = {f"both{at}" for at in range(words - differing)} | {f"one{at}" for at in range(differing)}
    other = {f"both{at}" for at in range(words - differing)} | {f"other{at}" for at in range(differing)}
    common = len(one & other) / len(one | other)
    assert difference_of(common) == pytest.approx(differing / words)


@given(st.floats(1e-9, 1))
def test_every_similarity_gives_a_difference_that_can_be_used(similarity):
    assert 0 <= least_similarity(difference_of(similarity)) <= 1


@pytest.mark.parametrize("similarity", [0, -0.1, 1.01, 1e-300, float("nan"), float("inf")])
def test_what_is_no_share_is_refused(similarity):
    with pytest.raises(WrongSimilarity, match="above 0"):
        difference_of(similarity)
