"""What an analyst has filled in so far; every part of it is sealed in a column of its own."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from seinhuis.desk.handover.contracts import OverrideGround


class Choice(StrEnum):
    """What happens with one text that would leave."""

    KEEP = "keep"
    REPLACE = "replace"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True)
class Answers:
    """What the check asks beside the dossier, and why somebody sends although something is missing."""

    contact: str = ""
    organisation_reports: bool = False
    worries: str = ""
    parents_informed: str = ""
    child_informed: str = ""
    informed_note: str = ""
    need: str = ""
    reach: str = ""
    person_consents: str = ""
    waivers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Grounds:
    """Why the package may leave: purpose, legal ground, licence; and the language it is written in."""

    purpose: str = ""
    ground: str = ""
    ground_text: str = ""
    licence: str = ""
    language: str = "nl"


@dataclass(frozen=True)
class Override:
    """A report passed on although its reporter has not agreed: on which ground, why, and who was consulted.

    ``salt`` is random and opens the commitment in the journal; ``by`` is who recorded it.
    """

    ground: OverrideGround
    reason: str
    colleague: str
    by: str
    salt: str = ""


@dataclass(frozen=True)
class Decision:
    """What was decided about a text, bound to the fingerprint of what was read."""

    fingerprint: str
    choice: Choice
    wording: str = ""


@dataclass(frozen=True)
class Signed:
    """Who signed which sentence, and what was said about the package when it was sent."""

    name: str
    role: str
    statement: str
    recipient: str
    moment: str
    consent_statement: str


@dataclass(frozen=True)
class Draft:
    """Everything filled in so far. Never shows in a representation."""

    answers: Answers = field(default=Answers(), repr=False)
    grounds: Grounds = field(default=Grounds(), repr=False)
    overrides: Mapping[str, Override] = field(default_factory=dict, repr=False)
    clearing: Mapping[str, Decision] = field(default_factory=dict, repr=False)


def to_json(part: Any) -> Any:
    """A part of the draft as a JSON value."""
    if isinstance(part, Mapping):
        return {key: asdict(value) for key, value in part.items()}
    return asdict(part)


def overrides_from_json(value: Mapping[str, Any]) -> dict[str, Override]:
    """What `to_json` made of the overrides."""
    return {
        report: Override(**{**each, "ground": OverrideGround(each["ground"])})
        for report, each in value.items()
    }


def clearing_from_json(value: Mapping[str, Any]) -> dict[str, Decision]:
    """What `to_json` made of the clearing."""
    return {key: Decision(**{**each, "choice": Choice(each["choice"])}) for key, each in value.items()}
