"""What the page of a dossier shows, put in the order in which people read it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from seinhuis.desk.dossiers.contracts import (
    DossierIdentifier,
    DossierPerson,
    Fact,
    OpenedDossier,
    Statement,
)
from seinhuis.desk.dossiers.timeline import Picture, draw, in_order
from seinhuis.desk.dossiers.wording import ATTRIBUTES


class Followed(Protocol):
    """Something that may have taken the place of something earlier."""

    @property
    def id(self) -> UUID: ...

    @property
    def supersedes(self) -> UUID | None: ...


T = TypeVar("T", bound=Followed)


@dataclass(frozen=True)
class WithHistory(Generic[T]):
    """An entry that holds, and its earlier versions, latest first."""

    entry: T
    earlier: tuple[T, ...] = ()


@dataclass(frozen=True)
class PersonOnPage:
    """A person with the statements that hold, each with its history, and those that were withdrawn."""

    person: DossierPerson
    statements: tuple[WithHistory[Statement], ...]
    withdrawn: tuple[WithHistory[Statement], ...]


@dataclass(frozen=True)
class Timeline:
    """Facts in order of time, the rest apart, and the picture of those with a date."""

    picture: Picture | None
    dated: tuple[Fact, ...]
    undated: tuple[Fact, ...]


def facts_on_page(dossier: OpenedDossier) -> list[WithHistory[Fact]]:
    """The facts that hold, each with its earlier versions."""
    return _with_history(dossier.current_facts(), dossier.facts)


def withdrawn_facts(dossier: OpenedDossier) -> list[WithHistory[Fact]]:
    """The facts that were withdrawn, each with its earlier versions."""
    return _with_history(dossier.history.facts, dossier.facts)


def persons_on_page(persons: Iterable[DossierPerson]) -> list[PersonOnPage]:
    """Persons with their statements in the order of the attribute list."""
    return [person_on_page(each) for each in persons]


def person_on_page(person: DossierPerson) -> PersonOnPage:
    """One person with their statements in the order of the attribute list; damaged ones come last."""
    order = {code: place for place, code in enumerate(ATTRIBUTES)}
    current = [each for each in person.statements if each.current]
    current.sort(key=lambda each: order.get(each.code, len(order)))
    withdrawn = [each for each in person.statements if each.withdrawn is not None]
    return PersonOnPage(
        person,
        tuple(_with_history(current, person.statements)),
        tuple(_with_history(withdrawn, person.statements)),
    )


def identifiers_on_page(dossier: OpenedDossier) -> list[WithHistory[DossierIdentifier]]:
    """The identifiers that hold, with their earlier versions."""
    return _with_history(dossier.identifiers, (*dossier.identifiers, *dossier.history.identifiers))


def persons_by_id(dossier: OpenedDossier) -> dict[UUID, DossierPerson]:
    """Every person of the dossier, withdrawn ones included, to say whose an identifier is or was."""
    return {each.id: each for each in (*dossier.persons, *dossier.history.persons)}


def withdrawn_identifiers(dossier: OpenedDossier) -> list[WithHistory[DossierIdentifier]]:
    """The identifiers that were withdrawn, each with its earlier versions."""
    withdrawn = [each for each in dossier.history.identifiers if each.withdrawn is not None]
    return _with_history(withdrawn, dossier.history.identifiers)


def timeline_of(dossier: OpenedDossier) -> Timeline:
    """The facts that hold in order of time."""
    facts = dossier.current_facts()
    dated = sorted((each for each in facts if each.happened_on), key=lambda each: in_order(each.happened_on))
    undated = tuple(each for each in facts if not each.happened_on)
    return Timeline(draw((each.number, each.happened_on) for each in dated), tuple(dated), undated)


def _with_history(entries: Iterable[T], whole: Iterable[T]) -> list[WithHistory[T]]:
    known = {each.id: each for each in whole}
    return [WithHistory(each, tuple(_earlier(each, known))) for each in entries]


def _earlier(entry: T, known: Mapping[UUID, T]) -> Iterable[T]:
    while entry.supersedes is not None and entry.supersedes in known:
        entry = known[entry.supersedes]
        yield entry
