"""Disclosure control: which counts of a table may be published, and what an attacker can prove from them.

What comes out of here is for readers. It is never fed back into estimation: singletons and zero overlaps
carry an estimate of the population, and these are what is hidden. No type of this room is a capture table.
"""

from seinhuis.engine.estimates.disclosure.auditing import Audit, Finding, Proof, audit
from seinhuis.engine.estimates.disclosure.errors import (
    AlreadyDisclosed,
    BadPublication,
    Contradiction,
    DisclosureError,
    NotForEstimation,
    TooLarge,
    Undecided,
)
from seinhuis.engine.estimates.disclosure.protection import Policy, protect
from seinhuis.engine.estimates.disclosure.reading import read_frequencies, read_published
from seinhuis.engine.estimates.disclosure.tables import (
    Dimension,
    FrequencyTable,
    PublishedCell,
    PublishedTable,
    Status,
)

__all__ = [
    "AlreadyDisclosed",
    "Audit",
    "BadPublication",
    "Contradiction",
    "Dimension",
    "DisclosureError",
    "Finding",
    "FrequencyTable",
    "NotForEstimation",
    "Policy",
    "Proof",
    "PublishedCell",
    "PublishedTable",
    "Status",
    "TooLarge",
    "Undecided",
    "audit",
    "protect",
    "read_frequencies",
    "read_published",
]
