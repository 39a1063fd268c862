"""What people type is kept without losing a sign, and nothing in it can play tricks on who reads it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.desk.kernel.typed_text import visible

any_text = st.text(st.characters(exclude_categories=()))


@given(any_text)
def test_seeing_twice_is_seeing_once(text):
    assert visible(visible(text)) == visible(text)


@given(any_text)
def test_no_control_sign_is_left_and_everything_can_be_stored(text):
    shown = visible(text)
    shown.encode("utf-8")
    assert not [sign for sign in shown if unicodedata.category(sign) == "Cc" and sign not in "\n\t"]
    assert not [
        sign for sign in shown if unicodedata.bidirectional(sign) in {"LRE", "RLE", "LRO", "RLO", "PDF"}
    ]
    assert len(shown.splitlines()) == len(shown.removesuffix("\n").split("\n")) or not shown


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs", "M", "So"))))
def test_ordinary_text_in_any_script_stays_as_it_is(text):
    assert visible(text) == text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("room 12\r\nfloor 2\rend", "room 12\nfloor 2\nend"),
        ("a\x00b", "a␀b"),
        ("a\x1b[31mb", "a␛[31mb"),
        ("a\x7fb", "a␡b"),
        ("plate \u202eDC-BA-12", "plate [U+202E]DC-BA-12"),
        ("a\u0085b\u2028c", "a[U+0085]b[U+2028]c"),
        ("half \ud83d sign", "half [U+D83D] sign"),
        ("\ufeffhello", "[U+FEFF]hello"),
        ("tab\tstays", "tab\tstays"),
        ("می‌خواهم", "می‌خواهم"),
        ("👩‍👧", "👩‍👧"),
    ],
)
def test_what_becomes_of_single_signs(typed, shown):
    assert visible(typed) == shown
