import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.identifiers.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("０６－１２", "06-12"),
        ("0️⃣6️⃣", "06"),
        ("①②٣४𝟝", "12345"),
        ("ｋｅｅｓ＠ｇｍａｉｌ．ｃｏｍ", "kees@gmail.com"),
        ("a\u200bb\u00adc\ufeffd", "abcd"),
        ("“x” ‘y’ – z…", "\"x\" 'y' - z…"),
        ("6\u03365", "65"),
        ("é ñ ü", "é ñ ü"),
        ("İstanbul", "İstanbul"),
    ],
)
def test_folded(text, folded):
    assert fold(text).text == folded


def test_the_way_back():
    folded = fold("bel 0️⃣6️⃣ nu")
    assert folded.text == "bel 06 nu"
    assert folded.original[slice(*folded.span(4, 6))] == "0️⃣6️⃣"
    assert folded.original[slice(*folded.span(5, 6))] == "6️⃣"
    assert folded.original[slice(*folded.span(7, 9))] == "nu"


def test_disguise_is_told_from_typography():
    assert fold("０６").disguised(0, 2)
    assert fold("0\u200b6").disguised(0, 2)
    assert not fold("06\u00a0–").disguised(0, 4)
    assert not fold("bel 06 é").disguised(4, 6)


@given(st.text(st.characters(exclude_categories=())))
def test_lower_case_has_the_same_length_and_every_span_is_inside(text):
    folded = fold(text)
    assert len(folded.lower) == len(folded.text)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)


def test_an_html_entity_is_its_sign_and_the_way_back_holds_all_of_it():
    text = "x&nbsp;kees&#64;é&#x2e;nl &amp; R&D &onzin; &#0;"
    folded = fold(text)
    assert folded.text[: len("x kees@é.nl & R&D &onzin;")] == "x kees@é.nl & R&D &onzin;"
    at = folded.text.index("@")
    assert text[slice(*folded.span(at, at + 1))] == "&#64;"
    assert text[slice(*folded.span(2, 6))] == "kees"
    assert folded.disguised(2, at + 1)
    assert not folded.disguised(0, 4)
