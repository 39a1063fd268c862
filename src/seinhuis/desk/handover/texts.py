"""Every text that would leave, with a key and a fingerprint by which a decision about it holds; pure."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from seinhuis.desk.dossiers.api import DossierIdentifier, DossierPerson, Exhibit, Fact
from seinhuis.desk.handover.consent import Selection
from seinhuis.desk.handover.draft import Answers, Grounds

# The typed answers and grounds that go into the package.
ANSWERS = ("worries", "informed_note", "need", "reach")
GROUNDS = ("purpose", "ground_text")


class TextKind(StrEnum):
    """What a text is."""

    TITLE = "title"
    SUMMARY = "summary"
    ANSWER = "answer"
    FACT = "fact"
    WHEN = "when"
    PASSAGE = "passage"
    ATTRIBUTE = "attribute"
    IDENTIFIER = "identifier"
    RAWS = "raws"
    FILE = "file"
    FILE_NAME = "file_name"
    FILE_DESCRIPTION = "file_description"


# An identifier or a file goes as it is or not at all.
WHOLE = frozenset({TextKind.IDENTIFIER, TextKind.FILE})


@dataclass(frozen=True)
class LeavingText:
    """One text that would leave.

    ``detail`` is a code or reference; with its ``parent`` left out it does not leave.
    """

    key: str
    kind: TextKind
    text: str = field(repr=False)
    number: int = 0
    detail: str = ""
    parent: str = ""
    whose: str = ""

    @property
    def fingerprint(self) -> str:
        """SHA-256 over key and text: a decision holds for exactly this text in this place."""
        return hashlib.sha256(f"{self.key}\0{self.text}".encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def replaceable(self) -> bool:
        """Whether own wording can stand in its place."""
        return self.kind not in WHOLE


def leaving_texts(selection: Selection, answers: Answers, grounds: Grounds) -> tuple[LeavingText, ...]:
    """Every text that would leave, in the order of the package; empty texts are none."""
    found = [
        LeavingText("title", TextKind.TITLE, selection.dossier.title),
        LeavingText("summary", TextKind.SUMMARY, selection.dossier.summary),
        *_typed(answers, grounds),
        *(text for fact in selection.facts for text in _of_fact(fact)),
        *(text for person in selection.persons for text in _of_person(person)),
        *(text for each in enumerate(selection.identifiers, start=1) for text in _of_identifier(*each)),
        *(text for each in selection.dossier.exhibits if each.removed is None for text in _of_exhibit(each)),
    ]
    return tuple(each for each in found if each.text.strip())


def _typed(answers: Answers, grounds: Grounds) -> Iterator[LeavingText]:
    for name in ANSWERS:
        yield LeavingText(f"answer:{name}", TextKind.ANSWER, getattr(answers, name), detail=name)
    for name in GROUNDS:
        yield LeavingText(f"answer:{name}", TextKind.ANSWER, getattr(grounds, name), detail=name)


def _of_fact(fact: Fact) -> Iterator[LeavingText]:
    key, number, source = f"fact:{fact.id}", fact.number, fact.source_reference
    yield LeavingText(f"{key}:text", TextKind.FACT, fact.text, number, source)
    when = "\n".join(part for part in (fact.happened_on, fact.happened_text) if part)
    yield LeavingText(f"{key}:when", TextKind.WHEN, when, number, source, parent=f"{key}:text")
    yield LeavingText(f"{key}:passage", TextKind.PASSAGE, fact.passage, number, source, parent=f"{key}:text")


def _of_person(person: DossierPerson) -> Iterator[LeavingText]:
    names = [str(each.id) for each in person.statements] or [str(i) for i in range(len(person.attributes))]
    for name, (code, text) in zip(names, person.attributes, strict=True):
        key = f"person:{person.id}:{name}"
        yield LeavingText(key, TextKind.ATTRIBUTE, text, person.number, code, whose=person.role)


def _of_identifier(number: int, each: DossierIdentifier) -> Iterator[LeavingText]:
    key = f"identifier:{each.id}"
    yield LeavingText(f"{key}:canonical", TextKind.IDENTIFIER, each.canonical, number, each.kind)
    yield LeavingText(
        f"{key}:raws", TextKind.RAWS, "\n".join(each.raws), number, each.kind, parent=f"{key}:canonical"
    )


def _of_exhibit(each: Exhibit) -> Iterator[LeavingText]:
    key = f"exhibit:{each.id}"
    file = f"{each.media_type}, {each.size} bytes, SHA-256 {each.sha256}"
    yield LeavingText(f"{key}:file", TextKind.FILE, file, each.number)
    yield LeavingText(f"{key}:name", TextKind.FILE_NAME, each.name, each.number, parent=f"{key}:file")
    yield LeavingText(
        f"{key}:description", TextKind.FILE_DESCRIPTION, each.description, each.number, parent=f"{key}:file"
    )
