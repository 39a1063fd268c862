"""Persons by role with what was stated, and identifiers with whose they are."""

import pytest

from seinhuis.desk.dossiers.actions.identifiers import (
    add_identifiers,
    assign_identifier,
    take_over_identifiers,
)
from seinhuis.desk.dossiers.actions.persons import add_person, add_statement
from seinhuis.desk.dossiers.actions.withdrawing import Thing, withdraw
from seinhuis.desk.dossiers.api import add_sources, open_dossier
from seinhuis.desk.dossiers.contracts import Attribute, PersonRole
from seinhuis.desk.dossiers.suggestions import offered_identifiers
from seinhuis.desk.kernel.errors import NotFound, Refused


@pytest.fixture
def person(house, report, dossier):
    stated = {Attribute.AGE: "ongeveer 15", Attribute.NAME: "Anna", Attribute.SEX: " "}
    return add_person(
        dossier, viewer=house.analyst, role=PersonRole.YOUNG_PERSON, attributes=stated, report=report
    )


def test_a_person_has_only_what_was_stated(house, report, dossier, person):
    kept = open_dossier(dossier, viewer=house.analyst).persons[0]
    assert (kept.id, kept.number, kept.role) == (person, 1, PersonRole.YOUNG_PERSON)
    assert set(kept.attributes) == {("age", "ongeveer 15"), ("name", "Anna")}
    assert {each.report for each in kept.statements} == {report}


def test_no_attribute_is_about_origin_or_clothing():
    words = ("nation", "ethn", "origin", "cloth", "religion", "race")
    assert not any(word in code for code in Attribute for word in words)


def test_a_statement_is_followed_and_the_earlier_one_stays(house, report, dossier, person):
    first = next(
        each
        for each in open_dossier(dossier, viewer=house.analyst).persons[0].statements
        if each.code == "age"
    )
    add_statement(
        dossier,
        person,
        viewer=house.analyst,
        code=Attribute.AGE,
        text="16",
        report=report,
        supersedes=first.id,
    )
    kept = open_dossier(dossier, viewer=house.analyst).persons[0]
    assert ("age", "16") in kept.attributes
    assert ("age", "ongeveer 15") not in kept.attributes
    assert any(each.text == "ongeveer 15" and each.superseded_by for each in kept.statements)
    with pytest.raises(Refused):
        add_statement(
            dossier, person, viewer=house.analyst, code=Attribute.AGE, text="17", supersedes=first.id
        )


def test_two_sources_may_say_different_things(house, dossier, person):
    other = house.report(story="Zij zei 17 te zijn").report
    add_sources(dossier, [other], viewer=house.analyst)
    add_statement(dossier, person, viewer=house.analyst, code=Attribute.AGE, text="17", report=other)
    ages = [
        text
        for code, text in open_dossier(dossier, viewer=house.analyst).persons[0].attributes
        if code == "age"
    ]
    assert sorted(ages) == ["17", "ongeveer 15"]


def test_a_source_of_a_statement_is_a_source_of_the_dossier(house, dossier, person):
    other = house.report(story="Iets anders").report
    with pytest.raises(NotFound):
        add_statement(dossier, person, viewer=house.analyst, code=Attribute.AGE, text="17", report=other)


def test_the_source_of_a_statement_is_chosen_never_assumed(report, dossier, desk, address):
    page = desk.post(address("add_person"), {"role": "suspect", "nickname": "Kees", "report": ""})
    assert page.status_code == 422
    assert "Kees" in page.content.decode()


def test_an_identifier_is_taken_over_with_every_way_it_was_written(house, dossier):
    other = house.report(story="Bel 06-12 34 56 78 na acht uur", identifiers="").report
    add_sources(dossier, [other], viewer=house.analyst)
    (offered,) = offered_identifiers(dossier, viewer=house.analyst)
    assert "12345678" not in offered.code
    take_over_identifiers(dossier, viewer=house.analyst, suggestions=[offered.code])
    (kept,) = open_dossier(dossier, viewer=house.analyst).identifiers
    assert (kept.kind, kept.canonical) == ("phone", "+31612345678")
    assert set(kept.raws) == {"06 12345678", "06-12 34 56 78"}
    assert len(kept.sources) == 2
    assert offered_identifiers(dossier, viewer=house.analyst) == []
    with pytest.raises(NotFound):
        take_over_identifiers(dossier, viewer=house.analyst, suggestions=[offered.code])


