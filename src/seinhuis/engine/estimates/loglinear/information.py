"""Choosing a model by the Bayesian information criterion, BIC = -2 log L + k log n.

k counts every parameter, those at minus infinity too; n is the number of observed persons (Silverman, Chan &
Vincent 2024). Up to five lists every hierarchical model is fitted, beyond that the search goes downhill.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from seinhuis.engine.estimates.errors import BadSetting
from seinhuis.engine.estimates.loglinear.deciding import Decisions
from seinhuis.engine.estimates.loglinear.downhill import descend, fit_rows_in_batches
from seinhuis.engine.estimates.loglinear.fitting import (
    Fit,
    active_terms,
    fit_in_chunks,
    read_fit,
    rows_at_once,
)
from seinhuis.engine.estimates.loglinear.models import Model, all_models
from seinhuis.engine.estimates.loglinear.newton import (
    CONVERGED,
    Batch,
    Flags,
    Floats,
    Lattice,
    fit,
    lattice,
)
from seinhuis.engine.estimates.tables import CaptureTable

MOST_LISTS_EXHAUSTIVE = 5
TIE = 1e-9


def check_order(lists: int, order: int) -> None:
    """Raise BadSetting for an order that no model of these lists has."""
    if not 1 <= order <= lists:
        raise BadSetting(f"The order of a model over {lists} lists lies between 1 and {lists}.")


def candidates(table: CaptureTable, order: int) -> tuple[Model, ...]:
    """All models of at most this order up to five lists; beyond, those that the downhill search met."""
    check_order(len(table.lists), order)
    if len(table.lists) <= MOST_LISTS_EXHAUSTIVE:
        return all_models(len(table.lists), order)
    walk = descend(table.cells[None].astype(np.float64), order, fit_rows_in_batches(Decisions()))[0]
    return tuple(walk.met)


def ranked(table: CaptureTable, *, order: int = 2, within: float = math.inf) -> tuple[Fit, ...]:
    """The candidates that have an estimate, lowest BIC first, up to ``within`` above the lowest.

    Models are over the lists in the order of the table. Raises BadSetting for an order that it cannot have.
    """
    found: list[tuple[float, Model, Batch, int]] = []
    for batch, chunk in fit_in_chunks(table, candidates(table, order)):
        values = batch.active.sum(axis=1) * math.log(table.n) - 2 * batch.likelihood
        good = np.flatnonzero(batch.status == CONVERGED).tolist()
        found += [(float(values[row]), chunk[row], batch, row) for row in good]
    if not found:
        return ()
    most = min(value for value, *_ in found) + within + TIE
    kept = [each for each in found if each[0] <= most]
    # Rounded, so that models with the same fit tie and the first of them comes first.
    kept.sort(key=lambda each: (round(each[0], 6), len(each[1].interactions), each[1].interactions))
    return tuple(read_fit(table, batch, row, model) for _, model, batch, row in kept)


def select_exhaustively(
    cells: Floats, models: Sequence[Model], starts: Floats, decisions: Decisions
) -> tuple[Floats, NDArray[np.int64]]:
    """For each row of cells (B, 2**t): hidden persons under its best model (NaN: none), and that model's
    place.

    ``starts`` (models, 2**t): parameters by set to begin from.
    """
    over = lattice(models[0].lists, tuple(sorted({term for model in models for term in model.interactions})))
    active = active_terms(over, models)
    hidden, best = np.full(len(cells), np.nan), np.full(len(cells), -1, dtype=np.int64)
    for row, counts in enumerate(cells):
        values, found = _criteria(over, active, starts, counts, decisions)
        place = lowest(values)
        if np.isfinite(values[place]):
            hidden[row], best[row] = found[place], place
    return hidden, best


def _criteria(
    over: Lattice, active: Flags, starts: Floats, counts: Floats, decisions: Decisions
) -> tuple[Floats, Floats]:
    """BIC, without the constant of the likelihood, and hidden persons of each model on one table."""
    values, found = np.full(len(active), np.inf), np.full(len(active), np.nan)
    size = rows_at_once(over.lists)
    for first in range(0, len(active), size):
        part = slice(first, first + size)
        tables = np.tile(counts, (len(active[part]), 1))
        batch = fit(over, tables, active[part], starts[part][:, over.terms])
        penalty = active[part].sum(axis=1) * math.log(counts.sum())
        values[part] = np.where(decisions.fitted(batch), penalty - 2 * batch.likelihood, np.inf)
        found[part] = batch.hidden
    return values, found


def lowest(values: Floats) -> int:
    """The first place whose value is the lowest, or as good as."""
    bottom = values.min()
    margin = TIE * (1.0 + abs(bottom)) if np.isfinite(bottom) else 0.0
    return int(np.argmax(values <= bottom + margin))
