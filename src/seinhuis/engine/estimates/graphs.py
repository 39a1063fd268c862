"""Decomposable graphs: which dependences between lists a Bayesian average runs over.

A graph is decomposable when every cycle of four or more lists has a chord. Its likelihood then splits into
one factor for each clique, divided by one for each separator (Lauritzen 1996, section 4.4).
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

MOST_LISTS = 6


@dataclass(frozen=True)
class DecomposableGraph:
    """One graph over lists: its cliques, and a sign for each set of lists, both as bit masks.

    ``signs`` pairs a set with +1 for each clique and -1 for each separator that it is. The empty set stands
    in it as a separator once for each component, so that the signs add up to zero.
    """

    cliques: tuple[int, ...]
    signs: tuple[tuple[int, int], ...]


@lru_cache(maxsize=8)
def decomposable_graphs(lists: int) -> tuple[DecomposableGraph, ...]:
    """Every decomposable graph over this many lists: 2, 8, 61, 822 or 18,154 for 2 to 6 lists."""
    if not 2 <= lists <= MOST_LISTS:
        raise ValueError(f"Decomposable graphs are enumerated for 2 to {MOST_LISTS} lists.")
    pairs = tuple(combinations(range(lists), 2))
    found = (_decomposed(lists, _neighbours(lists, pairs, edges)) for edges in range(2 ** len(pairs)))
    return tuple(graph for graph in found if graph is not None)


def sign_matrix(graphs: tuple[DecomposableGraph, ...], lists: int) -> NDArray[np.float64]:
    """The signs of all graphs, shape (graphs, 2**lists), with one column for each set of lists."""
    matrix = np.zeros((len(graphs), 2**lists))
    for row, graph in enumerate(graphs):
        for members, sign in graph.signs:
            matrix[row, members] = sign
    return matrix


def _neighbours(lists: int, pairs: tuple[tuple[int, int], ...], edges: int) -> list[int]:
    neighbours = [0] * lists
    for place, (one, other) in enumerate(pairs):
        if edges >> place & 1:
            neighbours[one] |= 1 << other
            neighbours[other] |= 1 << one
    return neighbours


def _decomposed(lists: int, neighbours: list[int]) -> DecomposableGraph | None:
    """Follow a maximum cardinality search (Tarjan & Yannakakis 1984); None when a cycle has no chord."""
    families: list[int] = []
    signs: dict[int, int] = {}
    numbered, left = 0, list(range(lists))
    while left:
        vertex = max(left, key=lambda candidate: (neighbours[candidate] & numbered).bit_count())
        earlier = neighbours[vertex] & numbered
        if not _complete(earlier, neighbours):
            return None
        family = earlier | 1 << vertex
        families.append(family)
        signs[family] = signs.get(family, 0) + 1
        signs[earlier] = signs.get(earlier, 0) - 1
        numbered |= 1 << vertex
        left.remove(vertex)
    cliques = tuple(one for one in families if not any(one != two and one & two == one for two in families))
    return DecomposableGraph(cliques, tuple((members, sign) for members, sign in signs.items() if sign))


def _complete(members: int, neighbours: list[int]) -> bool:
    rest = members
    while rest:
        lowest = rest & -rest
        rest ^= lowest
        if rest & ~neighbours[lowest.bit_length() - 1]:
            return False
    return True
