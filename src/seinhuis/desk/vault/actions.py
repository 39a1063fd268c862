"""Making records, granting, indexing and shredding. The caller checks rights and writes the journal row that
names why.
"""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import transaction

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Actor
from seinhuis.desk.kernel.secrets import secret
from seinhuis.desk.vault.contracts import RecordKey, UnknownHolder
from seinhuis.desk.vault.models import BlindToken, Grant, Holder, MutedToken, ReceiptGrant, SealedRecord
from seinhuis.engine.sealing.blind_index import organisation_key, token
from seinhuis.engine.sealing.envelopes import new_key
from seinhuis.engine.sealing.keypairs import seal_to
from seinhuis.engine.sealing.receipts import Receipt
from seinhuis.engine.sealing.symmetric import wrap


def create_holder(kind: str, public_key: bytes) -> UUID:
    """Register a public key as a holder of grants and return its id."""
    return Holder.objects.create(kind=kind, public_key=public_key).pk


def create_record(*, kind: str, organisation: UUID, holders: Iterable[UUID]) -> RecordKey:
    """Make a sealed record with a fresh key, granted to ``holders``; runs inside the caller's transaction.

    Raises UnknownHolder: a record that nobody can open is lost from the start.
    """
    known = _holders(holders)
    record = SealedRecord.objects.create(id=uuid4(), organisation=organisation, kind=kind)
    opened = RecordKey(record.pk, organisation, new_key())
    for holder in known:
        _add_grant(opened, holder)
    return opened


def grant(opened: RecordKey, holder: UUID) -> None:
    """Give one more holder access to a record whose key is open."""
    _add_grant(opened, Holder.objects.get(pk=holder))


def grant_to_receipt(opened: RecordKey, receipt: Receipt) -> None:
    """Let a receipt code open this record."""
    key = secret("receipt")
    ReceiptGrant.objects.create(
        lookup=receipt.lookup(key),
        record_id=opened.record,
        wrapped_key=wrap(receipt.unlock(key), opened.key, f"receipt grant {opened.record}"),
    )


def create_records(*, kind: str, organisation: UUID, holders: Iterable[UUID], count: int) -> list[RecordKey]:
    """Make many sealed records at once, each with a key of its own; for imports. Raises UnknownHolder."""
    known = _holders(holders)
    opened = [RecordKey(uuid4(), organisation, new_key()) for _ in range(count)]
    SealedRecord.objects.bulk_create(
        [SealedRecord(id=each.record, organisation=organisation, kind=kind) for each in opened]
    )
    Grant.objects.bulk_create([_grant_row(each, holder) for each in opened for holder in known])
    return opened


def index_identifiers(record: UUID, organisation: UUID, identifiers: Iterable[tuple[str, str]]) -> None:
    """Write the blind tokens of (kind, canonical) pairs that a record holds; knowing one already is fine."""
    index_many([(record, organisation, list(identifiers))])


def index_many(records: Iterable[tuple[UUID, UUID, list[tuple[str, str]]]]) -> None:
    """Write the blind tokens of many records: (record, organisation, [(kind, canonical)])."""
    rows = [
        BlindToken(token=each, organisation=organisation, record_id=record)
        for record, organisation, identifiers in records
        for each in {blind_token(organisation, kind, canonical) for kind, canonical in identifiers}
    ]
    BlindToken.objects.bulk_create(rows, ignore_conflicts=True)


def seal_to_holder(holder: UUID, data: bytes, binding: str) -> bytes:
    """Seal something to a holder whose key is not open here; whoever holds it opens it with
    `open_from_holder`.
    """
    return seal_to(Holder.objects.get(pk=holder).public_key, data, binding)


def blind_token(organisation: UUID, kind: str, canonical: str) -> bytes:
    """The token under which an organisation's records hold this identifier."""
    return token(organisation_key(secret("index"), str(organisation)), kind, canonical)


def mute_token(organisation: UUID, muted: bytes) -> None:
    """Let a token link nothing in this organisation; muting twice is fine."""
    MutedToken.objects.get_or_create(organisation=organisation, token=muted)


def unmute_token(organisation: UUID, muted: bytes) -> None:
    """Let a muted token link again."""
    MutedToken.objects.filter(organisation=organisation, token=muted).delete()


@transaction.atomic
def shred(record: UUID, *, actor: Actor, ground: str) -> None:
    """Destroy a record's key: every grant and token goes, and a journal row stays."""
    Grant.objects.filter(record_id=record).delete()
    ReceiptGrant.objects.filter(record_id=record).delete()
    BlindToken.objects.filter(record_id=record).delete()
    SealedRecord.objects.filter(pk=record).update(shredded_on=clock.today())
    journal(actor=actor, action="record.shredded", subject=record, ground=ground)


def _holders(wanted: Iterable[UUID]) -> list[Holder]:
    numbers = set(wanted)
    known = list(Holder.objects.filter(pk__in=numbers))
    if not known or len(known) != len(numbers):
        raise UnknownHolder("A record is granted to holders that exist, and to at least one.")
    return known


def _add_grant(opened: RecordKey, holder: Holder) -> None:
    _grant_row(opened, holder).save()


def _grant_row(opened: RecordKey, holder: Holder) -> Grant:
    sealed = seal_to(holder.public_key, opened.key, f"record {opened.record}")
    return Grant(record_id=opened.record, holder=holder, sealed_key=sealed)
