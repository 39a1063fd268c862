"""What goes into a graph and what comes out: links as arrays of numbers, results in full and comparable."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Memberships, Rows, TextLinks

Strengths = NDArray[numpy.float64]
NONE = -1


class BadGraph(ValueError):
    """The input contradicts itself; the message says which array and which place."""


@dataclass(frozen=True)
class Rules:
    """The numbers of the fan-in guard and of bridge cutting; they stand with every result.

    An identifier is a hub when it would merge more than ``most_components`` components of at least ``sized``
    records and these are more than ``share`` of its records. With fewer than ``fewest_records`` it never is;
    with fewer than ``few_records`` only if it touches, on average, fewer than two records of each of them.
    One of ``crowd`` records or more is also a hub when at least the share ``strangers`` of them lie in no
    such component: nobody writes so much without repeating himself.
    Bridges are cut in components of more than ``cut_over`` records, thin borders in those of more than
    ``thin_over``: ``loose``, ``few_links`` and ``few_share`` say what is thin (``thinning.py``).
    """

    sized: int = 3
    most_components: int = 5
    share: float = 0.08
    fewest_records: int = 20
    few_records: int = 100
    crowd: int = 5_000
    strangers: float = 0.3
    cut_over: int = 10
    thin_over: int = 50
    loose: float = 0.1
    few_links: int = 2
    few_share: float = 0.02


RULES = Rules()


@dataclass(frozen=True)
class JudgedRows:
    """What people said of pairs of rows: ``same[i]`` or not the same, on ``day[i]`` (a proleptic ordinal)."""

    left: Rows
    right: Rows
    same: NDArray[numpy.bool_]
    day: Rows


@dataclass(frozen=True)
class Graph:
    """Everything that links ``count`` rows.

    ``order``: for each row its place among all records by something that stays with the record, such as its
    id. Only ties are broken by it; left out, the row number breaks them. Numbers of identifiers may be any
    integers; their order too must stay (sorted canonical values, or a hash).
    """

    count: int
    text_links: TextLinks
    memberships: Memberships
    judged: JudgedRows
    order: Rows | None = None


@dataclass(frozen=True)
class Link:
    """A row mentions an ``identifier``, or is tied to the row ``other``; the other one is ``NONE``.

    ``weight``: infinite for a person's judgement, the similarity for a text, by rarity for an identifier.
    """

    row: int
    other: int
    identifier: int
    weight: float


@dataclass(frozen=True)
class Bridge:
    """A link without which a cluster falls apart, and the records on both sides."""

    link: Link
    smaller: int
    larger: int


@dataclass(frozen=True)
class Bridges:
    """Many bridges as arrays; ``bridges[i]`` is one of them in words of its own."""

    row: Rows
    other: Rows
    identifier: Rows
    weight: Strengths
    smaller: Rows
    larger: Rows

    def __len__(self) -> int:
        return int(self.row.size)

    def __getitem__(self, place: int) -> Bridge:
        link = Link(
            int(self.row[place]),
            int(self.other[place]),
            int(self.identifier[place]),
            float(self.weight[place]),
        )
        return Bridge(link, int(self.smaller[place]), int(self.larger[place]))

    def __iter__(self) -> Iterator[Bridge]:
        return (self[place] for place in range(len(self)))


@dataclass(frozen=True)
class Hub:
    """An identifier that does not glue, with what was counted.

    ``components``: groups that it would have merged, each large enough to count, or of any size where it is
    one for its strangers; ``inside``: how many of its ``records`` lie in groups that are large enough.
    """

    identifier: int
    records: int
    components: int
    inside: int

    @property
    def reason(self) -> str:
        """Why it does not glue, in words."""
        return (
            f"stands in {self.records} records and would merge {self.components} groups "
            f"that nothing rarer connects ({self.components / self.records:.0%} of its records)"
        )


@dataclass(frozen=True)
class Conflict:
    """Somebody said that the two rows ``apart`` are not the same, and something else says they are.

    ``refused``: the judgement "same" that is not followed, with every such judgement on the way in
    ``together``; or None, and ``left_out`` has the computed links that do not glue because of this.
    """

    apart: tuple[int, int]
    refused: tuple[int, int] | None = None
    together: tuple[tuple[int, int], ...] = ()
    left_out: tuple[Link, ...] = ()


class Forest(NamedTuple):
    """How the rows were glued before bridges and judgements: for updates, no part of the result.

    The shape of the trees depends on the order of the input, what they say does not. For each row:
    ``parent``, the level at which it was ``attached`` to it, the level at which it had ``grown`` to enough
    records, and the ``size`` of what lies under it. A named tuple, because compiled code reads it.
    """

    parent: Rows
    attached: Rows
    grown: Rows
    size: Rows


@dataclass(frozen=True)
class Clustering:
    """Which rows belong together: ``label`` is the smallest row of each row's cluster; nothing is merged.

    ``cut``: the bridges that do not glue, by row; ``thin``: the few links between two large parts that do
    not, with the records of both. ``weakest``: for each cluster that hangs on single links the weakest of
    them, ordered by cluster (``label[weakest.row]``).
    """

    label: Rows
    hubs: tuple[Hub, ...]
    cut: Bridges
    thin: Bridges
    weakest: Bridges
    conflicts: tuple[Conflict, ...]
    rules: Rules
    forest: Forest = field(repr=False)


@dataclass(frozen=True)
class Hop:
    """One step of the way between two rows: both mention ``identifier``, or their texts or a person tie them.

    ``weight``: of the weaker half. ``bridge``: set when without this step the cluster falls apart.
    """

    start: int
    end: int
    identifier: int
    weight: float
    bridge: Bridge | None
