"""What should not have been there is withdrawn with a reason and stays readable."""

import pytest

from seinhuis.desk.dossiers.actions.persons import add_statement
from seinhuis.desk.dossiers.actions.withdrawing import Thing, withdraw
from seinhuis.desk.dossiers.api import (
    NewFact,
    add_exhibit,
    add_fact,
    add_identifiers,
    add_person,
    add_sources,
    create_dossier,
    open_dossier,
)
from seinhuis.desk.dossiers.contracts import Attribute, PersonRole
from seinhuis.desk.kernel.errors import NotFound, Refused


@pytest.fixture
def things(house, report, dossier):
    """One of everything in the dossier, by what it is: (entry, where it stands, where it is history)."""
    viewer = house.analyst
    fact = NewFact("Gebracht", report=report, passage_field="story", passage="kamer 12")
    person = add_person(dossier, viewer=viewer, role=PersonRole.WITNESS, attributes={Attribute.AGE: "40"})
    return {
        Thing.FACT: (add_fact(dossier, fact, viewer=viewer), "facts"),
        Thing.PERSON: (person, "persons"),
        Thing.IDENTIFIER: (add_identifiers(dossier, viewer=viewer, text="06 87654321")[0], "identifiers"),
        Thing.EXHIBIT: (add_exhibit(dossier, viewer=viewer, name="a.txt", data=b"boeking"), "exhibits"),
    }


@pytest.mark.parametrize("thing", [Thing.FACT, Thing.PERSON, Thing.IDENTIFIER, Thing.EXHIBIT])
def test_what_is_withdrawn_is_history_with_its_reason(house, dossier, things, thing, desk, address):
    entry, place = things[thing]
    url = address("withdraw", thing, entry)
    assert desk.get(url).status_code == 200
    assert desk.post(url, {"reason": " "}).status_code == 422
    assert desk.post(url, {"reason": "Hoort bij een andere zaak"}).status_code == 302
    opened = open_dossier(dossier, viewer=house.analyst)
    assert getattr(opened, place) == ()
    (kept,) = getattr(opened.history, place)
    assert (kept.id, kept.withdrawn.reason) == (entry, "Hoort bij een andere zaak")
    assert "Hoort bij een andere zaak" in desk.get(address("dossier")).content.decode()
    with pytest.raises(Refused):
        withdraw(dossier, thing, entry, viewer=house.analyst, reason="Nog eens")


def test_a_statement_can_be_withdrawn(house, dossier, things):
    person = open_dossier(dossier, viewer=house.analyst).persons[0]
    withdraw(dossier, Thing.STATEMENT, person.statements[0].id, viewer=house.analyst, reason="Niet gezegd")
    (kept,) = open_dossier(dossier, viewer=house.analyst).persons
    assert kept.attributes == ()
    assert kept.statements[0].withdrawn.reason == "Niet gezegd"


def test_a_source_is_withdrawn_only_when_nothing_rests_on_it(house, report, dossier, things):
    viewer = house.analyst
    source = open_dossier(dossier, viewer=viewer).reports[0].entry
    with pytest.raises(Refused):
        withdraw(dossier, Thing.SOURCE, source, viewer=viewer, reason="Verkeerde melding")
    withdraw(dossier, Thing.FACT, things[Thing.FACT][0], viewer=viewer, reason="Verkeerde melding")
    withdraw(dossier, Thing.SOURCE, source, viewer=viewer, reason="Verkeerde melding")
    opened = open_dossier(dossier, viewer=viewer)
    assert (opened.reports, opened.history.reports[0].id) == ((), report)
    assert add_sources(dossier, [report], viewer=viewer) == 1
    assert len(open_dossier(dossier, viewer=viewer).reports) == 1


def test_a_superseded_fact_is_not_withdrawn(house, report, dossier, things):
    first = things[Thing.FACT][0]
    fact = NewFact("Gehaald", report=report, passage_field="story", passage="gehaald")
    add_fact(dossier, fact, viewer=house.analyst, supersedes=first)
    with pytest.raises(Refused):
        withdraw(dossier, Thing.FACT, first, viewer=house.analyst, reason="Te laat")


def test_earlier_versions_of_what_was_withdrawn_stay_readable(house, report, dossier, things, desk, address):
    viewer = house.analyst
    fact = NewFact("Latere versie", report=report, passage_field="story", passage="gehaald")
    later = add_fact(dossier, fact, viewer=viewer, supersedes=things[Thing.FACT][0])
    withdraw(dossier, Thing.FACT, later, viewer=viewer, reason="Toch niet")
    person = open_dossier(dossier, viewer=viewer).persons[0]
    stated = add_statement(
        dossier,
        person.id,
        viewer=viewer,
        code=Attribute.AGE,
        text="ongeveer 45",
        supersedes=person.statements[0].id,
    )
    withdraw(dossier, Thing.STATEMENT, stated, viewer=viewer, reason="Niet gezegd")
    html = desk.get(address("dossier")).content.decode()
    for text in ("Latere versie", "Toch niet", "Gebracht", "ongeveer 45", "Niet gezegd", ">40<"):
        assert text in html


def test_an_exhibit_with_a_fact_on_it_stays(house, dossier, things):
    exhibit = things[Thing.EXHIBIT][0]
    add_fact(dossier, NewFact("Betaald", exhibit=exhibit), viewer=house.analyst)
    with pytest.raises(Refused):
        withdraw(dossier, Thing.EXHIBIT, exhibit, viewer=house.analyst, reason="Weg")


@pytest.mark.parametrize("thing", [Thing.FACT, Thing.PERSON, Thing.IDENTIFIER, Thing.EXHIBIT])
def test_nothing_of_another_dossier_is_withdrawn(house, report, dossier, things, thing):
    other = create_dossier(viewer=house.analyst, title="Ander", reports=[report])
    with pytest.raises(NotFound):
        withdraw(other, thing, things[thing][0], viewer=house.analyst, reason="Verkeerd dossier")
