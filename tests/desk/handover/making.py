"""Dossiers and drafts in memory, for the rules that need no database."""

import datetime
from uuid import UUID, uuid5

from seinhuis.desk.dossiers.api import (
    DossierIdentifier,
    DossierPerson,
    Exhibit,
    Fact,
    OpenedDossier,
    PersonRole,
    SourceReport,
    Statement,
)
from seinhuis.desk.dossiers.contracts import Finding
from seinhuis.desk.handover.contracts import HandoverLine, HandoverState, OverrideGround, RecipientCard
from seinhuis.desk.handover.draft import Draft, Override
from seinhuis.desk.handover.preparing import combine
from seinhuis.desk.handover.selectors import OpenedHandover

DAY = datetime.date(2026, 11, 20)
SPACE = UUID(int=7)


def number(name):
    return uuid5(SPACE, name)


def source(name, consent):
    return SourceReport(number(name), f"R-{name}", DAY, "form", consent)


def fact(report, index, word, **more):
    texts = {"text": f"feit {word} stelling", "passage": f"woorden {word} gezegd", **more}
    return Fact(number(f"fact {word}"), index, report=number(report), source_reference=f"R-{report}", **texts)


def person(index, role, *stated):
    statements = tuple(
        Statement(
            number(f"statement {word}"), code, text, None if report is None else number(report), f"R-{report}"
        )
        for code, text, report, word in ((*each, each[1]) for each in stated)
    )
    attributes = tuple((each.code, each.text) for each in statements)
    return DossierPerson(number(f"person {index}"), index, role, attributes, statements)


def identifier(kind, canonical, *findings, owner=None):
    made = tuple(Finding(raw, number(report) if report else None, "story") for raw, report in findings)
    references = tuple(dict.fromkeys(f"R-{report}" for _, report in findings if report))
    return DossierIdentifier(
        number(canonical), kind, canonical, tuple(raw for raw, _ in findings), references, owner, made
    )


def exhibit(index, name):
    return Exhibit(
        number(f"exhibit {index}"), index, name, "text/plain", 3, "ab" * 32, "omschrijving", DAY, "someone"
    )


def dossier(**parts):
    values = {"title": "titel", "summary": "samenvatting", "opened_on": DAY, **parts}
    return OpenedDossier(number("dossier"), number("organisation"), "D-0000-0000", **values)


def override(by="sam", colleague="noor"):
    return Override(OverrideGround.MINOR_AT_RISK, "reden", colleague, by, "salt")


def prepared(opened, profile, draft=None):
    card = None
    if profile is not None:
        card = RecipientCard(number("recipient"), profile, "age1", True, "Team", confirmed_on=DAY)
    line = HandoverLine(number("handover"), "H-0000-0000", opened.id, HandoverState.DRAFT, DAY, card)
    return combine(OpenedHandover(line, "sam", 0, draft or Draft()), opened)


CHILD = PersonRole.YOUNG_PERSON
