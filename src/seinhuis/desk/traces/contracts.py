"""What crosses the door of the traces."""

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Judgement(StrEnum):
    """What a person thinks of a link: do these two reports belong to one matter?"""

    SAME = "same"
    NOT_SAME = "not_same"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Opinion:
    """The judgement that stands for a link: whose and since when, with the reason where one was given."""

    judgement: Judgement
    judged_by: str
    judged_on: datetime.date
    reason: str = field(default="", repr=False)
    damaged: bool = False


@dataclass(frozen=True)
class SharedIdentifier:
    """An identifier that the opened report holds. ``others`` is how many other records hold it too.

    ``listed`` is how many of those are looked at, newest first. ``number`` is its place in the report.
    ``obfuscated``: somewhere in the report it is written in a hidden way.
    """

    number: int
    kind: str
    canonical: str = field(repr=False)
    token: bytes = field(repr=False)
    others: int = 0
    listed: int = 0
    noise: bool = False
    obfuscated: bool = False


@dataclass(frozen=True)
class Link:
    """A hypothesis: this other report may be about the same, because both hold ``shared``.

    ``since`` is the day on which the later of the two came in.
    """

    report: UUID
    reference: str
    received_on: datetime.date
    since: datetime.date
    headline: str = field(repr=False)
    shared: tuple[SharedIdentifier, ...] = field(repr=False)
    opinion: Opinion | None = None
    damaged: bool = False


@dataclass(frozen=True)
class NoiseEntry:
    """An identifier that links nothing while it is on the list, and why; each can be damaged by itself.

    ``corpus``: it is folded away there instead, and can be a whole message of the corpus.
    """

    id: UUID
    added_by: str
    added_on: datetime.date
    reports: int
    kind: str = ""
    canonical: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)
    damaged: bool = False
    reason_damaged: bool = False
    corpus: bool = False
