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
    """A record by its number, an identifier, or a group of ``count`` records of one place or month."""

    key: str
    shape: Shape
    count: int = 1
    number: int = 0
    kind: str = ""
    label: str = field(default="", repr=False)
    by_place: bool = False


@dataclass(frozen=True)
class Edge:
    """A line between two nodes by their keys. ``pair``: the two records whose reasons it stands for."""

    start: str
    end: str
    bond: Bond
    pair: tuple[str, str]


@dataclass(frozen=True)
class Folded:
    """The picture before it has places. ``identifiers_left_out`` are in the words beside it only."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    identifiers_left_out: int = 0

    @property
    def grouped(self) -> int:
        """How many records stand in groups."""
        return sum(node.count for node in self.nodes if node.shape is Shape.GROUP)


def fold(
    records: Sequence[Piece], shared: Sequence[Holders], pairs: Sequence[Pair], most: int = MOST_NODES
) -> Folded:
    """Choose what is drawn: at most ``most`` nodes, those with most reasons one by one, the rest in groups.

    Of texts that are nearly the same only the strongest lines are drawn that hold the same records together.
    """
    kept = sorted(shared, key=lambda each: (-len(each.records), each.kind, each.value))[:MOST_IDENTIFIERS]
    node_of, nodes = _record_nodes(records, kept, pairs, most - len(kept))
    nodes += [
        Node(f"i{place}", Shape.IDENTIFIER, kind=each.kind, label=each.value)
        for place, each in enumerate(kept)
    ]
    edges = [edge for place, each in enumerate(kept) for edge in _star(f"i{place}", each, node_of)]
    edges += [
        Edge(node_of[each.left], node_of[each.right], each.bond, (each.left, each.right))
        for each in strongest(pairs, kept if len(records) > MOST_BOTH else ())
        if node_of.get(each.left) and node_of.get(each.right)
    ]
    return Folded(tuple(nodes), tuple(_once(edges)), len(shared) - len(kept))


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


def _record_nodes(
    records: Sequence[Piece], shared: Sequence[Holders], pairs: Sequence[Pair], room: int
) -> tuple[dict[str, str], list[Node]]:
    """The node of each record, and these nodes; more than ``room`` records are folded."""
    single = set(_by_reasons(records, shared, pairs)[: room - MOST_GROUPS if len(records) > room else None])
    node_of = {each.record: f"r{each.number}" for each in records if each.record in single}
    nodes = [
        Node(f"r{each.number}", Shape.RECORD, number=each.number) for each in records if each.record in single
    ]
    rest = [each for each in records if each.record not in single]
    by_place = 2 * sum(1 for each in rest if each.place) >= len(rest)
    names = {each.record: (each.place or UNKNOWN) if by_place else each.month for each in rest}
    groups = _groups(names)
    for record, name in names.items():
        node_of[record] = groups.get(name, "g")
    nodes += _group_nodes(Counter(node_of[record] for record in names), groups, by_place)
    return node_of, nodes


def _by_reasons(records: Sequence[Piece], shared: Sequence[Holders], pairs: Sequence[Pair]) -> list[str]:
    """The records with most reasons to be here first."""
    reasons = Counter(record for each in shared for record in each.records)
    reasons.update(record for each in pairs for record in (each.left, each.right))
    return sorted((each.record for each in records), key=lambda record: (-reasons[record], record))


def _groups(names: Mapping[str, str]) -> dict[str, str]:
    """The key of the group for each name that gets one; the smallest groups and the unknown share one."""
    counted = Counter(name for name in names.values() if name != UNKNOWN)
    largest = sorted(counted, key=lambda name: (-counted[name], name))[: MOST_GROUPS - 1]
    return {name: f"g{place}" for place, name in enumerate(sorted(largest))}


def _group_nodes(counts: Mapping[str, int], groups: Mapping[str, str], by_place: bool) -> list[Node]:
    name_of = {key: name for name, key in groups.items()}
    return [
        Node(key, Shape.GROUP, count=counts[key], label=name_of.get(key, UNKNOWN), by_place=by_place)
        for key in sorted(counts)
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
