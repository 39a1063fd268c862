"""Designs over capture histories and covariates together: which cells there are, which terms count there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from seinhuis.engine.estimates.errors import BadModel
from seinhuis.engine.estimates.tables import CaptureTable, Strata

Floats = NDArray[np.float64]
Level = str
Stratum = tuple[Level, ...]
Term = frozenset[str]


@dataclass(frozen=True, eq=False)
class StratifiedDesign:
    """Cells by columns. Cell (history h, stratum x) is row ``x * 2**t + h``; h = 0 is nobody's list.

    ``strata``: every combination of levels of ``variables``. ``matrix`` (cells, columns) of zeros and ones,
    the intercept first; ``terms`` names the term of each column.
    """

    variables: tuple[str, ...]
    strata: tuple[Stratum, ...]
    histories: int
    matrix: Floats
    terms: tuple[Term, ...]

    def row(self, history: int, stratum: int) -> int:
        """The row of a cell."""
        return stratum * self.histories + history

    def compatible(self, values: Sequence[Level | None]) -> list[int]:
        """The strata that a person with these levels, None where unknown, can be in."""
        return [
            place
            for place, stratum in enumerate(self.strata)
            if all(known is None or known == level for known, level in zip(values, stratum, strict=True))
        ]


def closed_terms(table: CaptureTable, strata: Strata, sets: Iterable[Iterable[str]]) -> tuple[Term, ...]:
    """Main effects, all interactions of the covariates, the given sets and everything within them.

    Raises BadModel for a name that is neither a list nor a variable, or for all lists at once.
    """
    names = {*table.lists, *strata.variables}
    wanted = [frozenset(members) for members in sets]
    for term in wanted:
        if not term <= names:
            raise BadModel(f"There is no list or variable {min(term - names)}.")
        if term >= set(table.lists):
            raise BadModel("An interaction of all lists leaves nothing to estimate the hidden persons with.")
    wanted += [frozenset({name}) for name in table.lists] + [frozenset(strata.variables)]
    found = {
        frozenset(inner)
        for term in wanted
        for size in range(len(term) + 1)
        for inner in combinations(sorted(term), size)
    }
    return tuple(sorted(found, key=lambda term: (len(term), sorted(term))))


def stratified_design(table: CaptureTable, strata: Strata, terms: Sequence[Term]) -> StratifiedDesign:
    """Dummy coding: the level with the most persons is the one that the others are compared with."""
    levels = [_levels(strata, place) for place in range(len(strata.variables))]
    combinations_of_levels = tuple(product(*levels))
    histories = 2 ** len(table.lists)
    seen = np.tile(np.arange(histories), len(combinations_of_levels))
    columns: list[Floats] = []
    named: list[Term] = []
    for term in terms:
        mask = sum(1 << table.position(name) for name in term & set(table.lists))
        chosen = [place for place, name in enumerate(strata.variables) if name in term]
        for combination in product(*(levels[place][1:] for place in chosen)):
            inside = [
                tuple(stratum[place] for place in chosen) == combination for stratum in combinations_of_levels
            ]
            columns.append(np.repeat(inside, histories) * ((seen & mask) == mask).astype(np.float64))
            named.append(term)
    return StratifiedDesign(
        strata.variables, combinations_of_levels, histories, np.column_stack(columns), tuple(named)
    )


def _levels(strata: Strata, place: int) -> list[Level]:
    """The levels of a variable, most persons first, then by name."""
    persons: dict[Level, int] = {}
    for values, count in zip(strata.values, strata.counts.tolist(), strict=True):
        level = values[place]
        if level is not None:
            persons[level] = persons.get(level, 0) + count
    if not persons:
        raise BadModel(f"Nobody has a known level of {strata.variables[place]}.")
    return sorted(persons, key=lambda level: (-persons[level], level))
