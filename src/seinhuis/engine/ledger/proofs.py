"""Proofs on paper, in forms that others read too.

That one entry is in the journal: C2SP tlog-proof, with the entry itself in its ``extra`` line. That a newer
checkpoint continues an older one: the request of C2SP tlog-witness, which any witness of such logs takes.
Specifications: c2sp.org/tlog-proof and c2sp.org/tlog-witness.
"""

import base64
from dataclasses import dataclass

from seinhuis.engine.ledger.checkpoint import (
    Checkpoint,
    VerifierKey,
    decode_base64,
    open_checkpoint,
    whole_number,
)
from seinhuis.engine.ledger.entries import Entry, parse_entry
from seinhuis.engine.ledger.errors import DoesNotVerify, MalformedNote
from seinhuis.engine.ledger.tree import leaf_hash, verify_consistency, verify_inclusion

INCLUSION = "c2sp.org/tlog-proof@v1"
LONGEST_PATH = 63


@dataclass(frozen=True)
class InclusionProof:
    """The canonical bytes of an entry, its number, and the path from it to the root that ``note`` signs."""

    entry: bytes
    index: int
    path: tuple[bytes, ...]
    note: str


@dataclass(frozen=True)
class ConsistencyProof:
    """The path that leads from the root of the first ``old`` entries to the root that ``note`` signs."""

    old: int
    path: tuple[bytes, ...]
    note: str


def write_inclusion(proof: InclusionProof) -> str:
    """The proof as text, for a file whose name ends in .tlog-proof."""
    head = (INCLUSION, f"extra {_encode(proof.entry)}", f"index {proof.index}")
    return "\n".join((*head, *map(_encode, proof.path))) + f"\n\n{proof.note}"


def write_consistency(proof: ConsistencyProof) -> str:
    """The proof as text."""
    return "\n".join((f"old {proof.old}", *map(_encode, proof.path))) + f"\n\n{proof.note}"


def is_inclusion(text: str) -> bool:
    """Say whether a text is a proof of one entry, rather than one between two checkpoints."""
    return text.startswith(INCLUSION)


def parse_inclusion(text: str) -> InclusionProof:
    """Read a proof of one entry. Raises MalformedNote."""
    lines, note = _head_and_note(text)
    if len(lines) < 3 or lines[0] != INCLUSION:
        raise MalformedNote("This is not a proof of one entry that carries the entry itself.")
    entry = decode_base64(_after("extra ", lines[1]))
    index = whole_number(_after("index ", lines[2]))
    return InclusionProof(entry, index, _path(lines[3:]), note)


def parse_consistency(text: str) -> ConsistencyProof:
    """Read a proof between two checkpoints. Raises MalformedNote."""
    lines, note = _head_and_note(text)
    return ConsistencyProof(whole_number(_after("old ", lines[0])), _path(lines[1:]), note)


def check_inclusion(text: str, key: VerifierKey) -> tuple[Entry, Checkpoint]:
    """The entry that a proof proves, and the checkpoint it is in.

    Raises MalformedNote, MalformedEntry, or DoesNotVerify.
    """
    proof = parse_inclusion(text)
    checkpoint = open_checkpoint(proof.note, key)
    entry = parse_entry(proof.entry)
    if entry.index != proof.index:
        raise DoesNotVerify("The entry has another number than the proof is for.")
    leaf = leaf_hash(proof.entry)
    if not verify_inclusion(leaf, proof.index, checkpoint.size, proof.path, checkpoint.root):
        raise DoesNotVerify("The proof does not lead from the entry to the root that was signed.")
    return entry, checkpoint


def check_consistency(text: str, old_note: str, key: VerifierKey) -> tuple[Checkpoint, Checkpoint]:
    """The two checkpoints of which the newer continues the older. Raises MalformedNote or DoesNotVerify."""
    proof = parse_consistency(text)
    old, new = open_checkpoint(old_note, key), open_checkpoint(proof.note, key)
    if old.origin != new.origin:
        raise DoesNotVerify("The two checkpoints are of different journals.")
    if old.size != proof.old:
        raise DoesNotVerify(
            f"The proof starts at {proof.old} entries, the checkpoint that was kept at {old.size}."
        )
    if not verify_consistency(old.size, old.root, new.size, new.root, proof.path):
        raise DoesNotVerify(
            "The newer checkpoint does not continue the older one: what was signed was rewritten."
        )
    return old, new


def _head_and_note(text: str) -> tuple[list[str], str]:
    head, separator, note = text.partition("\n\n")
    if not separator:
        raise MalformedNote("The proof is cut off: it holds no checkpoint.")
    return head.split("\n"), note


def _path(lines: list[str]) -> tuple[bytes, ...]:
    if len(lines) > LONGEST_PATH:
        raise MalformedNote(f"The proof has more than {LONGEST_PATH} steps.")
    return tuple(decode_base64(line) for line in lines)


def _after(word: str, line: str) -> str:
    if not line.startswith(word):
        raise MalformedNote(f"The proof has no line that starts with '{word.strip()}' where it belongs.")
    return line.removeprefix(word)


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()
