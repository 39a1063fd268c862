"""Finding identifiers in everything that was typed, each with the field and the place in it where it
stands.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from seinhuis.desk.reports.content import TEXT_FIELDS
from seinhuis.desk.reports.contracts import LINKING_KINDS, FoundIdentifier, ReportContent
from seinhuis.desk.vault.api import blind_token
from seinhuis.engine.identifiers import extract, linking_form

Found = tuple[FoundIdentifier, ...]
log = logging.getLogger(__name__)


def unless_it_fails(find: Callable[[], Found]) -> Found | None:
    """What ``find`` finds, or None when it fails.

    A fault in searching may never cost somebody's report: it is logged, and the desk is told to read for
    itself.
    """
    try:
        return find()
    except Exception:
        log.exception("What came in could not be searched for identifiers; it is kept without.")
        return None


def find_in_content(content: ReportContent) -> tuple[FoundIdentifier, ...]:
    """The identifiers in every text field of a report, without tokens."""
    return tuple(each for name in TEXT_FIELDS for each in find_in_text(getattr(content, name), source=name))


def find_in_text(text: str, *, source: str) -> tuple[FoundIdentifier, ...]:
    """The identifiers in one text; ``source`` is the field of the content, or "message:<id>"."""
    if not text:
        return ()
    return tuple(
        FoundIdentifier(
            kind=str(each.kind),
            raw=each.raw,
            canonical=each.canonical,
            source=source,
            start=each.start,
            end=each.end,
            confidence=each.confidence,
            obfuscated=each.obfuscated,
        )
        for each in extract(text).identifiers
    )


def linking(identifiers: Iterable[FoundIdentifier]) -> list[tuple[str, str]]:
    """The (kind, form to compare by) pairs to put into the blind index."""
    return [
        (each.kind, linking_form(each.kind, each.canonical))
        for each in identifiers
        if each.kind in LINKING_KINDS
    ]


def to_json(identifiers: Iterable[FoundIdentifier]) -> list[list[Any]]:
    """What is sealed: everything but the tokens, which follow from the index key."""
    return [
        [
            each.kind,
            each.raw,
            each.canonical,
            each.source,
            each.start,
            each.end,
            each.confidence,
            each.obfuscated,
        ]
        for each in identifiers
    ]


def from_json(rows: list[list[Any]], *, organisation: UUID) -> tuple[FoundIdentifier, ...]:
    """Read back what `to_json` made, with the tokens of the kinds that link.

    Rows sealed before it was kept whether something was hidden end with the confidence: not hidden.
    """
    return with_tokens((FoundIdentifier(*row) for row in rows), organisation=organisation)


def with_tokens(found: Iterable[FoundIdentifier], *, organisation: UUID) -> tuple[FoundIdentifier, ...]:
    """The same identifiers, those of the kinds that link with their token."""
    return tuple(_with_token(each, organisation) for each in found)


def _with_token(found: FoundIdentifier, organisation: UUID) -> FoundIdentifier:
    if found.kind not in LINKING_KINDS:
        return found
    form = linking_form(found.kind, found.canonical)
    return replace(found, token=blind_token(organisation, found.kind, form))
