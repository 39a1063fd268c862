"""What crosses the door of the dossiers.

Whoever makes something of a dossier (a package, say) uses `reports`, `current_facts()`, `persons`,
`identifiers` and `exhibits`: they hold nothing that was withdrawn. What a broken seal hides stays in its
place, marked ``damaged``, so that nobody passes on a part as the whole: ask `OpenedDossier.whole` first.
People are opaque ids, as in the journal.
"""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from seinhuis.desk.kernel.contracts import Event
from seinhuis.desk.reports.api import Consent

NO_DAY = datetime.date.min


class PersonRole(StrEnum):
    """What a person is in a dossier."""

    YOUNG_PERSON = "young_person"
    SUSPECT = "suspect"
    WITNESS = "witness"


class SourceGrade(StrEnum):
    """Reliability of a source, Admiralty scale (NATO AJP-2.1): A reliable to E unreliable, F unknown."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class InformationGrade(StrEnum):
    """Credibility of information, Admiralty scale: 1 confirmed to 5 improbable, 6 cannot be judged."""

    CONFIRMED = "1"
    PROBABLY_TRUE = "2"
    POSSIBLY_TRUE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"


class DossierState(StrEnum):
    """Where a dossier stands."""

    OPEN = "open"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"


class Attribute(StrEnum):
    """What may be recorded about a person, as stated; there will be no code for origin or clothing."""

    NAME = "name"
    NICKNAME = "nickname"
    AGE = "age"
    SEX = "sex"
    APPEARANCE = "appearance"
    CONTACT = "contact"
    RELATION = "relation"
    SCHOOL_OR_WORK = "school_or_work"
    RESIDENCE = "residence"


class Referral(StrEnum):
    """To whom a file was referred that may not be kept."""

    HOTLINE = "hotline"
    POLICE = "police"


@dataclass(frozen=True)
class Withdrawal:
    """That something was withdrawn: when, by whom and why."""

    day: datetime.date
    by: str
    reason: str = field(default="", repr=False)


@dataclass(frozen=True)
class Removal:
    """That a file was destroyed and referred: when, by whom, to whom and why."""

    day: datetime.date
    by: str
    referral: Referral
    reason: str = field(default="", repr=False)


@dataclass(frozen=True)
class SourceReport:
    """A report that a dossier rests on; consent as it stands in the report now (nobody yet, when damaged)."""

    id: UUID
    reference: str
    received_on: datetime.date
    channel: str
    consent: Consent
    headline: str = field(default="", repr=False)
    damaged: bool = False
    added_on: datetime.date = NO_DAY
    added_by: str = ""
    entry: UUID | None = None
    withdrawn: Withdrawal | None = None


@dataclass(frozen=True)
class Fact:
    """One stated fact: the analyst's sentence, the passage it rests on, and how both are graded.

    ``passage_field`` says where the passage stands ("story", "where", "message:<id>"). ``happened_on`` is ISO
    (a date, a month or a year) or empty; ``happened_text`` says it in words where no date is known. A fact
    with ``superseded_by`` is history: it stays readable and is left out of packages. A fact that rests on an
    exhibit has ``exhibit`` instead of ``report``.
    """

    id: UUID
    number: int
    text: str = field(repr=False)
    report: UUID | None = None
    source_reference: str = ""
    passage_field: str = ""
    passage: str = field(default="", repr=False)
    source_grade: SourceGrade = SourceGrade.F
    information_grade: InformationGrade = InformationGrade.CANNOT_BE_JUDGED
    happened_on: str = ""
    happened_text: str = field(default="", repr=False)
    recorded_on: datetime.date = NO_DAY
    recorded_by: str = ""
    supersedes: UUID | None = None
    superseded_by: UUID | None = None
    exhibit: UUID | None = None
    withdrawn: Withdrawal | None = None
    damaged: bool = False


@dataclass(frozen=True)
class Statement:
    """One attribute of a person, as its source states it (no source: our own research)."""

    id: UUID
    code: str
    text: str = field(repr=False)
    report: UUID | None = None
    source_reference: str = ""
    recorded_on: datetime.date = NO_DAY
    recorded_by: str = ""
    supersedes: UUID | None = None
    superseded_by: UUID | None = None
    withdrawn: Withdrawal | None = None
    damaged: bool = False

    @property
    def current(self) -> bool:
        """Whether it still holds."""
        return self.superseded_by is None and self.withdrawn is None


@dataclass(frozen=True)
class DossierPerson:
    """A person by role, with only what was stated: (attribute code, text as stated) pairs that hold now."""

    id: UUID
    number: int
    role: PersonRole
    attributes: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    statements: tuple[Statement, ...] = ()
    recorded_on: datetime.date = NO_DAY
    recorded_by: str = ""
    withdrawn: Withdrawal | None = None

    @property
    def damaged(self) -> bool:
        """Whether something that holds about this person cannot be opened."""
        return any(each.damaged for each in self.statements if each.current)


@dataclass(frozen=True)
class Finding:
    """Where an identifier was written: how, in which report (None: added by hand) and in which field."""

    raw: str = field(repr=False)
    report: UUID | None = None
    field_name: str = ""


@dataclass(frozen=True)
class DossierIdentifier:
    """An identifier: canonical form, every way it was written, the reports it stands in, whose it is."""

    id: UUID
    kind: str
    canonical: str = field(repr=False)
    raws: tuple[str, ...] = field(default=(), repr=False)
    sources: tuple[str, ...] = ()
    person: UUID | None = None
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    recorded_on: datetime.date = NO_DAY
    recorded_by: str = ""
    supersedes: UUID | None = None
    superseded_by: UUID | None = None
    withdrawn: Withdrawal | None = None
    damaged: bool = False


@dataclass(frozen=True)
class Exhibit:
    """A file in the dossier; the SHA-256 is that of the file as it was added."""

    id: UUID
    number: int
    name: str = field(repr=False)
    media_type: str = "application/octet-stream"
    size: int = 0
    sha256: str = ""
    description: str = field(default="", repr=False)
    added_on: datetime.date = NO_DAY
    added_by: str = ""
    withdrawn: Withdrawal | None = None
    removed: Removal | None = None
    damaged: bool = False


@dataclass(frozen=True)
class DossierNote:
    """A note for colleagues; never part of a package."""

    id: UUID
    text: str = field(repr=False)
    day: datetime.date = NO_DAY
    author: str = ""
    damaged: bool = False


@dataclass(frozen=True)
class HeadVersion:
    """Title and summary as they stood from a day on."""

    number: int
    title: str = field(repr=False)
    summary: str = field(default="", repr=False)
    day: datetime.date = NO_DAY
    author: str = ""
    damaged: bool = False


@dataclass(frozen=True)
class DossierHistory:
    """What no longer holds and stays readable: earlier headings and identifiers, and what was withdrawn."""

    heads: tuple[HeadVersion, ...] = ()
    reports: tuple[SourceReport, ...] = ()
    facts: tuple[Fact, ...] = ()
    persons: tuple[DossierPerson, ...] = ()
    identifiers: tuple[DossierIdentifier, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()


@dataclass(frozen=True)
class OpenedDossier:
    """A dossier as somebody with a grant sees it; facts, persons and exhibits in order of their number."""

    id: UUID
    organisation: UUID
    reference: str
    title: str = field(repr=False)
    summary: str = field(repr=False)
    opened_on: datetime.date = NO_DAY
    state: DossierState = DossierState.OPEN
    reports: tuple[SourceReport, ...] = ()
    facts: tuple[Fact, ...] = ()
    persons: tuple[DossierPerson, ...] = ()
    identifiers: tuple[DossierIdentifier, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    notes: tuple[DossierNote, ...] = ()
    opened_by: str = ""
    head_number: int = 0
    head_damaged: bool = False
    history: DossierHistory = DossierHistory()

    def current_facts(self) -> tuple[Fact, ...]:
        """The facts that have not been superseded."""
        return tuple(fact for fact in self.facts if fact.superseded_by is None)

    @property
    def whole(self) -> bool:
        """Whether everything that holds could be opened; a dossier that is not whole is not passed on."""
        damaged = [
            self.head_damaged,
            *(each.damaged for each in self.reports),
            *(each.damaged for each in self.current_facts()),
            *(each.damaged for each in self.persons),
            *(each.damaged for each in self.identifiers),
            *(each.damaged for each in self.exhibits),
        ]
        return not any(damaged)


@dataclass(frozen=True)
class NextDate:
    """When a dossier is looked at again at the latest; ``days_late`` is 0 until that day has passed."""

    day: datetime.date
    days_late: int = 0


@dataclass(frozen=True)
class DossierLine:
    """One line about a dossier for a list."""

    id: UUID
    reference: str
    state: DossierState
    opened_on: datetime.date
    title: str = field(default="", repr=False)
    facts: int = 0
    damaged: bool = False
    next_date: NextDate | None = None


@dataclass(frozen=True)
class DossierOpened(Event):
    """A dossier was made."""

    dossier: str
    organisation: str
