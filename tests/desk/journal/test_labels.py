"""Every action that the house writes has words."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

import seinhuis.desk
from seinhuis.desk.journal.labels import ACTIONS, action_label

DESK = Path(seinhuis.desk.__file__).parent
WRITERS = {"journal", "record", "record_many"}


def codes_in(tree):
    """The action codes in calls that write to the journal: every text of the form "station.what_happened"."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "id", getattr(call.func, "attr", ""))
        if name in WRITERS:
            for node in ast.walk(call):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
                    yield node.value


def written():
    trees = [ast.parse(path.read_text()) for path in DESK.rglob("*.py") if "migrations" not in path.parts]
    return sorted({code for tree in trees for code in codes_in(tree)})


def test_the_codes_are_found():
    assert {"report.received", "report.read", "handover.sent", "report.imported"} <= set(written())


@pytest.mark.parametrize("code", written())
def test_an_action_has_words(code):
    if code.endswith("."):
        assert [known for known in ACTIONS if known.startswith(code)]
    else:
        assert code in ACTIONS


def test_words_are_in_both_languages_and_an_unknown_code_stays_a_code():
    with translation.override("nl"):
        assert action_label("report.read") == "Melding gelezen"
    with translation.override("en"):
        assert action_label("report.read") == "Report read"
    assert action_label("station.later") == "station.later"
