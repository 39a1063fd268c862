import pytest

from .finding import Kind, found, nothing, only


@pytest.mark.parametrize(
    "text",
    [
        "06 bel 12 dan 34 mij 56 nu 78",
        "06, open, 12, kamer, 34, huis, 56, bel, 78",
        "06 kamer 1234 station 56 vlakbij 78",
        "0612 rustig 34 gratis 56 contant 78.",
    ],
)
def test_a_word_between_every_two_groups(text):
    assert found(text, Kind.PHONE) == ["+31612345678"]
    assert only(text).obfuscated
    assert only(text).confidence == 0.6


@pytest.mark.parametrize(
    "text",
    [
        "06 uur 12 bussen 34 haltes 56 mensen 78",
        "06 mei 12 juni 34 juli 56 augustus 78",
        "06 keer 12 plus 34 plus 56 plus 78",
        "06 bel 12 dan 34 mij 56 nu",
        "06 bel 12 dan 34 mij 56 nu 78 dan 90",
        "06 bel nu 12 dan nu 34 mij nu 56 nu nu 78",
        "02 bel 12 dan 34 mij 56 nu 78",
        "kamer 106 bel 12 dan 34 mij 56 nu 78",
    ],
)
def test_counting_and_other_rows_are_no_number(text):
    assert nothing(text) or found(text, Kind.PHONE) == []


def test_a_whole_number_in_look_alike_letters():
    assert found("o6 2I37S8SB", Kind.PHONE) == ["+31621375858"]
    assert found("bel O6l285ol58", Kind.PHONE) == ["+31612850158"]
