"""Identifiers in what was typed: in every field, with the place where they stand, and a token where they
link.
"""

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from seinhuis.desk.reports import finding
from seinhuis.desk.reports.content import TEXT_FIELDS
from seinhuis.desk.reports.contracts import LINKING_KINDS, ReportContent
from seinhuis.desk.reports.selectors import open_report
from seinhuis.desk.vault.api import records_with

ORGANISATION = uuid4()


def test_every_field_is_searched_and_the_place_is_kept():
    content = ReportContent(**{name: f"in {name} staat 06 12345678" for name in TEXT_FIELDS})
    found = [each for each in finding.find_in_content(content) if each.kind == "phone"]
    assert [each.source for each in found] == list(TEXT_FIELDS)
    for each in found:
        assert getattr(content, each.source)[each.start : each.end] == each.raw == "06 12345678"


def test_the_same_number_written_differently_meets(house):
    one = house.report(story="bel 06 12345678")
    two = house.report(identifiers="+31 6 1234 5678")
    token = open_report(one.report, viewer=house.analyst).identifiers[0].token
    assert {hit.record for hit in records_with([token], organisation=house.card.id)} == {
        one.report,
        two.report,
    }


def test_two_organisations_have_different_tokens(house, other_house):
    tokens = {
        open_report(each.report(story="06 12345678").report, viewer=each.analyst).identifiers[0].token
        for each in (house, other_house)
    }
    assert len(tokens) == 2


def test_what_does_not_link_gets_no_token(house):
    opened = open_report(
        house.report(story="een meisje van 15 jaar, 06 12345678").report, viewer=house.analyst
    )
    for each in opened.identifiers:
        assert bool(each.token) == (each.kind in LINKING_KINDS)
    assert any(each.kind == "age" for each in opened.identifiers)


def test_a_hidden_way_of_writing_is_kept_and_sealed(house):
    opened = open_report(
        house.report(story="bel nul zes 12345678 of 06 87654321").report, viewer=house.analyst
    )
    assert [each.obfuscated for each in opened.identifiers if each.kind == "phone"] == [True, False]


def test_rows_sealed_before_it_was_kept_are_not_hidden():
    row = ["phone", "nul zes 12345678", "+31612345678", "story", 0, 16, 0.8]
    (found,) = finding.from_json([row], organisation=ORGANISATION)
    assert not found.obfuscated
    assert found.token


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_whatever_is_typed_the_finds_stand_where_they_say(text):
    for each in finding.find_in_text(text, source="story"):
        assert text[each.start : each.end] == each.raw
        assert (
            finding.from_json(finding.to_json([each]), organisation=ORGANISATION)[0].canonical
            == each.canonical
        )
