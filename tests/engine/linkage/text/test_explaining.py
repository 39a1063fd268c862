import itertools
import json
import random
from dataclasses import asdict, replace

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.linkage.text import KERNEL_VERSION, ReasonChanged, TextIndex, Unit, explain, replay
from seinhuis.engine.linkage.text.parameters import COUNTERS
from tests.engine.linkage.text import reference
from tests.engine.linkage.text.samples import column, planted, small_texts

LEFT = (
    "Grijze auto bij het park, meisje gebracht om 12 uur naar kamer 4; "
    "bel Anna op 06-12345678 vandaag nog a.u.b."
)
RIGHT = (
    "grijze AUTO bij het park: meisje gebracht om 9 uur naar kamer 4; "
    "bel Eva op 06 98 76 54 32 vandaag nog a.u.b."
)


def parts(text, spans):
    return [text[span.start : span.end] for span in spans]


def test_says_which_words_are_common_and_which_differ():
    reason = explain(LEFT, RIGHT)
    assert reason.linked
    assert reason.unit is Unit.WORDS
    assert reason.kernel_version == KERNEL_VERSION
    assert parts(LEFT, [each.left for each in reason.common]) == [
        "Grijze auto bij het park, meisje gebracht om 12 uur naar kamer 4; bel",
        "op 06-12345678 vandaag nog a.u.b",
    ]
    assert parts(RIGHT, [each.right for each in reason.common]) == [
        "grijze AUTO bij het park: meisje gebracht om 9 uur naar kamer 4; bel",
        "op 06 98 76 54 32 vandaag nog a.u.b",
    ]
    assert parts(LEFT, reason.left_only) == ["Anna"]
    assert parts(RIGHT, reason.right_only) == ["Eva"]


def test_names_the_numbers_that_differ_in_what_is_common():
    reason = explain(LEFT, RIGHT)
    assert parts(LEFT, [each.left for each in reason.numbers]) == ["12", "06-12345678"]
    assert parts(RIGHT, [each.right for each in reason.numbers]) == ["9", "06 98 76 54 32"]


def test_short_texts_are_compared_by_signs():
    reason = explain("auto bij het park gezien", "auto bij het bos gezien", difference=0.4)
    assert reason.unit is Unit.SIGNS
    assert reason.linked


def test_nothing_to_compare():
    for left, right in (("", LEFT), ("bel 06", "bel 06"), ("een twee drie vier", LEFT)):
        reason = explain(left, right)
        assert reason.unit is Unit.NOTHING
        assert reason.similarity == 0
        assert not reason.linked
        assert reason.common == ()


def test_common_words_weigh_less_and_the_reason_says_which():
    counters = numpy.full(COUNTERS, 600, dtype=numpy.uint32)
    reason = explain(LEFT, RIGHT, counters=counters)
    assert len(reason.lighter) == reason.union
    assert set(reason.lighter.values()) == {1}
    assert reason.union_weight == reason.union


def test_a_reason_can_be_replayed_without_the_corpus():
    counters = numpy.arange(COUNTERS, dtype=numpy.uint32) % 700
    reason = explain(LEFT, RIGHT, counters=counters, difference=0.3)
    assert replay(reason, LEFT, RIGHT) == reason
    with pytest.raises(ReasonChanged):
        replay(reason, LEFT, RIGHT.replace("auto", "fiets").replace("park", "bos"))
    with pytest.raises(ReasonChanged, match="near-text-0"):
        replay(replace(reason, kernel_version="near-text-0"), LEFT, RIGHT)


def test_a_reason_holds_no_words():
    written = json.dumps(asdict(explain(LEFT, RIGHT))).lower()
    assert not [word for word in LEFT.lower().split() if len(word) > 4 and word.strip(",;.") in written]


@settings(max_examples=25, deadline=None)
@given(small_texts, small_texts)
def test_equals_plain_sets_and_the_kernel(left, right):
    index = TextIndex()
    index.add(column([left, right]))
    reason = explain(left or "", right or "", counters=index.counters)
    assert reason.similarity == index.similarity(0, 1)
    assert reason.similarity == reference.similarity(left, right, reference.frequencies([left, right]))
    assert replay(reason, left or "", right or "") == reason


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_spans_lie_within_the_texts_and_do_not_cross(left, right):
    reason = explain(left, right)
    for text, spans in (
        (left, [*reason.left_only, *(each.left for each in reason.common)]),
        (right, list(reason.right_only)),
    ):
        spans = sorted(spans)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(one.end <= two.start for one, two in itertools.pairwise(spans))


def test_real_pairs_agree_with_the_kernel():
    texts = planted(3000, 5).texts
    index = TextIndex()
    index.add(column(texts))
    rng = random.Random(2)
    for _ in range(100):
        left, right = rng.sample(range(3000), 2)
        reason = explain(texts[left], texts[right], counters=index.counters)
        assert reason.similarity == index.similarity(left, right)


def test_long_texts_take_time_in_proportion():
    rng = random.Random(3)
    words = [f"w{chr(97 + rng.randrange(26))}{chr(97 + rng.randrange(26))}" for _ in range(30_000)]
    reason = explain(" ".join(words), " ".join(words[100:]))
    assert reason.linked
