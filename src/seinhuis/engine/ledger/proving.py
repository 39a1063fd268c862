"""Taking a proof out of an export, after checking the whole of it."""

from pathlib import Path

from seinhuis.engine.ledger.checkpoint import VerifierKey
from seinhuis.engine.ledger.errors import DoesNotVerify
from seinhuis.engine.ledger.proofs import ConsistencyProof, InclusionProof, write_consistency, write_inclusion
from seinhuis.engine.ledger.tree import HASH_SIZE, SubtreeHash, consistency_proof, inclusion_proof, root_of
from seinhuis.engine.ledger.verification import verify_export


def prove_entry(export: Path, index: int, *, key: VerifierKey | None = None) -> str:
    """The proof that entry ``index`` is under the newest checkpoint.

    Raises DoesNotVerify when the export does not hold, and LookupError when it has no such entry.
    """
    checked = _Checked(export, key, wanted=index)
    if checked.entry is None:
        raise LookupError(f"The export has no entry {index}; it ends with entry {checked.size - 1}.")
    path = inclusion_proof(index, checked.size, checked.subtree())
    return write_inclusion(InclusionProof(checked.entry, index, tuple(path), checked.note))


def prove_continuation(export: Path, old: int, *, key: VerifierKey | None = None) -> str:
    """The proof that the newest checkpoint continues one over ``old`` entries.

    Raises DoesNotVerify when the export does not hold, and LookupError when it has fewer entries.
    """
    checked = _Checked(export, key)
    if not 0 < old <= checked.size:
        raise LookupError(f"The export has {checked.size} entries; a proof starts at 1 to {checked.size}.")
    path = consistency_proof(old, checked.size, checked.subtree())
    return write_consistency(ConsistencyProof(old, tuple(path), checked.note))


class _Checked:
    """An export that holds: leaf hashes (32 bytes an entry), newest checkpoint and one wanted entry."""

    def __init__(self, export: Path, key: VerifierKey | None, wanted: int | None = None) -> None:
        self.entry: bytes | None = None
        self._wanted = wanted
        self._leaves = bytearray()
        with export.open("rb") as file:
            verdict = verify_export(file, key=key, on_leaf=self._hear)
        if not verdict.holds:
            raise DoesNotVerify(f"The export does not hold: {verdict.troubles[0].text}")
        self.note = verdict.newest_note
        self.size = len(self._leaves) // HASH_SIZE

    def subtree(self) -> SubtreeHash:
        return lambda start, end: root_of(map(self._leaf, range(start, end)))

    def _leaf(self, index: int) -> bytes:
        return bytes(self._leaves[index * HASH_SIZE : (index + 1) * HASH_SIZE])

    def _hear(self, index: int, leaf: bytes, entry: bytes) -> None:
        self._leaves += leaf
        if index == self._wanted:
            self.entry = entry
