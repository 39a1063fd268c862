"""What an auditor reads: the entries of their own organisation, proofs of them, and the signed heads."""

from dataclasses import replace

from django.utils.translation import gettext as _

from seinhuis.desk.journal.contracts import (
    CheckpointPage,
    EntryFilter,
    EntryPage,
    SignedHead,
    StoredEntry,
    Viewer,
)
from seinhuis.desk.journal.models import AppendOnlyRows, JournalCheckpoint, JournalEntry, JournalStamp
from seinhuis.desk.journal.stored_tree import StoredTree
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.kernel.permissions import require
from seinhuis.engine.ledger.entries import parse_entry
from seinhuis.engine.ledger.errors import MalformedEntry
from seinhuis.engine.ledger.proofs import (
    ConsistencyProof,
    InclusionProof,
    write_consistency,
    write_inclusion,
)
from seinhuis.engine.ledger.tree import consistency_proof, inclusion_proof, leaf_hash

PAGE = 50


def entries(chosen: EntryFilter, *, viewer: Viewer) -> EntryPage:
    """The entries of the viewer's organisation that fit a filter, newest first, a page at a time."""
    rows = _own(viewer)
    wanted = {"actor": chosen.actor, "action": chosen.action, "subject": chosen.subject, "day": chosen.day}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if chosen.before is not None:
        rows = rows.filter(index__lt=chosen.before)
    found = list(rows.order_by("-index")[: PAGE + 1])
    more = found[PAGE - 1].index if len(found) > PAGE else None
    return EntryPage(tuple(_stored(row) for row in found[:PAGE]), more)


def entry(index: int, *, viewer: Viewer) -> StoredEntry:
    """One entry of the viewer's organisation. Raises NotFound."""
    return _stored(_row(index, viewer))


def signing_checkpoint(index: int, *, viewer: Viewer) -> SignedHead | None:
    """The newest checkpoint when it covers this entry, else None. Raises NotFound."""
    _row(index, viewer)
    newest = _newest()
    return newest if newest is not None and newest.size > index else None


def proof_of_entry(index: int, *, viewer: Viewer) -> str:
    """The proof, as text, that an entry is under the newest checkpoint. Raises NotFound."""
    row, head = _row(index, viewer), signing_checkpoint(index, viewer=viewer)
    if head is None:
        raise NotFound(_("No checkpoint signs this entry yet. Please come back in a quarter of an hour."))
    path = inclusion_proof(index, head.size, StoredTree().subtree)
    return write_inclusion(InclusionProof(row.canonical, index, tuple(path), head.note))


def proof_of_continuation(old: int, *, viewer: Viewer) -> str:
    """The proof, as text, that the newest checkpoint continues that over ``old`` entries. Raises NotFound."""
    kept = checkpoint(old, viewer=viewer)
    newest = _newest() or kept
    path = consistency_proof(old, newest.size, StoredTree().subtree)
    return write_consistency(ConsistencyProof(old, tuple(path), newest.note))


def checkpoints(before: int | None, *, viewer: Viewer) -> CheckpointPage:
    """The signed heads of the whole house (sizes and hashes only), newest first, a page at a time."""
    require(viewer.actor, Role.AUDITOR)
    rows = JournalCheckpoint.objects.order_by("-size")
    if before is not None:
        rows = rows.filter(size__lt=before)
    found = list(rows[: PAGE + 1])
    stamps = JournalStamp.objects.filter(pk__in=[row.size for row in found])
    stamped = dict(stamps.values_list("size", "moment"))
    heads = tuple(replace(_head(row), stamped_at=stamped.get(row.size)) for row in found[:PAGE])
    return CheckpointPage(heads, heads[-1].size if len(found) > PAGE else None)


def checkpoint(size: int, *, viewer: Viewer) -> SignedHead:
    """One signed head. Raises NotFound."""
    require(viewer.actor, Role.AUDITOR)
    row = JournalCheckpoint.objects.filter(pk=size).first()
    if row is None:
        raise NotFound(_("There is no checkpoint over this number of entries."))
    return _head(row)


def stamp(size: int, *, viewer: Viewer) -> bytes:
    """The answer of the time stamp authority over a checkpoint's note, in DER. Raises NotFound."""
    require(viewer.actor, Role.AUDITOR)
    row: JournalStamp | None = JournalStamp.objects.filter(pk=size).first()
    if row is None:
        raise NotFound(_("There is no time stamp over this checkpoint."))
    return bytes(row.response)


def _own(viewer: Viewer) -> AppendOnlyRows:
    require(viewer.actor, Role.AUDITOR)
    return JournalEntry.objects.filter(organisation=viewer.organisation)


def _row(index: int, viewer: Viewer) -> JournalEntry:
    row: JournalEntry | None = _own(viewer).filter(pk=index).first()
    if row is None:
        raise NotFound(_("Your organisation has no entry with this number."))
    return row


def _stored(row: JournalEntry) -> StoredEntry:
    """What the canonical bytes say; the columns beside them are only there to find the row."""
    try:
        read = parse_entry(row.canonical)
    except MalformedEntry:
        return StoredEntry(row.index, None)
    whole = read.index == row.index and leaf_hash(row.canonical) == row.leaf_hash
    return StoredEntry(row.index, read if whole else None)


def _newest() -> SignedHead | None:
    row = JournalCheckpoint.objects.order_by("-size").first()
    return None if row is None else _head(row)


def _head(row: JournalCheckpoint) -> SignedHead:
    return SignedHead(row.size, row.signed_on, row.note)
