"""The two dossiers of the demo: one that left the house, and one in the making."""

from collections.abc import Iterable
from dataclasses import dataclass

from seinhuis.desk.dossiers.api import (
    Attribute,
    InformationGrade,
    NewFact,
    PersonRole,
    SourceGrade,
    add_fact,
    add_identifiers,
    add_note,
    add_person,
    create_dossier,
    set_heading,
)
from seinhuis.site.demo.scene import Scene

HOTEL, VAN = "hotel", "van"
HOTEL_TITLE = "Hotel Het Anker, kamer 12"
HOTEL_SUMMARY = (
    "Een meisje van ongeveer 15 werd herhaald gebracht en gehaald in kamer 12. "
    "Drie meldingen noemen hetzelfde nummer."
)


@dataclass(frozen=True)
class DemoFact:
    """A fact, the report and the passage it rests on, its grades, and how many days ago it happened."""

    report: str
    text: str
    passage: str
    source: SourceGrade
    information: InformationGrade
    days_ago: int | None = None


HOTEL_FACTS = (
    DemoFact(
        "anker-receptie",
        "Een meisje van ongeveer 15 werd op een avond drie keer gebracht en gehaald, kamer 12.",
        "werd op een avond drie keer gebracht en gehaald, kamer 12",
        SourceGrade.B,
        InformationGrade.PROBABLY_TRUE,
        42,
    ),
    DemoFact(
        "anker-receptie",
        "De man die boekte betaalde contant en wilde een kamer aan de achterkant.",
        "De man die boekte betaalde contant",
        SourceGrade.B,
        InformationGrade.PROBABLY_TRUE,
        42,
    ),
    DemoFact(
        "anker-buur",
        "Bij het hotel wacht vaak een grijze bus.",
        "Er staat vaak een grijze bus te wachten",
        SourceGrade.C,
        InformationGrade.POSSIBLY_TRUE,
    ),
    DemoFact(
        "anker-klant",
        "Zij leek hooguit 16 en was overstuur.",
        "hooguit 16, en was overstuur",
        SourceGrade.D,
        InformationGrade.POSSIBLY_TRUE,
        30,
    ),
)
VAN_FACTS = (
    DemoFact(
        "park-bus",
        "Elke vrijdag staat er een grijze bestelbus bij het park achter het station.",
        "Elke vrijdag staat er een grijze bestelbus",
        SourceGrade.C,
        InformationGrade.PROBABLY_TRUE,
    ),
    DemoFact(
        "neighbour-car",
        "Er stappen jongeren in.",
        "Young people get in",
        SourceGrade.C,
        InformationGrade.POSSIBLY_TRUE,
    ),
)


def make_hotel_dossier(scene: Scene) -> None:
    """Three reports about one hotel room become a dossier that is ready to leave."""
    sanne, desk = scene.viewer("sanne"), scene.report("anker-receptie")
    reports = [desk, scene.report("anker-buur"), scene.report("anker-klant")]
    dossier = create_dossier(viewer=sanne, title=HOTEL_TITLE, reports=reports)
    scene.dossiers[HOTEL] = dossier
    set_heading(dossier, viewer=sanne, title=HOTEL_TITLE, summary=HOTEL_SUMMARY, seen=1)
    _add_facts(scene, HOTEL, HOTEL_FACTS)
    girl = {Attribute.AGE: "ongeveer 15, volgens een ander hooguit 16"}
    add_person(dossier, viewer=sanne, role=PersonRole.YOUNG_PERSON, attributes=girl, report=desk)
    man = {Attribute.AGE: "rond de dertig", Attribute.APPEARANCE: "kort van stuk"}
    suspect = add_person(dossier, viewer=sanne, role=PersonRole.SUSPECT, attributes=man, report=desk)
    add_identifiers(dossier, viewer=sanne, text="06-12345601", person=suspect)
    add_note(
        dossier, viewer=sanne, text="Hotel is bereid camerabeelden te bewaren als de politie erom vraagt."
    )


def make_van_dossier(scene: Scene) -> None:
    """A dossier in the making: the grey van that comes on Fridays."""
    sanne = scene.viewer("sanne")
    reports = [scene.report(key) for key in ("park-bus", "neighbour-car", "oude-bekende")]
    scene.dossiers[VAN] = create_dossier(
        viewer=sanne, title="Grijze bus bij het park, 12-KXB-3", reports=reports
    )
    _add_facts(scene, VAN, VAN_FACTS)
    add_identifiers(scene.dossiers[VAN], viewer=sanne, text="12-KXB-3")


def _add_facts(scene: Scene, dossier: str, facts: Iterable[DemoFact]) -> None:
    for fact in facts:
        new = NewFact(
            text=fact.text,
            report=scene.report(fact.report),
            passage_field="story",
            passage=fact.passage,
            source_grade=fact.source,
            information_grade=fact.information,
            happened_on="" if fact.days_ago is None else scene.day(-fact.days_ago).isoformat(),
        )
        add_fact(scene.dossiers[dossier], new, viewer=scene.viewer("sanne"))
