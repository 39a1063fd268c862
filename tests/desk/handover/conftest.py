"""A dossier that can be handed over, a recipient whose key was confirmed, and somebody who walks."""

from dataclasses import dataclass

import pytest

from seinhuis.desk.dossiers.api import (
    Attribute,
    NewFact,
    PersonRole,
    add_fact,
    add_identifiers,
    add_person,
    create_dossier,
    set_heading,
)
from seinhuis.desk.handover.api import (
    Profile,
    add_recipient,
    confirm_recipient_key,
    start_handover,
)
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.reports.api import Consent
from seinhuis.engine.evidence.seal import generate_age_identity
from tests.desk.handover.walking import Walk
from tests.engine.evidence.conftest import authority, authority_server  # noqa: F401 - fixtures

STORY = "Ik zag vanuit mijn raam dat een meisje van ongeveer 15 drie keer werd gebracht en gehaald, kamer 12."
PASSAGE = "een meisje van ongeveer 15 drie keer werd gebracht"


@dataclass(frozen=True)
class Made:
    """A dossier and the reports under it."""

    id: object
    reports: tuple


@dataclass(frozen=True)
class Known:
    """A recipient and the secret half of their key."""

    id: object
    identity: str
    public: str


def make_dossier(house, consents=(Consent.POLICE_AND_CARE,), viewer=None):
    viewer = viewer or house.analyst
    reports = tuple(
        house.report(
            story=f"{STORY} Bron {number}.", identifiers=f"06 1234567{number}", consent=consent
        ).report
        for number, consent in enumerate(consents, start=1)
    )
    dossier = create_dossier(viewer=viewer, title="Gebracht en gehaald", reports=reports)
    set_heading(dossier, viewer=viewer, title="Gebracht en gehaald", summary="Drie keer gezien.", seen=1)
    for number, report in enumerate(reports, start=1):
        fact = NewFact(
            text=f"Iemand bracht een meisje, bron {number}",
            report=report,
            passage_field="story",
            passage=PASSAGE,
            happened_on="2026-11-20",
        )
        add_fact(dossier, fact, viewer=viewer)
    add_person(
        dossier,
        viewer=viewer,
        role=PersonRole.YOUNG_PERSON,
        attributes={Attribute.AGE: "ongeveer 15", Attribute.NICKNAME: "Sterretje"},
        report=reports[0],
    )
    add_identifiers(dossier, viewer=viewer, text="06 98765432")
    return Made(dossier, reports)


def make_recipient(house, profile=Profile.POLICE, confirmed=True):
    identity, public = generate_age_identity()
    coordinator = house.viewer(Role.COORDINATOR)
    number = add_recipient(
        viewer=coordinator, profile=profile, name="Team Noord", contact="0900 8844", age_recipient=public
    )
    if confirmed:
        confirm_recipient_key(number, viewer=coordinator, spoken_with="R. de Vries")
    return Known(number, identity, public)


@pytest.fixture
def dossier(house):
    return make_dossier(house)


@pytest.fixture
def police(house):
    return make_recipient(house)


@pytest.fixture
def walk(house, dossier, police):
    handover = start_handover(dossier.id, viewer=house.analyst, recipient=police.id)
    return Walk(house.log_in(), handover)
