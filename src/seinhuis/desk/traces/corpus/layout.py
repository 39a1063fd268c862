"""Where the nodes of a picture go, computed on the server: the same cluster always gives the same picture.

Pure. Springs and repulsion (Fruchterman and Reingold 1991) from a fixed start, then what overlaps is moved
apart.
"""

import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from seinhuis.desk.traces.corpus.folding import Edge, Folded, Node, Shape

SPRING = 110.0
# Whoever is further away is not pushed: otherwise large parts leave an empty picture between them.
REACH = 3 * SPRING
ROUNDS, SEPARATIONS = 160, 120
GAP = 36
MARGIN = 16
# Windows are wider than they are high.
FLATTEN = 1.7
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
SIZES = {Shape.RECORD: (34, 34), Shape.IDENTIFIER: (176, 48), Shape.GROUP: (120, 48)}


@dataclass(frozen=True)
class Placed:
    """A node with the middle of its box, and the size of that."""

    node: Node
    x: int
    y: int
    width: int
    height: int

    @property
    def left(self) -> int:
        """The left side of its box."""
        return self.x - self.width // 2

    @property
    def top(self) -> int:
        """The upper side of its box."""
        return self.y - self.height // 2


@dataclass(frozen=True)
class Line:
    """An edge with both ends and its middle."""

    edge: Edge
    x1: int
    y1: int
    x2: int
    y2: int

    @property
    def x(self) -> int:
        """The middle."""
        return (self.x1 + self.x2) // 2

    @property
    def y(self) -> int:
        """The middle."""
        return (self.y1 + self.y2) // 2


@dataclass(frozen=True)
class Picture:
    """Nodes and lines in a canvas of this size."""

    nodes: tuple[Placed, ...]
    lines: tuple[Line, ...]
    width: int
    height: int


def lay_out(folded: Folded) -> Picture:
    """Give every node a place. Deterministic; about half a CPU second for 200 nodes."""
    if not folded.nodes:
        return Picture((), (), 0, 0)
    row = {node.key: place for place, node in enumerate(folded.nodes)}
    links = sorted({(row[edge.start], row[edge.end]) for edge in folded.edges})
    sizes = [SIZES[node.shape] for node in folded.nodes]
    middles = _apart(_springs(_start(len(row), links), links), sizes)
    shifted, width, height = _on_canvas(middles, sizes)
    placed = {
        node.key: Placed(node, *middle, *size)
        for node, middle, size in zip(folded.nodes, shifted, sizes, strict=True)
    }
    return Picture(tuple(placed.values()), tuple(_lines(folded.edges, placed)), width, height)


def _lines(edges: Sequence[Edge], placed: Mapping[str, Placed]) -> list[Line]:
    ends = [(edge, placed[edge.start], placed[edge.end]) for edge in edges]
    return [Line(edge, start.x, start.y, end.x, end.y) for edge, start, end in ends]


def _start(count: int, links: Sequence[tuple[int, int]]) -> Any:
    """A spiral from the inside out, what is linked near each other."""
    import numpy

    places = numpy.zeros((count, 2))
    for turn, node in enumerate(_outward(count, links)):
        radius = SPRING * math.sqrt(turn) * 0.7
        places[node] = radius * math.cos(turn * GOLDEN_ANGLE), radius * math.sin(turn * GOLDEN_ANGLE)
    return places


def _outward(count: int, links: Sequence[tuple[int, int]]) -> list[int]:
    """Every node once, each part of the graph breadth first from its most linked node."""
    beside: list[list[int]] = [[] for _ in range(count)]
    for start, end in links:
        beside[start].append(end)
        beside[end].append(start)
    seen: dict[int, None] = {}
    for first in sorted(range(count), key=lambda node: (-len(beside[node]), node)):
        waiting = deque([first])
        while waiting:
            node = waiting.popleft()
            if node not in seen:
                seen[node] = None
                waiting += beside[node]
    return list(seen)


def _springs(places: Any, links: Sequence[tuple[int, int]]) -> Any:
    """Linked nodes pull each other, all push each other, and each round they may move less."""
    import numpy

    start, end = numpy.array(links or numpy.zeros((0, 2)), numpy.int64).reshape(-1, 2).T
    for turn in range(ROUNDS):
        away = places[:, None] - places[None]
        square = numpy.maximum((away**2).sum(axis=2), 1.0)
        push = numpy.where(square < REACH**2, SPRING**2 / square, 0.0)
        force = (away * push[:, :, None]).sum(axis=1)
        pull = places[start] - places[end]
        pull *= numpy.sqrt((pull**2).sum(axis=1))[:, None] / SPRING
        numpy.add.at(force, start, -pull)
        numpy.add.at(force, end, pull)
        force -= places * (0.4, 0.4 * FLATTEN)
        length = numpy.maximum(numpy.sqrt((force**2).sum(axis=1)), 1e-9)
        most = SPRING * (1 - turn / ROUNDS) + 1
        places = places + force * (numpy.minimum(length, most) / length)[:, None]
    return places


def _apart(places: Any, sizes: Sequence[tuple[int, int]]) -> Any:
    """Move boxes that overlap apart, along the side where they overlap least."""
    import numpy

    size = numpy.array(sizes, float)
    need = (size[:, None] + size[None]) / 2 + GAP
    order = numpy.sign(numpy.arange(len(sizes))[:, None] - numpy.arange(len(sizes))[None])
    for _ in range(SEPARATIONS):
        away = places[:, None] - places[None]
        over = need - numpy.abs(away)
        touching = (over > 0).all(axis=2)
        numpy.fill_diagonal(touching, False)
        if not touching.any():
            break
        # Two at the very same spot part in the order in which they stand in the list.
        side = numpy.where(numpy.abs(away) < 1e-6, order[:, :, None], numpy.sign(away))
        sideways = over[:, :, 0] < over[:, :, 1]
        chosen = numpy.stack([sideways, ~sideways], axis=2) & touching[:, :, None]
        places = places + (numpy.where(chosen, over * side, 0.0) * 0.5).sum(axis=1)
    return places


def _on_canvas(places: Any, sizes: Sequence[tuple[int, int]]) -> tuple[list[tuple[int, int]], int, int]:
    import numpy

    half = numpy.array(sizes, float) / 2
    lowest = (places - half).min(axis=0) - MARGIN
    highest = (places + half).max(axis=0) + MARGIN
    width, height = (math.ceil(each) for each in (highest - lowest).tolist())
    middles = [(round(x), round(y)) for x, y in (places - lowest).tolist()]
    return middles, width, height
