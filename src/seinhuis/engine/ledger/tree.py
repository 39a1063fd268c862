"""The Merkle tree of RFC 6962, section 2.1, with SHA-256: roots, proofs and their verification.

A leaf hash is SHA-256(0x00 || entry), a node hash SHA-256(0x01 || left || right); the two prefixes keep an
entry from passing for a node.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

HASH_SIZE = 32
SubtreeHash = Callable[[int, int], bytes]


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry's canonical bytes."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True)
class Frontier:
    """A growing tree, remembered by the hashes of its complete subtrees, largest (leftmost) first."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError("The number of hashes does not fit the size of the tree.")

    def append(self, leaf: bytes) -> "Frontier":
        """The tree with one more leaf hash."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> "Frontier":
        """The tree with more leaf hashes, in constant memory."""
        size, hashes = self.size, list(self.hashes)
        for leaf in leaves:
            _push(hashes, leaf, size)
            size += 1
        return Frontier(size, tuple(hashes))

    def append_subtree(self, subtree: bytes, level: int) -> "Frontier":
        """The tree with a complete subtree of 2**level leaves more. Raises ValueError when not aligned."""
        if self.size % (1 << level):
            raise ValueError("A subtree of this level does not begin at this place.")
        hashes = list(self.hashes)
        _push(hashes, subtree, self.size >> level)
        return Frontier(self.size + (1 << level), tuple(hashes))

    def root(self) -> bytes:
        """The root of the tree; that of an empty one is the hash of nothing."""
        if not self.hashes:
            return hashlib.sha256(b"").digest()
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node_hash(left, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes, in constant memory."""
    return Frontier().extend(leaves).root()


def subtrees_of(leaves: Sequence[bytes]) -> SubtreeHash:
    """The hash of any range of leaves, from all leaf hashes in memory; what the proofs below ask for."""
    return lambda start, end: root_of(leaves[start:end])


def inclusion_proof(index: int, size: int, subtree: SubtreeHash) -> list[bytes]:
    """The audit path (RFC 6962, 2.1.1) from leaf ``index`` to the root of ``size`` leaves. Raises ValueError.

    ``subtree(start, end)`` gives the root over the leaves from ``start`` up to but not including ``end``.
    """
    if not 0 <= index < size:
        raise ValueError("The tree has no such leaf.")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return path[::-1]


def consistency_proof(old: int, new: int, subtree: SubtreeHash) -> list[bytes]:
    """The proof (RFC 6962, 2.1.2) that the tree of ``new`` leaves begins with ``old``. Raises ValueError."""
    if not 0 < old <= new:
        raise ValueError("The older tree has at least one leaf and no more than the newer one.")
    path: list[bytes] = []
    start, end = 0, new
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    if start:
        path.append(subtree(start, end))
    return path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Say whether ``proof`` leads from the leaf hash at ``index`` to ``root`` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or not _all_hashes([leaf, root, *proof]):
        return False
    place, last, reached = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            reached = node_hash(step, reached)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            reached = node_hash(reached, step)
        place, last = place >> 1, last >> 1
    return last == 0 and reached == root


def verify_consistency(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Say whether ``proof`` shows that the newer tree begins with the older one (RFC 9162, 2.1.4.2)."""
    if not 0 < old <= new or not _all_hashes([old_root, new_root, *proof]):
        return False
    if old == new:
        return not proof and old_root == new_root
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not steps:
        return False
    return _roots_reached(old, new, steps) == (old_root, new_root)


def _roots_reached(old: int, new: int, steps: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    older = newer = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if place & 1 or place == last:
            older, newer = node_hash(step, older), node_hash(step, newer)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            newer = node_hash(newer, step)
        place, last = place >> 1, last >> 1
    return (older, newer) if last == 0 else None


def _push(hashes: list[bytes], subtree: bytes, count: int) -> None:
    """Add a subtree behind ``count`` of its own size, and join what becomes complete by it."""
    while count & 1:
        subtree = node_hash(hashes.pop(), subtree)
        count >>= 1
    hashes.append(subtree)


def _split(size: int) -> int:
    """The largest power of two smaller than ``size``."""
    return 1 << (size - 1).bit_length() - 1


def _all_hashes(hashes: Iterable[bytes]) -> bool:
    return all(len(each) == HASH_SIZE for each in hashes)
