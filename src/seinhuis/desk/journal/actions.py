"""Appending to the journal and signing its head."""

from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction

from seinhuis.desk.journal.contracts import REPORTER
from seinhuis.desk.journal.keys import origin, signing_key
from seinhuis.desk.journal.models import JournalCheckpoint, JournalEntry, JournalHead
from seinhuis.desk.journal.stamping import stamp_newest
from seinhuis.desk.journal.stored_tree import fill_tiles
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Actor
from seinhuis.engine.ledger.checkpoint import Checkpoint, sign_checkpoint
from seinhuis.engine.ledger.entries import HASH_SIZE, NOTHING_BEFORE, Entry, canonical_bytes
from seinhuis.engine.ledger.tree import Frontier, leaf_hash


def record(
    *,
    actor: Actor,
    action: str,
    subject: UUID | None = None,
    ground: str | None = None,
    commitment: str | None = None,
) -> int:
    """Append one entry inside the caller's transaction and return its index.

    What a reporter does carries the day only. Raises RuntimeError outside a transaction, because a journal
    row stands or falls with what it describes, and MalformedEntry when a value is not an id or a code.
    """
    head = _locked_head()
    row = _append(head, actor, action, subject, ground, commitment)
    row.save()
    head.save()
    return row.index


def record_many(*, actor: Actor, rows: Iterable[tuple[str, UUID]]) -> int:
    """Append many (action, subject) entries of one actor in the caller's transaction; returns how many.

    Raises RuntimeError and MalformedEntry like `record`.
    """
    head = _locked_head()
    entries = [_append(head, actor, action, subject, None, None) for action, subject in rows]
    JournalEntry.objects.bulk_create(entries)
    head.save()
    return len(entries)


def make_checkpoint() -> int | None:
    """Sign the present tree head and return its size, or None when it had been signed already.

    Where the house has a time stamp authority, that stamps it: call this outside a transaction.
    """
    size = _sign_head()
    fill_tiles()
    stamp_newest()
    return size


@transaction.atomic
def _sign_head() -> int | None:
    head = _locked_head()
    if not head.size or JournalCheckpoint.objects.filter(size=head.size).exists():
        return None
    note = sign_checkpoint(Checkpoint(origin(), head.size, _frontier(head).root()), signing_key())
    JournalCheckpoint.objects.create(size=head.size, note=note, signed_on=clock.today())
    return head.size


def _locked_head() -> JournalHead:
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A journal row is written inside the transaction it describes.")
    head = JournalHead.objects.select_for_update().filter(pk=1).first()
    if head is not None:
        return head
    try:
        with transaction.atomic():
            return JournalHead.objects.create(pk=1, last_hash=NOTHING_BEFORE, frontier=b"")
    except IntegrityError:
        return JournalHead.objects.select_for_update().get(pk=1)


def _frontier(head: JournalHead) -> Frontier:
    hashes = [head.frontier[i : i + HASH_SIZE] for i in range(0, len(head.frontier), HASH_SIZE)]
    return Frontier(head.size, tuple(hashes))


def _append(
    head: JournalHead,
    actor: Actor,
    action: str,
    subject: UUID | None,
    ground: str | None,
    commitment: str | None,
) -> JournalEntry:
    """Grow the head by one entry and return the row for it, both unsaved."""
    today = clock.today()
    entry = Entry(
        index=head.size,
        previous=head.last_hash,
        day=today.isoformat(),
        time=None if actor.id == REPORTER else clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        actor=actor.id,
        organisation=None if actor.organisation is None else str(actor.organisation),
        action=action,
        subject=None if subject is None else str(subject),
        ground=str(ground) if ground else None,
        commitment=commitment,
    )
    canonical = canonical_bytes(entry)
    leaf = leaf_hash(canonical)
    grown = _frontier(head).append(leaf)
    head.size, head.last_hash, head.frontier = grown.size, leaf, b"".join(grown.hashes)
    return JournalEntry(
        index=entry.index,
        canonical=canonical,
        leaf_hash=leaf,
        organisation=actor.organisation,
        actor=entry.actor,
        action=entry.action,
        subject=entry.subject or "",
        day=today,
    )
