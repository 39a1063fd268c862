"""Whether what is to be packed agrees with itself, before anything is made of it."""

import hashlib
from collections.abc import Iterable

from seinhuis.engine.evidence.contracts import PackageContent, PackageExhibit, PackageFact, PackagePerson
from seinhuis.engine.evidence.errors import UnsoundContent


def check_content(content: PackageContent) -> None:
    """Raises UnsoundContent, naming the part by number, when content contradicts itself."""
    if content.made_at.tzinfo is None:
        raise UnsoundContent("The moment at which the package is made has no time zone.")
    _check_numbers("facts", (fact.number for fact in content.facts))
    _check_numbers("persons", (person.number for person in content.persons))
    _check_numbers("exhibits", (exhibit.number for exhibit in content.exhibits))
    for exhibit in content.exhibits:
        _check_exhibit(exhibit)
    for fact in content.facts:
        _check_grades(fact)
    _check_owners(content)


def _check_numbers(name: str, numbers: Iterable[int]) -> None:
    seen: set[int] = set()
    for number in numbers:
        if number in seen or number < 0:
            raise UnsoundContent(f"Two of the {name} have the number {number}, or it is below zero.")
        seen.add(number)


def _check_exhibit(exhibit: PackageExhibit) -> None:
    if hashlib.sha256(exhibit.data).hexdigest() != exhibit.sha256.lower():
        raise UnsoundContent(
            f"Exhibit {exhibit.number} is not the file that was added: its SHA-256 differs. It is not sent."
        )


def _check_grades(fact: PackageFact) -> None:
    if fact.source_grade not in "ABCDEF" or fact.information_grade not in "123456" or not _single(fact):
        raise UnsoundContent(f"Fact {fact.number} has a grade that is not on the Admiralty scale (A-F, 1-6).")


def _single(fact: PackageFact) -> bool:
    return len(fact.source_grade) == len(fact.information_grade) == 1


def _check_owners(content: PackageContent) -> None:
    persons: dict[str, PackagePerson] = {person.id: person for person in content.persons}
    for number, identifier in enumerate(content.identifiers, start=1):
        if identifier.person and identifier.person not in persons:
            raise UnsoundContent(f"Identifier {number} belongs to a person who is not in the package.")
