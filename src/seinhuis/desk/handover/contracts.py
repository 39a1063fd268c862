"""What crosses the door of the handover, and the codes it keeps in the clear."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from seinhuis.desk.kernel.contracts import Event


class Profile(StrEnum):
    """What kind of recipient this is; the sufficiency check and the consent follow from it."""

    POLICE = "police"
    CARE = "care"
    VEILIG_THUIS = "veilig_thuis"


class HandoverState(StrEnum):
    """Where a handover stands. It is done only when the recipient has acknowledged it."""

    DRAFT = "draft"
    PENDING = "pending"
    ACKNOWLEDGED = "acknowledged"
    WITHDRAWN = "withdrawn"


class Stamp(StrEnum):
    """What happened about a trusted time stamp."""

    STAMPED = "stamped"
    NOT_CONFIGURED = "not_configured"
    SENT_WITHOUT = "sent_without"


class Validation(StrEnum):
    """What the background check of `case.jsonld` said."""

    WAITING = "waiting"
    VALID = "valid"
    NOT_VALID = "not_valid"
    COULD_NOT_RUN = "could_not_run"


class Settlement(StrEnum):
    """Why what the clock brought back about a handover needs nothing more."""

    ANOTHER_PACKAGE = "another_package"
    USABLE = "usable_as_it_is"
    CHECKED_ELSEWHERE = "checked_elsewhere"


class Step(StrEnum):
    """The pages of a draft, in order."""

    RECIPIENT = "recipient"
    CHECK = "check"
    GROUNDS = "grounds"
    CONSENT = "consent"
    CLEARING = "clearing"
    SIGN = "sign"


class OverrideGround(StrEnum):
    """Why a report is passed on although its reporter has not agreed to it.

    Every one of them is a `LAW?` point.
    """

    DANGER_TO_LIFE = "danger_to_life"
    MINOR_AT_RISK = "minor_at_risk"
    SERIOUS_CRIME_ONGOING = "serious_crime_ongoing"
    LEGAL_DUTY = "legal_duty"


@dataclass(frozen=True)
class RecipientCard:
    """Somebody in the address book of an organisation. ``damaged`` when name and contact do not open,
    ``confirmation_damaged`` when it cannot be read any more with whom the key was confirmed.
    """

    id: UUID
    profile: Profile
    age_recipient: str
    active: bool
    name: str = field(default="", repr=False)
    contact: str = field(default="", repr=False)
    confirmed_on: datetime.date | None = None
    confirmed_by: str = ""
    confirmed_with: str = field(default="", repr=False)
    damaged: bool = False
    confirmation_damaged: bool = False

    def key_groups(self) -> list[str]:
        """The public key in groups of four, as it is read aloud."""
        return [self.age_recipient[start : start + 4] for start in range(0, len(self.age_recipient), 4)]


@dataclass(frozen=True)
class HandoverLine:
    """One handover in a list."""

    id: UUID
    reference: str
    dossier: UUID
    state: HandoverState
    started_on: datetime.date
    recipient: RecipientCard | None
    sent_on: datetime.date | None = None
    due_on: datetime.date | None = None
    acknowledged_on: datetime.date | None = None
    overdue: bool = False
    validation: Validation | None = None
    stamp: Stamp | None = None
    package_sha256: str = ""
    package_size: int = 0


@dataclass(frozen=True)
class Acknowledged:
    """What a recipient sees after entering the code."""

    handover: UUID
    reference: str
    organisation: str
    sent_on: datetime.date
    acknowledged_on: datetime.date
    before: bool


@dataclass(frozen=True)
class HandoverSent(Event):
    """A package was sealed and kept; it waits for the recipient."""

    handover: str
    organisation: str


@dataclass(frozen=True)
class HandoverAcknowledged(Event):
    """The recipient confirmed that they have the package."""

    handover: str
    organisation: str
