"""What of a cluster fits in one picture: records, what they share, and the rest as one node a place or month.

Pure. Nothing is left out: what does not fit is counted in a node of its own.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

MOST_NODES = 200
MOST_IDENTIFIERS = 60
MOST_GROUPS = 24
# In a picture with more records than this a text is drawn only where no identifier leads that way.
MOST_BOTH = 40
UNKNOWN = ""


class Shape(StrEnum):
    """What a node stands for."""

    RECORD = "record"
    IDENTIFIER = "identifier"
    GROUP = "group"


class Fold(StrEnum):
    """By what records that do not fit are put together."""

    PLACE = "place"
    MONTH = "month"


class Bond(StrEnum):
    """What a line stands for."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    SAME = "same"
    NOT_SAME = "not-same"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Piece:
    """One record of the cluster. ``number``: its place in the list beside the picture."""

    record: str
    number: int
    place: str | None = None
    month: str = UNKNOWN


@dataclass(frozen=True)
class Holders:
    """An identifier and the records that hold it."""

    kind: str
    value: str = field(repr=False)
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pair:
    """Two records with nearly the same text (``similarity``), or with what a person said of them."""

    left: str
    right: str
    bond: Bond
    similarity: float = 1.0


@dataclass(frozen=True)
class Node:
    """A record by its number, an identifier, or a group of ``records`` of one place or month.

    ``number``: of a record in the list, of a group among the groups (0: elsewhere, the smallest and the
    unknown).
    """

    key: str
    shape: Shape
    number: int = 0
    kind: str = ""
    label: str = field(default="", repr=False)
    records: tuple[str, ...] = field(default=(), repr=False)

    @property
    def count(self) -> int:
        """How many records a group or an identifier has."""
        return len(self.records)


@dataclass(frozen=True)
class Edge:
    """A line between two nodes by their keys. ``pair``: the two records whose reasons it stands for."""

    start: str
    end: str
    bond: Bond
    pair: tuple[str, str]


