"""What crosses the door of the triage."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from seinhuis.desk.reports.api import Urgency


class ItemState(StrEnum):
    """Where an item stands. Only open items are in the queue; a joined one follows its lead."""

    OPEN = "open"
    JOINED = "joined"
    CLOSED = "closed"
    HANDED_OVER = "handed_over"


class FollowUpCode(StrEnum):
    """What the clock brings back."""

    ACKNOWLEDGEMENT = "acknowledgement"
    PACKAGE_NOT_VALID = "package_not_valid"
    CASE_NOT_CHECKED = "case_not_checked"
    DOSSIER_OPEN = "dossier_open"


class NotePurpose(StrEnum):
    """Why a note was written."""

    REMARK = "remark"
    URGENCY = "urgency"
    CLOSING = "closing"


@dataclass(frozen=True)
class TriageItem:
    """How one report is being handled. ``lead`` is the report itself unless it is joined.

    An empty ``urgency_set_by`` means: only proposed; an empty ``assignee``: nobody has it yet.
    ``new_answer`` is about the whole group of a lead.
    """

    report: UUID
    organisation: UUID
    state: ItemState
    urgency: Urgency
    urgency_set_by: str
    assignee: str
    next_date: datetime.date
    new_answer: bool
    lead: UUID
    joined_into: UUID | None = None


@dataclass(frozen=True)
class TriageNote:
    """A note for colleagues about the handling of one report. Never part of a package."""

    id: UUID
    author: str
    day: datetime.date
    purpose: NotePurpose
    text: str = field(default="", repr=False)
    damaged: bool = False


@dataclass(frozen=True)
class FollowUpLine:
    """Something that should have happened by a day; ``address`` is the path of the page about it."""

    id: UUID
    subject: UUID
    code: FollowUpCode
    due: datetime.date
    address: str
    owner: str
