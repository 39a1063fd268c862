"""What stands on the pages: plain strings for the template, which knows no rules, only places."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from seinhuis.engine.evidence.contracts import (
    CustodyStep,
    PackageContent,
    PackageExhibit,
    PackageFact,
    PackageIdentifier,
    PackagePerson,
)
from seinhuis.engine.evidence.dossier import timeline
from seinhuis.engine.evidence.dossier.glyphs import FAMILIES, MONOSPACED
from seinhuis.engine.evidence.wording import Wording

Part = dict[str, Any]


@dataclass(frozen=True)
class Surroundings:
    """What the pages say about the package around them."""

    wording: Wording
    fingerprint: str
    custody: Sequence[CustodyStep]
    commands: Sequence[str]
    exhibit_paths: Sequence[str]
    stamped: bool


def arrange(content: PackageContent, around: Surroundings) -> Part:
    """Everything the template needs, as JSON can carry it."""
    wording = around.wording
    return {
        "words": wording.section("page"),
        "language": wording.language,
        "families": list(FAMILIES),
        "monospaced": list(MONOSPACED),
        "date": [content.made_at.year, content.made_at.month, content.made_at.day],
        "cover": _cover(content, around),
        "summary": content.summary,
        "facts": [_fact(fact, wording) for fact in content.facts],
        "grades": _grades(wording),
        "persons": [_person(person, wording) for person in content.persons],
        "identifiers": _identifiers(content, wording),
        "timeline": _timeline(content.facts, wording),
        "exhibits": [
            _exhibit(*pair, wording) for pair in zip(content.exhibits, around.exhibit_paths, strict=True)
        ],
        "sources": [
            [source.reference, wording.day(source.received_on), wording.named("consents", source.consent)]
            for source in content.sources
        ],
        "custody": [
            [str(number), wording.written_day(step.when), step.who, step.action, step.subject]
            for number, step in enumerate(around.custody, start=1)
        ],
        "check": {"commands": list(around.commands), "stamped": around.stamped},
    }


def all_texts(part: Any) -> Iterator[str]:
    """Every text in a structure."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, (dict, list)):
        for value in part.values() if isinstance(part, dict) else part:
            yield from all_texts(value)


def map_texts(part: Any, change: Callable[[str], str]) -> Any:
    """The same structure with every text in it changed."""
    if isinstance(part, str):
        return change(part)
    if isinstance(part, dict):
        return {key: map_texts(value, change) for key, value in part.items()}
    return [map_texts(value, change) for value in part] if isinstance(part, list) else part


def _cover(content: PackageContent, around: Surroundings) -> Part:
    return {
        "reference": content.reference,
        "title": content.title,
        "organisation": content.organisation,
        "contact": content.contact,
        "recipient": content.recipient,
        "purpose": content.purpose,
        "legal_ground": content.legal_ground,
        "licence": content.licence_reference,
        "consent": content.consent_statement,
        "marking": content.marking,
        "signed_by": content.signed_by,
        "signed_role": content.signed_role,
        "made_at": around.wording.moment(content.made_at),
        "fingerprint": around.fingerprint,
        "address": content.acknowledge_address,
        "code": content.acknowledge_code,
    }


def _fact(fact: PackageFact, wording: Wording) -> Part:
    return {
        "number": str(fact.number),
        "when": _when(fact, wording),
        "text": fact.text,
        "passage": fact.passage,
        "source": fact.source,
        "grade": f"{fact.source_grade}{fact.information_grade}",
        "grade_words": [
            wording.named("source_grades", fact.source_grade),
            wording.named("information_grades", fact.information_grade),
        ],
    }


def _when(fact: PackageFact, wording: Wording) -> str:
    parts = [wording.written_day(fact.happened_on), fact.happened_text]
    return " – ".join(part for part in parts if part)


def _grades(wording: Wording) -> Part:
    return {
        name: [list(pair) for pair in wording.section(name).items()]
        for name in ("source_grades", "information_grades")
    }


def _person(person: PackagePerson, wording: Wording) -> Part:
    return {
        "number": str(person.number),
        "role": wording.named("roles", person.role),
        "attributes": [[wording.named("attributes", code), text] for code, text in person.attributes],
    }


def _identifiers(content: PackageContent, wording: Wording) -> list[Part]:
    persons = {person.id: person for person in content.persons}
    return [_identifier(identifier, persons, wording) for identifier in content.identifiers]


def _identifier(identifier: PackageIdentifier, persons: dict[str, PackagePerson], wording: Wording) -> Part:
    person = persons.get(identifier.person or "")
    role = wording.named("roles", person.role).lower() if person else ""
    return {
        "kind": wording.named("kinds", identifier.kind),
        "canonical": identifier.canonical,
        "raws": [raw for raw in identifier.raws if raw != identifier.canonical],
        "sources": ", ".join(identifier.sources),
        "person": f"{person.number} ({role})" if person else "",
    }


def _timeline(facts: Sequence[PackageFact], wording: Wording) -> Part:
    found = timeline.marks(facts)
    by_number = {fact.number: fact for fact in facts}
    dated = {mark.number for mark in found}
    drawn = timeline.drawing(found, wording)
    alt = drawn and wording.text(
        "page", "timeline_alt", first=drawn["first"], last=drawn["last"], count=len(found)
    )
    return {
        "drawing": drawn,
        "alt": alt,
        "rows": [
            [_when(by_number[mark.number], wording), str(mark.number), by_number[mark.number].text]
            for mark in found
        ],
        "undated": [
            [_when(fact, wording), str(fact.number), fact.text] for fact in facts if fact.number not in dated
        ],
    }


def _exhibit(exhibit: PackageExhibit, path: str, wording: Wording) -> Part:
    day = wording.day(exhibit.added_on) if exhibit.added_on else ""
    return {
        "number": f"{exhibit.number:03d}",
        "name": exhibit.name,
        "path": path,
        "media_type": exhibit.media_type,
        "size": f"{len(exhibit.data):,}".replace(",", "\u202f"),
        "sha256": exhibit.sha256,
        "description": exhibit.description,
        "added": ", ".join(part for part in (day, exhibit.added_by) if part),
    }
