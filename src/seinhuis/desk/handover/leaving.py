"""What leaves once every text has been decided on: the parts of a package without the files; pure."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from uuid import UUID

from seinhuis.desk.dossiers.api import DossierIdentifier, DossierPerson, Exhibit, Fact
from seinhuis.desk.handover.clearing import Clearing
from seinhuis.desk.handover.consent import Selection, SourceConsent
from seinhuis.desk.handover.texts import ANSWERS, GROUNDS
from seinhuis.engine.evidence.contracts import PackageFact, PackageIdentifier, PackagePerson


@dataclass(frozen=True)
class LeavingExhibit:
    """A file that goes along, before it is read."""

    id: UUID
    number: int
    name: str = field(repr=False)
    media_type: str
    size: int
    sha256: str
    description: str = field(default="", repr=False)
    added_on: str = ""
    added_by: str = ""


@dataclass(frozen=True)
class Leaving:
    """The cleared dossier as the recipient will read it."""

    title: str = field(repr=False)
    summary: str = field(repr=False)
    answers: Mapping[str, str] = field(repr=False)
    facts: tuple[PackageFact, ...] = field(repr=False)
    persons: tuple[PackagePerson, ...] = field(repr=False)
    identifiers: tuple[PackageIdentifier, ...] = field(repr=False)
    exhibits: tuple[LeavingExhibit, ...] = field(repr=False)
    sources: tuple[SourceConsent, ...] = field(repr=False)

    @property
    def digest(self) -> str:
        """SHA-256 over everything that leaves."""
        value = json.dumps(asdict(self), sort_keys=True, default=str, ensure_ascii=True)
        return hashlib.sha256(value.encode()).hexdigest()


def leaving(selection: Selection, clearing: Clearing) -> Leaving:
    """Put together what leaves: the cleared wording of what consent lets go."""
    facts = tuple(
        _fact(each, clearing) for each in selection.facts if clearing.leaves(f"fact:{each.id}:text")
    )
    persons = tuple(_person(each, clearing) for each in selection.persons)
    known = {person.id for person in persons}
    identifiers = tuple(
        _identifier(each, clearing, known)
        for each in selection.identifiers
        if clearing.leaves(f"identifier:{each.id}:canonical")
    )
    exhibits = tuple(
        _exhibit(each, clearing)
        for each in selection.dossier.exhibits
        if clearing.leaves(f"exhibit:{each.id}:file")
    )
    answers = {name: clearing.of(f"answer:{name}") for name in (*ANSWERS, *GROUNDS)}
    return Leaving(
        title=clearing.of("title"),
        summary=clearing.of("summary"),
        answers=answers,
        facts=facts,
        persons=persons,
        identifiers=identifiers,
        exhibits=exhibits,
        sources=_sources(selection, facts, persons, identifiers),
    )


def _fact(fact: Fact, clearing: Clearing) -> PackageFact:
    key = f"fact:{fact.id}"
    when = clearing.of(f"{key}:when")
    as_recorded = "\n".join(part for part in (fact.happened_on, fact.happened_text) if part)
    # Own wording about the moment replaces the date as well as the words.
    on, words = (fact.happened_on, fact.happened_text) if when == as_recorded else ("", when)
    return PackageFact(
        id=str(fact.id),
        number=fact.number,
        text=clearing.of(f"{key}:text"),
        source=fact.source_reference,
        passage=clearing.of(f"{key}:passage"),
        source_grade=fact.source_grade,
        information_grade=fact.information_grade,
        happened_on=on,
        happened_text=words,
    )


def _person(person: DossierPerson, clearing: Clearing) -> PackagePerson:
    names = [str(each.id) for each in person.statements] or [str(i) for i in range(len(person.attributes))]
    cleared = [
        (code, clearing.of(f"person:{person.id}:{name}"))
        for name, (code, _) in zip(names, person.attributes, strict=True)
    ]
    attributes = tuple((code, text) for code, text in cleared if text)
    return PackagePerson(str(person.id), person.number, person.role, attributes)


def _identifier(each: DossierIdentifier, clearing: Clearing, persons: set[str]) -> PackageIdentifier:
    owner = None if each.person is None or str(each.person) not in persons else str(each.person)
    raws = tuple(line for line in clearing.of(f"identifier:{each.id}:raws").split("\n") if line)
    return PackageIdentifier(str(each.id), each.kind, each.canonical, raws, each.sources, owner)


def _exhibit(each: Exhibit, clearing: Clearing) -> LeavingExhibit:
    return LeavingExhibit(
        id=each.id,
        number=each.number,
        name=clearing.of(f"exhibit:{each.id}:name"),
        media_type=each.media_type,
        size=each.size,
        sha256=each.sha256,
        description=clearing.of(f"exhibit:{each.id}:description"),
        added_on=each.added_on.isoformat(),
        added_by=each.added_by,
    )


def _sources(
    selection: Selection,
    facts: tuple[PackageFact, ...],
    persons: tuple[PackagePerson, ...],
    identifiers: tuple[PackageIdentifier, ...],
) -> tuple[SourceConsent, ...]:
    """The sources of which something leaves; a source of which everything was left out is not named."""
    leaving_persons = {each.id for each in persons if each.attributes}
    stated = {
        statement.source_reference
        for person in selection.persons
        if str(person.id) in leaving_persons
        for statement in person.statements
    }
    used = (
        {each.source for each in facts} | stated | {source for each in identifiers for source in each.sources}
    )
    return tuple(each for each in selection.sources if each.may_leave and each.source.reference in used)