@dataclass(frozen=True)
class Folded:
    """The picture before it has places. ``identifiers_left_out`` are in the words beside it only.

    ``by``: by what the groups are put together.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    by: Fold
    identifiers_left_out: int = 0

    @property
    def groups(self) -> tuple[Node, ...]:
        """The groups, elsewhere last."""
        found = (node for node in self.nodes if node.shape is Shape.GROUP)
        return tuple(sorted(found, key=lambda node: (not node.number, node.number)))

    @property
    def grouped(self) -> int:
        """How many records stand in groups."""
        return sum(node.count for node in self.groups)


def fold(
    records: Sequence[Piece],
    shared: Sequence[Holders],
    pairs: Sequence[Pair],
    *,
    by: Fold | None = None,
    most: int = MOST_NODES,
) -> Folded:
    """Choose what is drawn: at most ``most`` nodes, those with most reasons one by one, the rest in groups.

    Of texts that are nearly the same only the strongest lines are drawn that hold the same records together.
    ``by``: None puts together by place where most of the rest have one, otherwise by month.
    """
    kept = sorted(shared, key=lambda each: (-len(each.records), each.kind, each.value))[:MOST_IDENTIFIERS]
    single, rest = _apart(records, kept, pairs, most - len(kept))
    by = by or _best(rest)
    groups = _groups(rest, by)
    node_of = {each.record: f"r{each.number}" for each in single}
    node_of |= {record: group.key for group in groups for record in group.records}
    nodes = [Node(f"r{each.number}", Shape.RECORD, each.number, records=(each.record,)) for each in single]
    nodes += groups
    nodes += [
        Node(f"i{place}", Shape.IDENTIFIER, kind=each.kind, label=each.value, records=each.records)
        for place, each in enumerate(kept)
    ]
    edges = [edge for place, each in enumerate(kept) for edge in _star(f"i{place}", each, node_of)]
    edges += [
        Edge(node_of[each.left], node_of[each.right], each.bond, (each.left, each.right))
        for each in strongest(pairs, kept if len(records) > MOST_BOTH else ())
        if node_of.get(each.left) and node_of.get(each.right)
    ]
    return Folded(tuple(nodes), tuple(_once(edges)), by, len(shared) - len(kept))


def strongest(pairs: Iterable[Pair], shared: Iterable[Holders] = ()) -> list[Pair]:
    """What people said, and of near-equal texts a maximum spanning forest (Kruskal 1956).

    ``shared``: identifiers that lead from one record to another already.
    """
    ordered = sorted(
        pairs, key=lambda each: (each.bond is Bond.TEXT, -each.similarity, each.left, each.right)
    )
    root: dict[str, str] = {}
    for held in shared:
        for record in held.records[1:]:
            root[_root(root, record)] = _root(root, held.records[0])
    kept: list[Pair] = []
    for each in ordered:
        ends = _root(root, each.left), _root(root, each.right)
        if each.bond is not Bond.TEXT:
            kept.append(each)
        elif ends[0] != ends[1]:
            root[ends[0]] = ends[1]
            kept.append(each)
    return kept


def _root(root: dict[str, str], record: str) -> str:
    while (above := root.setdefault(record, record)) != record:
        root[record] = root[above]
        record = above
    return record


def _apart(
    records: Sequence[Piece], shared: Sequence[Holders], pairs: Sequence[Pair], room: int
) -> tuple[list[Piece], list[Piece]]:
    """Those that are drawn one by one, and the rest when there are more than ``room``."""
    if len(records) <= room:
        return list(records), []
    first = set(_by_reasons(records, shared, pairs)[: room - MOST_GROUPS])
    single = [each for each in records if each.record in first]
    return single, [each for each in records if each.record not in first]


def _best(rest: Sequence[Piece]) -> Fold:
    placed = sum(1 for each in rest if each.place)
    return Fold.PLACE if 2 * placed >= len(rest) else Fold.MONTH


def _by_reasons(records: Sequence[Piece], shared: Sequence[Holders], pairs: Sequence[Pair]) -> list[str]:
    """The records with most reasons to be here first."""
    reasons = Counter(record for each in shared for record in each.records)
    reasons.update(record for each in pairs for record in (each.left, each.right))
    return sorted((each.record for each in records), key=lambda record: (-reasons[record], record))


def _groups(rest: Sequence[Piece], by: Fold) -> list[Node]:
    """A group for each of the largest places or months; the smallest and the unknown share one."""
    name_of = {
        each.record: (each.place or UNKNOWN) if by is Fold.PLACE else each.month or UNKNOWN for each in rest
    }
    counted = Counter(name for name in name_of.values() if name != UNKNOWN)
    largest = sorted(counted, key=lambda name: (-counted[name], name))[: MOST_GROUPS - 1]
    number = {name: place for place, name in enumerate(sorted(largest), 1)}
    held: dict[int, list[str]] = {}
    for record, name in name_of.items():
        held.setdefault(number.get(name, 0), []).append(record)
    named = {place: name for name, place in number.items()}
    return [
        Node(f"g{place}", Shape.GROUP, place, label=named.get(place, UNKNOWN), records=tuple(held[place]))
        for place in sorted(held)
    ]


def _star(key: str, shared: Holders, node_of: Mapping[str, str]) -> Iterable[Edge]:
    """A line from an identifier to each holder; its reasons are shown against the first other holder."""
    first, *others = shared.records
    for record in shared.records:
        other = first if record != first else next(iter(others), first)
        if record in node_of:
            yield Edge(key, node_of[record], Bond.IDENTIFIER, (other, record))


def _once(edges: Iterable[Edge]) -> Iterable[Edge]:
    """Between two nodes one line of each kind, and none from a group to itself."""
    seen: set[tuple[frozenset[str], Bond]] = set()
    for edge in edges:
        ends = frozenset((edge.start, edge.end)), edge.bond
        if edge.start != edge.end and ends not in seen:
            seen.add(ends)
            yield edge