def test_a_report_that_comes_later_adds_its_way_of_writing(house, dossier):
    (offered,) = offered_identifiers(dossier, viewer=house.analyst)
    take_over_identifiers(dossier, viewer=house.analyst, suggestions=[offered.code])
    other = house.report(story="Bel 06-12 34 56 78").report
    add_sources(dossier, [other], viewer=house.analyst)
    (again,) = offered_identifiers(dossier, viewer=house.analyst)
    take_over_identifiers(dossier, viewer=house.analyst, suggestions=[again.code])
    (kept,) = open_dossier(dossier, viewer=house.analyst).identifiers
    assert len(kept.raws) == len(kept.sources) == 2
    assert len(open_dossier(dossier, viewer=house.analyst).history.identifiers) == 1


def test_an_identifier_by_hand_gets_its_canonical_form(house, dossier, person):
    add_identifiers(dossier, viewer=house.analyst, text="zijn nummer is 06 8765 4321", person=person)
    (kept,) = open_dossier(dossier, viewer=house.analyst).identifiers
    assert (kept.canonical, kept.raws, kept.sources, kept.person) == (
        "+31687654321",
        ("06 8765 4321",),
        (),
        person,
    )
    with pytest.raises(Refused):
        add_identifiers(dossier, viewer=house.analyst, text="0687654321")


@pytest.mark.parametrize("text", ["niets hier", "ongeveer 15 jaar", "   "])
def test_what_is_no_identifier_is_refused(house, dossier, text):
    with pytest.raises(Refused):
        add_identifiers(dossier, viewer=house.analyst, text=text)


def test_whose_it_is_can_change_and_what_was_said_stays(house, dossier, person):
    (first,) = add_identifiers(dossier, viewer=house.analyst, text="06 87654321")
    second = assign_identifier(dossier, first, viewer=house.analyst, person=person)
    opened = open_dossier(dossier, viewer=house.analyst)
    assert [(each.id, each.person) for each in opened.identifiers] == [(second, person)]
    assert [(each.id, each.person, each.superseded_by) for each in opened.history.identifiers] == [
        (first, None, second)
    ]
    assign_identifier(dossier, second, viewer=house.analyst, person=None)
    with pytest.raises(NotFound):
        assign_identifier(dossier, first, viewer=house.analyst, person=person)


def test_the_pages_of_persons_and_identifiers(house, report, dossier, desk, address):
    sent = desk.post(address("add_person"), {"role": "suspect", "report": str(report), "nickname": "Kees"})
    assert sent.url == address("dossier") + "#persons"
    person = open_dossier(dossier, viewer=house.analyst).persons[0]
    html = desk.get(address("dossier")).content.decode()
    assert "Persoon 1 (Verdachte)" in html
    assert "Kees" in html
    state = address("replace_statement", person.id, person.statements[0].id)
    assert "Kees" in desk.get(state).content.decode()
    assert desk.post(state, {"code": "nickname", "text": "Cees", "report": "own"}).status_code == 302
    offered = desk.get(address("add_identifiers")).content.decode()
    code = offered.split('name="suggestion" value="')[1].split('"')[0]
    assert desk.post(address("take_over"), {"suggestion": code}).url == address("dossier") + "#identifiers"
    identifier = open_dossier(dossier, viewer=house.analyst).identifiers[0]
    assert desk.post(address("assign", identifier.id), {"person": str(person.id)}).status_code == 302
    html = desk.get(address("dossier")).content.decode()
    assert "Cees" in html
    assert "+31612345678" in html
    assert desk.post(address("add_identifiers"), {"text": "niets", "person": ""}).status_code == 422


def test_withdrawing_a_person_waits_for_their_identifiers(house, dossier, person):
    (number,) = add_identifiers(dossier, viewer=house.analyst, text="06 87654321", person=person)
    with pytest.raises(Refused):
        withdraw(dossier, Thing.PERSON, person, viewer=house.analyst, reason="Verkeerd")
    assign_identifier(dossier, number, viewer=house.analyst, person=None)
    withdraw(dossier, Thing.PERSON, person, viewer=house.analyst, reason="Verkeerd")
    opened = open_dossier(dossier, viewer=house.analyst)
    assert opened.persons == ()
    assert opened.history.persons[0].withdrawn.reason == "Verkeerd"
