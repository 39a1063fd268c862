"""What goes into a package. Everything here has been cleared: it is what the recipient reads.

What somebody typed never shows in a representation, so that a failure cannot carry it into a log.
"""

import datetime
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PackageSource:
    """A report the dossier rests on; never who reported."""

    reference: str
    received_on: datetime.date
    consent: str


@dataclass(frozen=True)
class PackageFact:
    """One fact with its passage and Admiralty grades ("A".."F", "1".."6").

    ``happened_on`` is ISO (a date, a month or a year) or empty; ``happened_text`` says it in words.
    """

    id: str
    number: int
    text: str = field(repr=False)
    source: str
    passage: str = field(repr=False)
    source_grade: str
    information_grade: str
    happened_on: str = ""
    happened_text: str = field(default="", repr=False)


@dataclass(frozen=True)
class PackagePerson:
    """A person by role ("young_person", "suspect", "witness") with stated attributes as (code, text)."""

    id: str
    number: int
    role: str
    attributes: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class PackageIdentifier:
    """An identifier: kind and canonical form as in `engine.identifiers`, how it was written, whose it is.

    ``person`` is the id of a `PackagePerson` in the same package, or None.
    """

    id: str
    kind: str
    canonical: str = field(repr=False)
    raws: tuple[str, ...] = field(default=(), repr=False)
    sources: tuple[str, ...] = ()
    person: str | None = None


@dataclass(frozen=True)
class PackageExhibit:
    """A file that goes along. ``name`` is as it was typed; in the package it gets a safe one."""

    id: str
    number: int
    name: str = field(repr=False)
    media_type: str
    sha256: str
    data: bytes = field(repr=False)
    description: str = field(default="", repr=False)
    added_on: datetime.date | None = None
    added_by: str = ""


@dataclass(frozen=True)
class CustodyStep:
    """One step in the chain of custody: ISO day or moment, who (as the recipient may know), what, of what."""

    when: str
    who: str
    action: str = field(repr=False)
    subject: str = field(default="", repr=False)


@dataclass(frozen=True)
class PackageContent:
    """A whole package before it is written. ``id`` is a UUID, language "nl" or "en"; moments are aware."""

    id: str
    reference: str
    language: str
    title: str = field(repr=False)
    summary: str = field(repr=False)
    organisation: str
    contact: str = field(repr=False)
    recipient: str = field(repr=False)
    signed_by: str
    signed_role: str
    made_at: datetime.datetime
    purpose: str = field(repr=False)
    legal_ground: str = field(repr=False)
    licence_reference: str = field(repr=False)
    consent_statement: str = field(repr=False)
    marking: str
    acknowledge_address: str
    acknowledge_code: str = field(repr=False)
    sources: tuple[PackageSource, ...] = ()
    facts: tuple[PackageFact, ...] = ()
    persons: tuple[PackagePerson, ...] = ()
    identifiers: tuple[PackageIdentifier, ...] = ()
    exhibits: tuple[PackageExhibit, ...] = ()
    custody: tuple[CustodyStep, ...] = ()
