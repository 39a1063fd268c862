"""Downhill search by BIC over hierarchical models, on many tables at once.

From independence to the best of the models with one term more or one less, until none is better.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from seinhuis.engine.estimates.loglinear.deciding import Decisions
from seinhuis.engine.estimates.loglinear.fitting import active_terms, rows_at_once
from seinhuis.engine.estimates.loglinear.models import Model, closure, possible_terms
from seinhuis.engine.estimates.loglinear.newton import Floats, fit, lattice

Rows = NDArray[np.int64]
Values = tuple[Floats, Floats]
FitRows = Callable[[Floats, Sequence[Model], Rows], Values]
TIE = 1e-9


@dataclass
class Descent:
    """One table on its way down: the BIC and the hidden persons of each model met, and where it stands."""

    here: Model
    met: dict[Model, tuple[float, float]] = field(default_factory=dict)

    def best_around(self, order: int) -> Model:
        """The neighbour with the lowest BIC, smaller models first; itself when there is no neighbour."""
        around = (self.here, *neighbours(self.here, order))
        return min(around[1:], key=lambda model: self.met[model][0], default=self.here)

    def unmet(self, order: int) -> list[Model]:
        """What has to be fitted before the next step."""
        return [model for model in (self.here, *neighbours(self.here, order)) if model not in self.met]


@lru_cache(maxsize=4096)
def neighbours(model: Model, order: int) -> tuple[Model, ...]:
    """The hierarchical models with one term more or less, smaller ones first, never the saturated one."""
    terms = set(model.interactions)
    less = [
        Model(model.lists, tuple(term for term in model.interactions if term != dropped))
        for dropped in sorted(terms & set(model.generators))
    ]
    more = [
        Model(model.lists, tuple(sorted((*terms, term))))
        for term in possible_terms(model.lists, order)
        if term not in terms and set(closure([term])) - {term} <= terms
    ]
    return (*less, *(larger for larger in more if larger.parameters < 2**model.lists))


def descend(cells: Floats, order: int, fit_rows: FitRows) -> list[Descent]:
    """Walk each row of cells (B, 2**t) down; a table on which independence has no estimate stays there."""
    lists = cells.shape[1].bit_length() - 1
    walks = [Descent(Model(lists)) for _ in cells]
    penalty = np.log(cells.sum(axis=1))
    walking = list(range(len(walks)))
    while walking:
        _meet(cells, walks, walking, order, fit_rows, penalty)
        walking = [row for row in walking if _step(walks[row], order)]
    return walks


def _meet(
    cells: Floats, walks: list[Descent], walking: list[int], order: int, fit_rows: FitRows, penalty: Floats
) -> None:
    wanted = [(row, model) for row in walking for model in walks[row].unmet(order)]
    size = rows_at_once(walks[0].here.lists)
    for first in range(0, len(wanted), size):
        part = wanted[first : first + size]
        rows = np.array([row for row, _ in part], dtype=np.int64)
        hidden, likelihood = fit_rows(cells, [model for _, model in part], rows)
        sizes = np.array([model.parameters for _, model in part])
        values = np.where(np.isnan(hidden), math.inf, -2 * likelihood + sizes * penalty[rows])
        for (row, model), value, unseen in zip(part, values.tolist(), hidden.tolist(), strict=True):
            walks[row].met[model] = (value, unseen)


def _step(walk: Descent, order: int) -> bool:
    """Go to the best neighbour when it is better; whether it went."""
    best, value = walk.best_around(order), walk.met[walk.here][0]
    better = walk.met[best][0] < value - TIE * (1.0 + abs(value)) if math.isfinite(value) else False
    if better:
        walk.here = best
    return better


def fit_rows_in_batches(decisions: Decisions) -> FitRows:
    """The fitter of numpy: hidden persons (NaN: no estimate) and likelihood of model r on table rows[r]."""

    def fit_rows(cells: Floats, models: Sequence[Model], rows: Rows) -> Values:
        union = tuple(sorted({term for model in models for term in model.interactions}))
        over = lattice(models[0].lists, union)
        batch = fit(over, cells[rows], active_terms(over, models))
        return np.where(decisions.fitted(batch), batch.hidden, np.nan), batch.likelihood

    return fit_rows
