"""The stated rules for urgency: each applies where it says, explains itself, and is no sum."""

import pytest

from seinhuis.desk.reports.contracts import Danger, FoundIdentifier, ReportContent, ReporterKind, Urgency
from seinhuis.desk.reports.urgency import NOTHING_YET, RULES, propose_urgency, reason_text


def found(kind, canonical):
    return FoundIdentifier(kind, canonical, canonical, "story", 0, len(canonical), 0.9)


CASES = [
    ({"danger": Danger.YES}, [], Urgency.U0, "danger_now"),
    ({"reporter_kind": ReporterKind.YOUNG_PERSON}, [], Urgency.U1, "young_person_reports"),
    ({"age_band": "under_12"}, [], Urgency.U1, "child_under_12"),
    ({"age_band": "12_15", "signals": ("R12",)}, [], Urgency.U1, "minor_brought_and_fetched"),
    ({"signals": ("R12",)}, [found("age", "15")], Urgency.U1, "minor_brought_and_fetched"),
    ({"age_band": "16_17", "signals": ("R01",)}, [], Urgency.U1, "minor_and_stay"),
    ({"signals": ("C06", "C01")}, [], Urgency.U1, "minor_and_stay"),
    ({"age_band": "16_17", "signals": ("Y05",)}, [], Urgency.U1, "minor_harmed"),
    ({"age_band": "16_17", "signals": ("Y09", "Y13")}, [], Urgency.U1, "minor_with_trafficker"),
    ({"age_band": "16_17", "signals": ("O01",)}, [], Urgency.U1, "minor_advertised"),
    ({"identifiers": "weet ik niet meer"}, [], Urgency.U2, "identifier"),
    ({"story": "bel"}, [found("phone", "+31612345678")], Urgency.U2, "identifier"),
    ({"where": "hotel", "when": "vrijdag"}, [], Urgency.U2, "place_and_time"),
    ({"story": "er klopt iets niet"}, [], Urgency.U3, "more_needed"),
]


@pytest.mark.parametrize(("answers", "identifiers", "urgency", "reason"), CASES)
def test_each_rule_applies_where_it_says(answers, identifiers, urgency, reason):
    proposed, reasons = propose_urgency(ReportContent(**answers), identifiers)
    assert proposed == urgency
    assert reason in reasons


def test_every_rule_has_a_case():
    assert {rule.code for rule in (*RULES, NOTHING_YET)} == {case[3] for case in CASES} | {"not_searched"}


def test_what_could_not_be_searched_is_read_by_a_person():
    assert propose_urgency(ReportContent(story="x"), searched=False) == (Urgency.U2, ("not_searched",))


@pytest.mark.parametrize(
    ("answers", "identifiers"),
    [
        ({"signals": ("R12",)}, []),
        ({"signals": ("R12",), "age_band": "18_plus"}, []),
        ({"signals": ("R12",), "age_band": "18_plus"}, [found("age", "15")]),
        ({"signals": ("R12",)}, [found("age", "18")]),
        ({"signals": ("R12",)}, [found("date", "2026-11-01"), found("amount", "EUR 15.00")]),
        ({"reporter_kind": ReporterKind.YOUNG_PERSON, "age_band": "18_plus"}, []),
        ({"danger": Danger.UNSURE}, []),
    ],
)
def test_without_a_minor_or_danger_nothing_is_same_day(answers, identifiers):
    assert propose_urgency(ReportContent(**answers), identifiers)[0] >= Urgency.U2


def test_the_most_urgent_class_is_proposed_with_all_its_reasons_and_no_others():
    content = ReportContent(age_band="under_12", signals=("R12", "R01", "Y05"), where="hotel", when="nu")
    urgency, reasons = propose_urgency(content)
    assert urgency == Urgency.U1
    assert set(reasons) == {"child_under_12", "minor_brought_and_fetched", "minor_and_stay", "minor_harmed"}


def test_more_signals_of_one_rule_do_not_add_up():
    one = propose_urgency(ReportContent(age_band="16_17", signals=("R01",)))
    many = propose_urgency(ReportContent(age_band="16_17", signals=("R01", "R03", "R04", "R06")))
    assert one == many


def test_every_rule_explains_itself_in_both_languages():
    for rule in (*RULES, NOTHING_YET):
        dutch, english = reason_text(rule.code, "nl"), reason_text(rule.code, "en")
        assert dutch != english
        assert dutch.endswith(".")
        assert english.endswith(".")
        assert "loverboy" not in (dutch + english).lower()


def test_a_code_of_another_version_is_shown_and_not_dropped():
    assert reason_text("rule_of_next_year", "nl") == "rule_of_next_year"
