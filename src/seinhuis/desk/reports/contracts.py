"""What crosses the door of the reports."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from seinhuis.desk.kernel.contracts import Event
from seinhuis.engine.sealing.receipts import Receipt

# Kinds of identifier that can link two reports. An age or a date is found too, but would link everything with
# everything.
LINKING_KINDS = frozenset({"phone", "email", "url", "handle", "plate", "iban", "crypto"})


class ReporterKind(StrEnum):
    """Who reports."""

    CITIZEN = "citizen"
    YOUNG_PERSON = "young_person"
    PROFESSIONAL = "professional"
    CLIENT = "client"
    UNKNOWN = "unknown"


class Danger(StrEnum):
    """Is somebody in danger now?"""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Consent(StrEnum):
    """To whom the reporter lets the report be passed on."""

    POLICE = "police"
    CARE = "care"
    POLICE_AND_CARE = "police_and_care"
    NOBODY_YET = "nobody_yet"


class State(StrEnum):
    """Where a report stands, as the reporter sees it."""

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"


class Urgency(StrEnum):
    """U0 danger now, U1 same day, U2 within five working days, U3 enrich together with the reporter."""

    U0 = "U0"
    U1 = "U1"
    U2 = "U2"
    U3 = "U3"


class CloseReason(StrEnum):
    """Why a report was closed; the reporter reads it in plain words."""

    NOT_ENOUGH = "not_enough"
    NOT_OUR_SUBJECT = "not_our_subject"
    ALREADY_KNOWN = "already_known"
    HELP_ARRANGED = "help_arranged"
    REPORTER_ASKED = "reporter_asked"


@dataclass(frozen=True)
class ReportContent:
    """What somebody reported: everything typed or ticked. Never leaves the seal except to a viewer with a
    grant.
    """

    language: str = "nl"
    reporter_kind: ReporterKind = ReporterKind.UNKNOWN
    sector: str = ""
    setting: str = ""
    signals: tuple[str, ...] = ()
    not_sure: bool = False
    story: str = ""
    about: str = ""
    age_band: str = "unknown"
    where: str = ""
    when: str = ""
    online: str = ""
    identifiers: str = ""
    danger: Danger = Danger.UNSURE
    consent: Consent = Consent.NOBODY_YET


@dataclass(frozen=True)
class FoundIdentifier:
    """An identifier in a report: which field of the content (or message) it stands in, and where.

    ``obfuscated``: it was written in a hidden way ("nul zes", "[at]"), a signal in itself.
    """

    kind: str
    raw: str
    canonical: str
    source: str
    start: int
    end: int
    confidence: float
    obfuscated: bool = False
    token: bytes = field(repr=False, default=b"")


@dataclass(frozen=True)
class Message:
    """One message of the conversation with the reporter; a damaged one holds a sentence that says so as
    its text, or, where only the list of what was found in it was damaged, the text itself.
    """

    id: UUID
    from_reporter: bool
    day: datetime.date
    text: str = field(repr=False)
    author: str = ""
    damaged: bool = False


@dataclass(frozen=True)
class OpenedReport:
    """A report as somebody with a grant sees it."""

    id: UUID
    organisation: UUID
    reference: str
    received_on: datetime.date
    state: State
    channel: str
    content: ReportContent
    identifiers: tuple[FoundIdentifier, ...]
    proposed_urgency: Urgency
    urgency_reasons: tuple[str, ...]
    close_reason: CloseReason | None = None
    messages: tuple[Message, ...] = ()
    # What the house derived from the text did not open any more and was derived again.
    derived_again: bool = False


@dataclass(frozen=True)
class ReportSummary:
    """One line about a report for a queue: enough to choose, no more."""

    id: UUID
    reference: str
    received_on: datetime.date
    state: State
    headline: str
    identifiers: tuple[FoundIdentifier, ...] = ()
    damaged: bool = False
    channel: str = ""
    consent: Consent = Consent.NOBODY_YET


@dataclass(frozen=True)
class SubmittedReport:
    """A report that is in, and the code that the reporter gets once. Only the receipt opens the
    conversation.
    """

    report: UUID
    receipt: Receipt


@dataclass(frozen=True)
class ReporterView:
    """What somebody with a receipt code sees: where the report stands, and what was asked and answered."""

    report: UUID
    organisation: UUID
    state: State
    close_reason: CloseReason | None
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True)
class ImportResult:
    """What an import did with the lines of a file: taken in now, in already, and not taken."""

    imported: int = 0
    known: int = 0
    bad: int = 0


@dataclass(frozen=True)
class ReportReceived(Event):
    """A report was sealed and kept."""

    report: str
    organisation: str
    urgency: str


@dataclass(frozen=True)
class ReportsReceived(Event):
    """A batch of an import was sealed and kept: ids and proposed urgencies in the same order, parted by
    spaces.
    """

    reports: str
    organisation: str
    urgencies: str


@dataclass(frozen=True)
class ReporterAnswered(Event):
    """The reporter added something to the conversation."""

    report: str
    organisation: str
