"""What words tell is what a look at each of them would tell, also when much is forgotten in between."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.identifiers import (
    age,
    amount,
    date,
    email,
    handle,
    iban,
    phone_digits,
    place,
    plate,
    platforms,
    telling,
    url,
)
from seinhuis.engine.identifiers.folding import fold

ASKED = [
    age._ANY_WORDS, age._COUNTED_WORDS, age._LATE_WORDS, *(way.words for way in age._WAYS),
    amount._ANY_WORDS, amount._SPOKEN_WORDS, amount._UNSURE_WORDS, amount._VAGUE_WORDS, date._MONTH_WORDS,
    email._AT_WORDS, handle._USER_WORDS, iban._COUNTRY_WORDS, place._FIRST_PIECES, plate._CUE_WORDS,
    url._SPOKEN_WORDS,
]  # fmt: skip
WORDS = st.sampled_from(
    [
        *(sorted(words)[0] for words in ASKED),
        "nul",
        "zesnul",
        "insta",
        "15jarige",
        "één",
        "06",
        "1",
        "x",
        "plus31",
    ]
)
BEGINNINGS = st.sampled_from(
    sorted(phone_digits._UNITS) + sorted(platforms.BY_WORD) + ["tel", "mijn", "ref", "pin"]
)
ENDINGS = st.sampled_from([*sorted(phone_digits._UNITS), "naam", "user", "nr", "is", "plus", "a", "7", ""])
WORDS |= st.tuples(BEGINNINGS, ENDINGS, ENDINGS).map("".join)
TEXTS = st.lists(WORDS | st.text(max_size=4), max_size=8).map(" ".join)


@pytest.mark.parametrize("words", ASKED)
def test_what_a_finder_looks_for_is_asked(words):
    assert words <= telling._ASKED


@given(TEXTS)
def test_the_words_of_a_text_are_those_that_are_asked_for(text):
    folded = fold(text)
    every = set(re.findall("[a-z]+", folded.lower))
    assert folded.words == every & telling._ASKED


@given(TEXTS)
def test_the_forms_of_a_text_are_those_of_its_words(text):
    folded = fold(text)
    words = {word for word in folded.spaced.split() if not (word.isascii() and word.isdecimal())}
    by_look = {name: {word for word in words if form.match(word)} for name, form in telling._FORMS.items()}
    assert folded.forms == {name: some for name, some in by_look.items() if some}


def test_what_is_kept_stays_within_bounds_and_tells_the_same(monkeypatch):
    monkeypatch.setattr(telling, "_MOST", 5)
    telling._forget()
    text = "nul zes bel kamer insta euro mei breda tuin fiets straat boom " * 3
    first = fold(text)
    assert first.words
    assert len(telling._SILENT) + len(telling._TELLING) <= 5
    assert {"bel", "zes"} <= fold(text).words | {word for some in first.forms.values() for word in some}
    assert (first.words, first.forms) == (fold(text).words, fold(text).forms)


def test_long_words_are_not_kept():
    fold("euro" * 100).words  # noqa: B018  # asking is what would keep it
    assert "euro" * 100 not in telling._SILENT | telling._TELLING.keys()
