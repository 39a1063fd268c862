"""Opening records and looking tokens up, always with what the viewer holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from seinhuis.desk.kernel.secrets import secret
from seinhuis.desk.vault.contracts import NoGrant, RecordKey, Viewer
from seinhuis.desk.vault.models import BlindToken, Grant, MutedToken, ReceiptGrant
from seinhuis.engine.sealing.errors import CannotOpen, SealingError
from seinhuis.engine.sealing.keypairs import open_sealed
from seinhuis.engine.sealing.receipts import Receipt
from seinhuis.engine.sealing.symmetric import unwrap


def open_record(record: UUID, *, viewer: Viewer) -> RecordKey:
    """Open one record with a grant of the viewer. Raises NoGrant, Locked, CannotOpen."""
    opened = open_records([record], viewer=viewer)
    if record not in opened:
        raise NoGrant(_("There is nothing here that you can open."))
    return opened[record]


def open_records(records: Iterable[UUID], *, viewer: Viewer) -> dict[UUID, RecordKey]:
    """Open every record of ``records`` that the viewer holds a grant to, in one query. Raises Locked,
    CannotOpen.
    """
    grants = Grant.objects.filter(record__in=list(records), holder__in=viewer.keyring.holders())
    return {grant.record_id: _open(grant, viewer) for grant in grants.select_related("record")}


def open_each(records: Iterable[UUID], *, viewer: Viewer) -> dict[UUID, RecordKey | None]:
    """The same where a grant may be damaged: such a record gets None, so that it costs a line and not a page.

    A record without a grant for the viewer is left out. One query; where a grant is damaged, one more for
    each record. Raises Locked.
    """
    wanted = list(records)
    try:
        return dict(open_records(wanted, viewer=viewer))
    except SealingError:
        return {record: key for each in wanted for record, key in _open_alone(each, viewer).items()}


def open_sound_records(records: Iterable[UUID], *, viewer: Viewer) -> dict[UUID, RecordKey]:
    """The same, leaving out records whose grant is damaged. Raises Locked."""
    return {record: key for record, key in open_each(records, viewer=viewer).items() if key is not None}


def open_with_receipt(receipt: Receipt) -> RecordKey | None:
    """Open the record that a receipt belongs to, or return None. Does the same work for a wrong code."""
    key = secret("receipt")
    lookup, unlock = receipt.lookup(key), receipt.unlock(key)
    found = ReceiptGrant.objects.filter(lookup=lookup).select_related("record").first()
    if found is None:
        # A wrong code costs the same derivations and one failed opening, so that time tells nothing.
        _try_to_open(unlock, bytes(72), "receipt grant")
        return None
    opened = _try_to_open(unlock, found.wrapped_key, f"receipt grant {found.record_id}")
    return None if opened is None else RecordKey(found.record_id, found.record.organisation, opened)


def open_from_holder(holder: UUID, sealed: bytes, binding: str, *, viewer: Viewer) -> bytes:
    """Open what `seal_to_holder` sealed, with a key the viewer has open. Raises NoGrant, Locked,
    CannotOpen.
    """
    if holder not in viewer.keyring.holders():
        raise NoGrant(_("There is nothing here that you can open."))
    return open_sealed(viewer.keyring.pairs[holder], sealed, binding)


@dataclass(frozen=True)
class TokenHit:
    """One record of the organisation that holds a token."""

    token: bytes
    record: UUID


def tokens_of(records: Iterable[UUID], *, organisation: UUID) -> list[TokenHit]:
    """The tokens that these records of one organisation hold."""
    rows = BlindToken.objects.filter(record__in=list(records), organisation=organisation)
    return [TokenHit(bytes(token), record) for token, record in rows.values_list("token", "record_id")]


def records_with(tokens: Iterable[bytes], *, organisation: UUID, limit: int = 10_000) -> list[TokenHit]:
    """The records of one organisation that hold any of these tokens."""
    rows = BlindToken.objects.filter(token__in=list(tokens), organisation=organisation)
    return [
        TokenHit(bytes(token), record) for token, record in rows.values_list("token", "record_id")[:limit]
    ]


def muted_tokens(*, organisation: UUID) -> set[bytes]:
    """The tokens this organisation set aside as noise."""
    rows = MutedToken.objects.filter(organisation=organisation).values_list("token", flat=True)
    return {bytes(each) for each in rows}


def newest_with(tokens: Iterable[bytes], *, organisation: UUID, per_token: int) -> list[TokenHit]:
    """For each token the records of one organisation that got it last, newest first. One query, however
    common.
    """
    place = Window(RowNumber(), partition_by=F("token"), order_by=F("pk").desc())
    rows = BlindToken.objects.filter(token__in=list(tokens), organisation=organisation)
    newest = rows.annotate(place=place).filter(place__lte=per_token).order_by("-pk")
    return [TokenHit(bytes(token), record) for token, record in newest.values_list("token", "record_id")]


def token_counts(
    tokens: Iterable[bytes], *, organisation: UUID, with_muted: bool = False
) -> dict[bytes, int]:
    """How many records of one organisation hold each of these tokens.

    Muted tokens are left out unless ``with_muted``. Two queries, or one with them.
    """
    wanted = set(tokens)
    if not with_muted:
        wanted -= muted_tokens(organisation=organisation)
    rows = BlindToken.objects.filter(token__in=wanted, organisation=organisation)
    counted = rows.values_list("token").annotate(records=Count("record")).values_list("token", "records")
    return {bytes(each): number for each, number in counted}


@dataclass(frozen=True)
class SharedToken:
    """A token that several records of one organisation hold, and the record that got it last."""

    token: bytes
    records: int
    newest: UUID


def shared_tokens(*, organisation: UUID, start: int, size: int) -> list[SharedToken]:
    """The tokens that most records share, the most shared first; muted ones are left out. Two queries."""
    rows = list(_shared(organisation).order_by("-records", "-last")[start : start + size])
    newest = BlindToken.objects.in_bulk([last for _token, _records, last in rows])
    return [SharedToken(bytes(each), records, newest[last].record_id) for each, records, last in rows]


def count_shared_tokens(*, organisation: UUID) -> int:
    """How many tokens more than one record holds; muted ones are left out."""
    return _shared(organisation).count()


def _shared(organisation: UUID) -> QuerySet[Any, Any]:
    muted = MutedToken.objects.filter(organisation=organisation).values("token")
    tokens = BlindToken.objects.filter(organisation=organisation).exclude(token__in=muted)
    counted: QuerySet[Any, Any] = tokens.values_list("token").annotate(
        records=Count("record"), last=Max("pk")
    )
    return counted.filter(records__gt=1)


def _open_alone(record: UUID, viewer: Viewer) -> dict[UUID, RecordKey | None]:
    try:
        return dict(open_records([record], viewer=viewer))
    except SealingError:
        return {record: None}


def _open(grant: Grant, viewer: Viewer) -> RecordKey:
    pair = viewer.keyring.pairs[grant.holder_id]
    key = open_sealed(pair, grant.sealed_key, f"record {grant.record_id}")
    return RecordKey(grant.record_id, grant.record.organisation, key)


def _try_to_open(unlock: bytes, wrapped: bytes, purpose: str) -> bytes | None:
    try:
        return unwrap(unlock, wrapped, purpose)
    except CannotOpen:
        return None
