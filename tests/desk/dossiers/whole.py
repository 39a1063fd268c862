"""A dossier with one of everything, each text starting with a word of its own."""

from seinhuis.desk.dossiers.actions.dossiers import set_heading
from seinhuis.desk.dossiers.actions.exhibits import remove_and_refer
from seinhuis.desk.dossiers.actions.withdrawing import Thing, withdraw
from seinhuis.desk.dossiers.api import (
    NewFact,
    add_exhibit,
    add_fact,
    add_identifiers,
    add_note,
    add_person,
    create_dossier,
)
from seinhuis.desk.dossiers.contracts import Attribute, PersonRole, Referral

PLACES = (
    "title",
    "summary",
    "fact",
    "passage",
    "when",
    "name_of_person",
    "nickname",
    "identifier",
    "file_name",
    "file_text",
    "file_about",
    "note",
    "why",
    "removal",
    "earlier_title",
)


def words(make):
    """The text for every place where somebody can type."""
    return {place: make(place) for place in PLACES}


def whole_dossier(house, text):
    """Make it, and return its id, the report's, and the ids of its parts."""
    viewer = house.analyst
    report = house.report(story=f"Gezien: {text['passage']}", identifiers=text["identifier"]).report
    dossier = create_dossier(viewer=viewer, title=text["earlier_title"], reports=[report])
    set_heading(dossier, viewer=viewer, title=text["title"], summary=text["summary"], seen=1)
    fact = add_fact(
        dossier,
        NewFact(
            text["fact"],
            report=report,
            passage_field="story",
            passage=text["passage"],
            happened_text=text["when"],
            happened_on="2026-05",
        ),
        viewer=viewer,
    )
    stated = {Attribute.NAME: text["name_of_person"], Attribute.NICKNAME: text["nickname"]}
    person = add_person(dossier, viewer=viewer, role=PersonRole.SUSPECT, attributes=stated, report=report)
    (identifier,) = add_identifiers(dossier, viewer=viewer, text=text["identifier"], person=person)
    exhibit = add_exhibit(
        dossier,
        viewer=viewer,
        name=text["file_name"],
        data=text["file_text"].encode(),
        description=text["file_about"],
    )
    removed = add_exhibit(dossier, viewer=viewer, name=text["file_name"], data=b"weg")
    remove_and_refer(dossier, removed, viewer=viewer, referral=Referral.POLICE, reason=text["removal"])
    note = add_note(dossier, viewer=viewer, text=text["note"])
    again = NewFact(text["fact"], report=report, passage_field="story", passage=text["passage"])
    withdraw(dossier, Thing.FACT, add_fact(dossier, again, viewer=viewer), viewer=viewer, reason=text["why"])
    return {
        "dossier": dossier,
        "report": report,
        "fact": fact,
        "person": person,
        "identifier": identifier,
        "exhibit": exhibit,
        "note": note,
    }
