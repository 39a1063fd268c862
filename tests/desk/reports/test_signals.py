"""The signal catalogue: complete, in two languages, stable codes, no signal on who somebody is."""

import re

import pytest

from seinhuis.desk.reports.signal_texts_en import TEXTS as ENGLISH
from seinhuis.desk.reports.signal_texts_nl import TEXTS as DUTCH
from seinhuis.desk.reports.signals import CATALOGUE, SIGNALS, Setting, signal_text, signals_of

CODES = (
    [f"Y{n:02}" for n in range(1, 14)]
    + [f"R{n:02}" for n in range(1, 15)]
    + [f"C{n:02}" for n in range(1, 10)]
    + ["P01", "P02", "P03", "O01"]
)
# B1: short sentences. The longest text of the catalogue stays on two lines of a phone.
LONGEST = 90
FORBIDDEN = re.compile(r"nationali|etnic|ethnic|huid|skin|kleding|cloth|afkomst|origin|loverboy|religi", re.I)


def test_every_code_is_there_and_one_for_something_else():
    assert sorted(SIGNALS) == sorted([*CODES, "X01"])
    assert set(DUTCH) == set(ENGLISH) == set(SIGNALS)


@pytest.mark.parametrize("signal", CATALOGUE, ids=lambda signal: signal.code)
def test_every_text_is_short_and_plain_in_both_languages(signal):
    for language in ("nl", "en"):
        for about_oneself in (False, True):
            text = signal.text(language, about_oneself=about_oneself)
            assert 0 < len(text) <= LONGEST
            assert not FORBIDDEN.search(text)
            assert text == text.strip()
            assert not text.endswith(".")
    assert signal.text("nl") != signal.text("en")


def test_what_a_young_person_may_tick_is_said_to_them():
    for signal in signals_of(Setting.YOUNG_PERSON):
        assert re.search(r"\b(ik|mij|mijn)\b", signal.text("nl", about_oneself=True).lower())
        assert re.search(r"\b(i|me|my)\b", signal.text("en", about_oneself=True).lower())


def test_each_setting_has_its_letter():
    letters = {
        "young_person": "Y",
        "reception": "R",
        "housekeeping": "C",
        "surroundings": "P",
        "online": "O",
        "other": "X",
    }
    for setting, letter in letters.items():
        assert {signal.code[0] for signal in signals_of(Setting(setting))} == {letter}


def test_an_unknown_code_is_shown_and_not_dropped():
    assert signal_text("Z99", "nl") == "Z99"
