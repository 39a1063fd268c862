"""A list shows how a text begins: whole words, and dots only where it goes on."""

from types import SimpleNamespace
from uuid import UUID

import pytest

from seinhuis.desk.traces.corpus.shown import OPENING, shown_record

WORDS = "vier " * 60  # 300 signs


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("", ""),
        (WORDS[:OPENING], WORDS[:OPENING]),
        (WORDS[: OPENING + 1], f"{WORDS[:OPENING].rstrip()} …"),
        (f"{WORDS[: OPENING - 2]}woord", f"{WORDS[: OPENING - 5].rstrip()} …"),
        ("a" * 300, f"{'a' * OPENING} …"),
    ],
)
def test_an_opening(text, opening):
    seen = {"record": "bord:1", "source": "bord", "month": "2026-11", "day": None, "place": None}
    for known in ({"text": text}, {"opening": text[: OPENING + 1]}):
        assert shown_record(SimpleNamespace(**seen, **known), UUID(int=1), None).opening == opening
