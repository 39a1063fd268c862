"""The tree over the stored leaves: what proofs ask for, in a few queries however long the journal is."""

from functools import lru_cache

from seinhuis.desk.journal.models import JournalCheckpoint, JournalEntry, JournalTile
from seinhuis.engine.ledger.tree import Frontier, root_of

LEVEL = 8
TILE = 1 << LEVEL
BATCH = 100


def fill_tiles() -> int:
    """Store the roots of tiles that are complete under a checkpoint; returns how many were added."""
    newest = JournalCheckpoint.objects.order_by("-size").first()
    missing = range(JournalTile.objects.count(), newest.size // TILE if newest else 0)
    for batch in (missing[at : at + BATCH] for at in range(0, len(missing), BATCH)):
        tiles = [JournalTile(number=number, root=_root(number)) for number in batch]
        JournalTile.objects.bulk_create(tiles, ignore_conflicts=True)
    return len(missing)


class StoredTree:
    """Hashes of ranges of leaves, from tile roots and the leaves of at most a few tiles."""

    def __init__(self) -> None:
        self._tiles: list[bytes] = list(JournalTile.objects.order_by("number").values_list("root", flat=True))
        self._leaves_of = lru_cache(maxsize=8)(lambda number: _leaves(number * TILE, (number + 1) * TILE))

    def subtree(self, start: int, end: int) -> bytes:
        """The root over the leaves from ``start`` up to but not including ``end``, as a proof asks for it."""
        frontier = Frontier()
        at = start
        while at < end:
            number, first = divmod(at, TILE)
            if first == 0 and end - at >= TILE:
                frontier = frontier.append_subtree(self._tile(number), LEVEL)
                at += TILE
            else:
                until = min(end, (number + 1) * TILE)
                frontier = frontier.extend(self._leaves_of(number)[first : first + until - at])
                at = until
        return frontier.root()

    def _tile(self, number: int) -> bytes:
        return self._tiles[number] if number < len(self._tiles) else _root(number)


def _root(number: int) -> bytes:
    return root_of(_leaves(number * TILE, (number + 1) * TILE))


def _leaves(start: int, end: int) -> list[bytes]:
    rows = JournalEntry.objects.filter(index__gte=start, index__lt=end).order_by("index")
    return list(rows.values_list("leaf_hash", flat=True))
