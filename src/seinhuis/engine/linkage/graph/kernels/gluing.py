"""Union-find that remembers when: each merge has a level, and the components before any level can be asked.

Levels are what glued: 0 a person, 1 a text link, otherwise the number of records of the identifier.
Identifiers of one level are all judged against the components before that level, so no order among them
exists. No path compression: it would forget the levels; union by size keeps the trees logarithmic.
"""

from typing import NamedTuple

import numpy
from numba import njit

from seinhuis.engine.linkage.contracts import Rows
from seinhuis.engine.linkage.graph.contracts import Forest

NEVER = numpy.iinfo(numpy.int64).max


class Limits(NamedTuple):
    """The numbers of ``Rules`` in a form that compiled code reads."""

    sized: int
    most_components: int
    share: float
    fewest_records: int
    few_records: int
    crowd: int
    strangers: float


@njit(cache=True, nogil=True)
def root_before(forest: Forest, node: int, level: int) -> int:
    """The root of a node when everything below ``level`` had been glued and nothing else."""
    while forest.attached[node] < level:
        node = forest.parent[node]
    return node


@njit(cache=True, nogil=True)
def merge(forest: Forest, sized: int, left: int, right: int, level: int) -> None:
    """Join two components at a level, and write down when they came to hold ``sized`` records."""
    first, second = root_before(forest, left, NEVER), root_before(forest, right, NEVER)
    if first == second:
        return
    if forest.size[first] < forest.size[second]:
        first, second = second, first
    forest.parent[second], forest.attached[second] = first, level
    forest.size[first] += forest.size[second]
    if forest.grown[first] == NEVER and forest.size[first] >= sized:
        forest.grown[first] = level


@njit(cache=True, nogil=True)
def glue_pairs(forest: Forest, sized: int, left: Rows, right: Rows, level: int) -> None:
    """Merge pairs of rows, all at one level."""
    for link in range(left.size):
        merge(forest, sized, left[link], right[link], level)


@njit(cache=True, nogil=True)
def count_components(forest: Forest, rows: Rows, seen: Rows, mark: int) -> tuple[int, int]:
    """In how many components that had grown before their own number these rows lay, and how many of them."""
    components, inside = 0, 0
    for row in rows:
        root = root_before(forest, row, rows.size)
        if forest.grown[root] >= rows.size:
            continue
        inside += 1
        if seen[root] != mark:
            seen[root] = mark
            components += 1
    return components, inside


@njit(cache=True, nogil=True)
def count_small(forest: Forest, rows: Rows, seen: Rows, mark: int) -> int:
    """In how many components that had not grown before their own number these rows lay."""
    components = 0
    for row in rows:
        root = root_before(forest, row, rows.size)
        if forest.grown[root] >= rows.size and seen[root] != mark:
            seen[root] = mark
            components += 1
    return components


@njit(cache=True, nogil=True)
def joins_strangers(limits: Limits, records: int, inside: int) -> bool:
    """Whether so many records have so little in common that no one writer can be behind them."""
    return records >= limits.crowd and records - inside >= limits.strangers * records


@njit(cache=True, nogil=True)
def is_hub(limits: Limits, records: int, components: int, inside: int) -> bool:
    """Whether the fan-in is too much; ``Rules`` says what the limits mean."""
    if components <= limits.most_components or components <= limits.share * records:
        return False
    return records >= limits.few_records or inside < 2 * components


@njit(cache=True, nogil=True)
def find_fan_in(
    forest: Forest, limits: Limits, start: Rows, rows: Rows, asked: Rows, counted: Rows, seen: Rows
) -> None:
    """For the identifiers asked that are hubs, write in ``counted`` what each would merge at its level."""
    for each in asked:
        mine = rows[start[each] : start[each + 1]]
        if mine.size >= limits.fewest_records:
            components, inside = count_components(forest, mine, seen, each)
            if joins_strangers(limits, mine.size, inside):
                components += count_small(forest, mine, seen, each)
                counted[each, 0], counted[each, 1] = components, inside
            elif is_hub(limits, mine.size, components, inside):
                counted[each, 0], counted[each, 1] = components, inside


@njit(cache=True, nogil=True)
def glue_identifiers(forest: Forest, limits: Limits, start: Rows, rows: Rows, sequence: Rows) -> Rows:
    """Glue identifiers in the order of ``sequence`` (ascending number of rows) unless they are hubs.

    Gives for each identifier -1, or what ``count_components`` counted when it was refused.
    """
    counted = numpy.full((start.size - 1, 2), -1, numpy.int64)
    seen = numpy.full(forest.parent.size, -1, numpy.int64)
    first = 0
    while first < sequence.size:
        records = start[sequence[first] + 1] - start[sequence[first]]
        last = first
        while last < sequence.size and start[sequence[last] + 1] - start[sequence[last]] == records:
            last += 1
        find_fan_in(forest, limits, start, rows, sequence[first:last], counted, seen)
        for each in sequence[first:last]:
            if counted[each, 0] < 0:
                for place in range(start[each] + 1, start[each + 1]):
                    merge(forest, limits.sized, rows[start[each]], rows[place], records)
        first = last
    return counted


@njit(cache=True, nogil=True)
def count_again(forest: Forest, limits: Limits, start: Rows, rows: Rows, asked: Rows) -> Rows:
    """What ``glue_identifiers`` gives of the identifiers asked, in a forest that is finished."""
    counted = numpy.full((start.size - 1, 2), -1, numpy.int64)
    seen = numpy.full(forest.parent.size, -1, numpy.int64)
    find_fan_in(forest, limits, start, rows, asked, counted, seen)
    return counted


@njit(cache=True, nogil=True)
def last_roots(forest: Forest) -> Rows:
    """The root of each row with everything glued."""
    roots = numpy.empty(forest.parent.size, numpy.int64)
    for row in range(roots.size):
        roots[row] = root_before(forest, row, NEVER)
    return roots
