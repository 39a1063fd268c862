"""Journals to test with: entries that follow one another, checkpoints, exports."""

import io
from dataclasses import replace

from seinhuis.engine.ledger.checkpoint import Checkpoint, sign_checkpoint, verifier_key
from seinhuis.engine.ledger.entries import NOTHING_BEFORE, Entry, canonical_bytes
from seinhuis.engine.ledger.export import Header, export_lines
from seinhuis.engine.ledger.tree import leaf_hash, root_of
from seinhuis.engine.ledger.verification import verify_export
from seinhuis.engine.sealing.signatures import SigningKey

ORIGIN = "seinhuis.example/journal"
KEY = SigningKey.from_bytes(ORIGIN, bytes(range(32)))
OTHER_KEY = SigningKey.from_bytes(ORIGIN, bytes(32))
VKEY = verifier_key(KEY)
ORGANISATION = "5b0d7f58-2c3e-4c55-9a55-0b9b3a1f0001"


def entry(index=0, previous=NOTHING_BEFORE, **changes):
    made = Entry(
        index=index,
        previous=previous,
        day="2026-11-24",
        time=None,
        actor="reporter",
        organisation=ORGANISATION,
        action="report.received",
        subject=f"subject-{index}",
    )
    return replace(made, **changes)


def chain(count, **changes):
    """The canonical bytes of entries that follow one another."""
    lines, previous = [], NOTHING_BEFORE
    for index in range(count):
        lines.append(canonical_bytes(entry(index, previous, **changes)))
        previous = leaf_hash(lines[-1])
    return lines


def leaves(entries):
    return [leaf_hash(each) for each in entries]


def note(entries, size=None, key=KEY, origin=ORIGIN):
    size = len(entries) if size is None else size
    return sign_checkpoint(Checkpoint(origin, size, root_of(leaves(entries[:size]))), key)


def export(entries, sizes=(), key=KEY):
    """The lines of an export with checkpoints at these sizes and over all entries."""
    notes = [(size, note(entries, size, key)) for size in sorted({*sizes, len(entries)})]
    header = Header(verifier_key(key), notes[-1][1], len(notes))
    return list(export_lines(header, enumerate(entries), notes))


def verdict(lines, **options):
    return verify_export(io.BytesIO(b"".join(lines)), **options)
