"""Which envelope stands in which column: sealing and opening the rows of the handover in one place."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from seinhuis.desk.handover.contracts import Profile, RecipientCard
from seinhuis.desk.handover.draft import (
    Answers,
    Draft,
    Grounds,
    Signed,
    clearing_from_json,
    overrides_from_json,
    to_json,
)
from seinhuis.desk.handover.models import Handover, Recipient
from seinhuis.desk.vault.api import RecordKey
from seinhuis.engine.sealing.errors import SealingError

HANDOVER_TABLE = Handover._meta.db_table
RECIPIENT_TABLE = Recipient._meta.db_table


PARTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "answers": lambda value: Answers(**value),
    "grounds": lambda value: Grounds(**value),
    "overrides": overrides_from_json,
    "clearing": clearing_from_json,
}


def seal_part(row: Handover, part: str, value: Any, key: RecordKey) -> None:
    """Put one part of the draft ("answers", "grounds", "overrides", "clearing", "signed") into its column."""
    column = f"sealed_{part}"
    setattr(row, column, key.seal_json(to_json(value), table=HANDOVER_TABLE, row=row.pk, column=column))


def open_draft(row: Handover, key: RecordKey) -> Draft:
    """Everything filled in so far; what has not been reached yet is empty. Raises SealingError."""
    return Draft(**{part: read(_open(row, part, key)) for part, read in PARTS.items()})


def open_what_opens(row: Handover, key: RecordKey) -> tuple[Draft, Signed | None, bool]:
    """The draft and the signature as far as their seals hold, and whether a part of them does not."""
    opened = {}
    for part in PARTS:
        with suppress(SealingError):
            opened[part] = PARTS[part](_open(row, part, key))
    try:
        signed, whole = open_signed(row, key), len(opened) == len(PARTS)
    except SealingError:
        signed, whole = None, False
    return Draft(**opened), signed, not whole


def open_signed(row: Handover, key: RecordKey) -> Signed | None:
    """Who signed what, or None for a draft. Raises SealingError."""
    value = _open(row, "signed", key)
    return Signed(**value) if value else None


def seal_recipient(row: Recipient, *, name: str, contact: str, key: RecordKey) -> None:
    """Put name and contact into a recipient row."""
    value = {"name": name, "contact": contact}
    row.sealed_card = key.seal_json(value, table=RECIPIENT_TABLE, row=row.pk, column="sealed_card")


def seal_confirmed_with(row: Recipient, text: str, key: RecordKey) -> None:
    """Put with whom the key was confirmed into a recipient row."""
    row.sealed_confirmed_with = key.seal_text(
        text, table=RECIPIENT_TABLE, row=row.pk, column="sealed_confirmed_with"
    )


def recipient_card(row: Recipient, key: RecordKey | None) -> RecipientCard:
    """The card of a recipient; marked damaged where its seal or its grant does not open."""
    return RecipientCard(
        id=row.pk,
        profile=Profile(row.profile),
        age_recipient=row.age_recipient,
        active=row.active,
        confirmed_on=row.confirmed_on,
        confirmed_by=row.confirmed_by,
        **_name_and_contact(row, key),
        **_confirmed_with(row, key),
    )


def _name_and_contact(row: Recipient, key: RecordKey | None) -> dict[str, Any]:
    if key is None:
        return {"damaged": True}
    try:
        opened: dict[str, Any] = key.open_json(
            row.sealed_card, table=RECIPIENT_TABLE, row=row.pk, column="sealed_card"
        )
    except SealingError:
        return {"damaged": True}
    return opened


def _confirmed_with(row: Recipient, key: RecordKey | None) -> dict[str, Any]:
    if row.sealed_confirmed_with is None:
        return {}
    if key is None:
        return {"confirmation_damaged": True}
    try:
        text = key.open_text(
            row.sealed_confirmed_with, table=RECIPIENT_TABLE, row=row.pk, column="sealed_confirmed_with"
        )
    except SealingError:
        return {"confirmation_damaged": True}
    return {"confirmed_with": text}


def _open(row: Handover, part: str, key: RecordKey) -> dict[str, Any]:
    column = f"sealed_{part}"
    envelope = getattr(row, column)
    if envelope is None:
        return {}
    opened: dict[str, Any] = key.open_json(envelope, table=HANDOVER_TABLE, row=row.pk, column=column)
    return opened
