"""What words tell is what a look at each of them would tell, also when much is forgotten in between."""

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.identifiers import (
    age,
    amount,
    date,
    email,
    extract,
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


def test_a_memory_stays_within_bounds_and_tells_the_same():
    memory = telling.Memory(most=5)
    text = "nul zes bel kamer insta euro mei breda tuin fiets straat boom 15jarige 06 één " * 3
    for _ in range(2):
        remembered, anew = fold(text, memory), fold(text)
        assert anew.words
        assert (remembered.words, remembered.forms) == (anew.words, anew.forms)
        assert 0 < len(memory) <= 5


@given(st.lists(TEXTS, max_size=5))
def test_a_memory_changes_no_find(texts):
    memory = telling.Memory()
    for text in [*texts, *texts]:
        remembered, anew = fold(text, memory), fold(text)
        assert (remembered.words, remembered.forms) == (anew.words, anew.forms)


def test_long_words_are_not_kept():
    memory = telling.Memory()
    assert not fold("euro" * 100 + " 0612345678", memory).words
    assert len(memory) == 0


def rooms():
    """The modules of the finders."""
    return [module for name, module in sys.modules.items() if name.startswith(telling.__package__)]


def words_kept():
    """Every text that is reachable from them."""
    reached, ahead = set(), [value for room in rooms() for value in vars(room).values()]
    while ahead:
        each = ahead.pop()
        if isinstance(each, dict):
            ahead += [*each, *each.values()]
        elif isinstance(each, list | tuple | set | frozenset):
            ahead += each
        elif isinstance(each, telling.Memory):
            ahead += [each._silent, each._telling]
        elif isinstance(each, str):
            reached.add(each)
    return reached


def test_of_the_text_of_a_report_no_word_is_kept():
    words = "Zwaluwstaartje belinda zesnul 06xk12345678 insta zwaluwnest99"
    text = f"{words} https://zwaluw.example/pad +32 470 12 34 56 voor 130 euro"
    assert extract(text).identifiers
    assert not {word for word in words_kept() if "zwaluw" in word or word in ("belinda", "06xk12345678")}
    caches = [each for room in rooms() for each in vars(room).values() if hasattr(each, "cache_info")]
    of_texts = [each for each in caches if each.cache_info().maxsize is not None]
    assert len(of_texts) >= 5
    assert not any(each.cache_info().currsize for each in of_texts)
