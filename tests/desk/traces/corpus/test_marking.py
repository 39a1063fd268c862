"""A text in pieces: nothing lost, nothing doubled."""

import random

from hypothesis import given
from hypothesis import strategies as st

from seinhuis.desk.traces.corpus.marking import (
    BESIDE,
    LONGEST_WORD,
    MOST_PIECES,
    Mark,
    beginning,
    near_marks,
    pieces,
)


def test_pieces_are_the_text_with_its_marks():
    cut = pieces("bel 06 1234 5011 nu", [(4, 16, Mark.FOUND)])
    assert [(each.text, each.mark) for each in cut] == [
        ("bel ", None),
        ("06 1234 5011", Mark.FOUND),
        (" nu", None),
    ]


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_no_sign_is_lost_or_doubled_whatever_the_spans(text, spans):
    inside = [(min(s, e, len(text)), min(max(s, e), len(text)), Mark.FOUND) for s, e in spans]
    assert "".join(each.text for each in pieces(text, inside)) == text


def test_a_very_long_text_loses_its_middle_and_says_how_much():
    long = "".join(random.Random(1).choices("ab ", k=100_000))
    for cut in (pieces(long, []), pieces(long, [(n, n + 1, Mark.DIFFERS) for n in range(0, 100_000, 2)])):
        assert len(cut) <= MOST_PIECES
        assert sum(len(each.text) + each.left_out for each in cut) == len(long)
        assert sum(len(each.text) for each in cut) < 10_000


@given(st.text("ab ", max_size=2000), st.integers(0, 2000))
def test_beside_a_mark_enough_is_left_and_what_is_cut_is_counted(text, at):
    start, end = min(at, len(text)), min(at + 5, len(text))
    near = near_marks(pieces(text, [(start, end, Mark.FOUND)]))
    assert sum(len(each.text) + each.left_out for each in near) == len(text)
    assert sum(len(each.text) for each in near) <= 6 * BESIDE + 5
    assert [each.text for each in near if each.mark] == ([text[start:end]] if end > start else [])


def test_beside_a_mark_words_are_whole():
    text = " ".join(f"woord{number}" for number in range(400))
    start = text.index("woord200")
    near = near_marks(pieces(text, [(start, start + 8, Mark.FOUND)]))
    shown = [word for each in near for word in each.text.split()]
    assert set(shown) <= set(text.split())
    assert len(shown) > 60


@given(st.text("ab \n", max_size=300), st.integers(0, 299))
def test_a_beginning_ends_with_a_word_unless_that_is_very_long(text, most):
    head = beginning(text, most)
    assert text.startswith(head)
    assert most - LONGEST_WORD <= len(head) <= most or head == text
    if head != text and head[-LONGEST_WORD:].strip() and any(sign.isspace() for sign in head[-LONGEST_WORD:]):
        assert head[-1].isspace() or text[len(head)].isspace()
