"""Which envelope stands in which column: sealing and opening the rows of the handover in one place."""

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


def seal_part(row: Handover, part: str, value: Any, key: RecordKey) -> None:
    """Put one part of the draft ("answers", "grounds", "overrides", "clearing", "signed") into its column."""
    column = f"sealed_{part}"
    setattr(row, column, key.seal_json(to_json(value), table=HANDOVER_TABLE, row=row.pk, column=column))


def open_draft(row: Handover, key: RecordKey) -> Draft:
    """Everything filled in so far; what has not been reached yet is empty. Raises SealingError."""
    return Draft(
        answers=Answers(**_open(row, "answers", key)),
        grounds=Grounds(**_open(row, "grounds", key)),
        overrides=overrides_from_json(_open(row, "overrides", key)),
        clearing=clearing_from_json(_open(row, "clearing", key)),
    )


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
    try:
        opened = _open_recipient(row, key)
    except SealingError:
        opened = {"damaged": True}
    return RecipientCard(
        id=row.pk,
        profile=Profile(row.profile),
        age_recipient=row.age_recipient,
        active=row.active,
        confirmed_on=row.confirmed_on,
        confirmed_by=row.confirmed_by,
        **opened,
    )


def _open_recipient(row: Recipient, key: RecordKey | None) -> dict[str, Any]:
    if key is None:
        raise SealingError("The grant to this record does not open.")
    opened: dict[str, Any] = key.open_json(
        row.sealed_card, table=RECIPIENT_TABLE, row=row.pk, column="sealed_card"
    )
    if row.sealed_confirmed_with is not None:
        opened["confirmed_with"] = key.open_text(
            row.sealed_confirmed_with, table=RECIPIENT_TABLE, row=row.pk, column="sealed_confirmed_with"
        )
    return opened


def _open(row: Handover, part: str, key: RecordKey) -> dict[str, Any]:
    column = f"sealed_{part}"
    envelope = getattr(row, column)
    if envelope is None:
        return {}
    opened: dict[str, Any] = key.open_json(envelope, table=HANDOVER_TABLE, row=row.pk, column=column)
    return opened
