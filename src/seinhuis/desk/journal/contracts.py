"""What the journal shows of itself, and whom it shows it to."""

import datetime
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from seinhuis.desk.kernel.contracts import Actor
from seinhuis.engine.ledger.entries import Entry

REPORTER = "reporter"
SYSTEM = "system"


class Viewer(Protocol):
    """Whoever looks: the vault's Viewer, of which the journal needs no keys."""

    @property
    def actor(self) -> Actor:
        """Who acts."""

    @property
    def organisation(self) -> UUID:
        """Their organisation. Raises NotFound when there is none."""


@dataclass(frozen=True)
class EntryFilter:
    """Which entries somebody wants to see; empty narrows nothing. ``before`` is where a page starts."""

    actor: str = ""
    action: str = ""
    subject: str = ""
    day: datetime.date | None = None
    before: int | None = None


@dataclass(frozen=True)
class StoredEntry:
    """One entry by number. ``entry`` is None when the stored row is damaged."""

    index: int
    entry: Entry | None


@dataclass(frozen=True)
class EntryPage:
    """One page of entries, newest first, and the number before which the next page starts."""

    entries: tuple[StoredEntry, ...]
    next_before: int | None


@dataclass(frozen=True)
class SignedHead:
    """A checkpoint as it is listed and handed out."""

    size: int
    signed_on: datetime.date
    note: str
    stamped_at: datetime.datetime | None = None


@dataclass(frozen=True)
class CheckpointPage:
    """One page of checkpoints, newest first, and the size before which the next page starts."""

    checkpoints: tuple[SignedHead, ...]
    next_before: int | None
