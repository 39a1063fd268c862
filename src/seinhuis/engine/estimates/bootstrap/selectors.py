"""From tables to hidden persons, with the whole selection for each: compiled where numba is there, else
numpy.

Both ways take the same steps and give the same numbers to the last few digits. `SEINHUIS_COMPILED=0` in the
environment, or ``compiled=False``, leaves numba out.
"""

import os
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from seinhuis.engine.estimates.loglinear.deciding import Decisions
from seinhuis.engine.estimates.loglinear.downhill import FitRows, Rows, Values, descend, fit_rows_in_batches
from seinhuis.engine.estimates.loglinear.fitting import fit_models
from seinhuis.engine.estimates.loglinear.information import MOST_LISTS_EXHAUSTIVE, select_exhaustively
from seinhuis.engine.estimates.loglinear.models import Model, all_models, pairs
from seinhuis.engine.estimates.loglinear.newton import Floats, fit, lattice
from seinhuis.engine.estimates.loglinear.stepwise import select
from seinhuis.engine.estimates.tables import CaptureTable

Selector = Callable[[Floats], Floats]
SWITCH = "SEINHUIS_COMPILED"
LEFT = -1.0  # what the kernels write for a table that they leave to the batches


def is_compiled(wanted: bool | None) -> bool:
    """Whether to use the kernels: as wanted, else by the environment, else whether they can be loaded."""
    if wanted is not None:
        return wanted
    return os.environ.get(SWITCH, "1") != "0" and _kernels_load()


def _kernels_load() -> bool:
    try:
        import seinhuis.engine.estimates.bootstrap.kernels  # noqa: F401 - only whether it can be loaded
    except (ImportError, RuntimeError):
        # numba is not there, or has no directory to keep compiled code in; numpy gives the same numbers.
        return False
    return True


def fixed(model: Model) -> Selector:
    """The same model for every table; NaN where it has no estimate."""
    over, decisions = lattice(model.lists, model.interactions), Decisions()

    def hidden(cells: Floats) -> Floats:
        batch = fit(over, cells, np.ones((len(cells), len(over.terms)), dtype=np.bool_))
        return np.where(decisions.fitted(batch), batch.hidden, np.nan)

    return hidden


def stepwise(table: CaptureTable, threshold: float, *, compiled: bool) -> Selector:
    """Forward selection by Poisson tails for every table."""
    decisions = Decisions()

    def in_batches(cells: Floats) -> Floats:
        chosen = select(cells, threshold=threshold, decisions=decisions)
        return np.where(chosen.status == 0, chosen.hidden, np.nan)

    return _compiled_stepwise(table, threshold, in_batches) if compiled else in_batches


def _compiled_stepwise(table: CaptureTable, threshold: float, in_batches: Selector) -> Selector:
    from seinhuis.engine.estimates.bootstrap import kernels

    lists = len(table.lists)
    main, two = _main(lists), np.array(pairs(lists), dtype=np.int64)
    start = _starts(table, [Model(lists)])[0]

    def hidden(cells: Floats) -> Floats:
        found, chosen = np.empty(len(cells)), np.empty((len(cells), len(two)), dtype=np.bool_)
        kernels.stepwise(main, two, np.ascontiguousarray(cells), start, threshold, found, chosen)
        return _completed(found, cells, in_batches)

    return hidden


def bic(table: CaptureTable, order: int, *, compiled: bool) -> Selector:
    """The model with the lowest BIC for every table: of all models up to five lists, else downhill."""
    if len(table.lists) > MOST_LISTS_EXHAUSTIVE:
        return _downhill(order, compiled=compiled)
    models = all_models(len(table.lists), order)
    starts, decisions = _starts(table, models), Decisions()

    def in_batches(cells: Floats) -> Floats:
        return select_exhaustively(cells, models, starts, decisions)[0]

    if not compiled:
        return in_batches
    first = int(select_exhaustively(table.cells[None].astype(np.float64), models, starts, decisions)[1][0])
    return _compiled_exhaustive(models, starts, max(first, 0), in_batches)


def _compiled_exhaustive(
    models: Sequence[Model], starts: Floats, first: int, in_batches: Selector
) -> Selector:
    from seinhuis.engine.estimates.bootstrap import kernels

    terms, sizes = _padded(models)
    large, within = _large_models(models)

    def hidden(cells: Floats) -> Floats:
        found, best = np.empty(len(cells)), np.empty(len(cells), dtype=np.int64)
        tables = np.ascontiguousarray(cells)
        kernels.exhaustive(terms, sizes, starts, large, within, first, tables, found, best)
        return _completed(found, cells, in_batches)

    return hidden


def _large_models(models: Sequence[Model]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The largest models without one term, by place, and which models lie within each, shape (R, M)."""
    terms = [frozenset(model.interactions) for model in models]
    everything = frozenset().union(*terms)
    wanted = {frozenset(t for t in everything if t & left != left) for left in everything} | {everything}
    large = [place for place, each in enumerate(terms) if each in wanted]
    within = [[each <= terms[place] for each in terms] for place in large]
    return np.array(large, dtype=np.int64), np.array(within, dtype=np.bool_).reshape(len(large), len(models))


def _downhill(order: int, *, compiled: bool) -> Selector:
    in_batches = fit_rows_in_batches(Decisions())
    fit_rows = _fit_rows_compiled(in_batches) if compiled else in_batches

    def hidden(cells: Floats) -> Floats:
        return np.array([walk.met[walk.here][1] for walk in descend(cells, order, fit_rows)])

    return hidden


def _fit_rows_compiled(in_batches: FitRows) -> FitRows:
    from seinhuis.engine.estimates.bootstrap import kernels

    def fit_rows(cells: Floats, models: Sequence[Model], rows: Rows) -> Values:
        terms, sizes = _padded(models)
        hidden, likelihood = np.empty(len(rows)), np.empty(len(rows))
        kernels.fit_rows(terms, sizes, np.ascontiguousarray(cells), rows, hidden, likelihood)
        left = np.flatnonzero(hidden == LEFT)
        if len(left):
            again = in_batches(cells, [models[row] for row in left.tolist()], rows[left])
            hidden[left], likelihood[left] = again
        return hidden, likelihood

    return fit_rows


def _completed(found: Floats, cells: Floats, in_batches: Selector) -> Floats:
    left = np.flatnonzero(found == LEFT)
    if len(left):
        found[left] = in_batches(cells[left])
    return found


def _main(lists: int) -> NDArray[np.int64]:
    return np.array([0, *(1 << place for place in range(lists))], dtype=np.int64)


def _padded(models: Sequence[Model]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The sets of each model, intercept first, in rows of the same length; and how many there are."""
    sizes = np.array([model.parameters for model in models], dtype=np.int64)
    terms = np.zeros((len(models), int(sizes.max())), dtype=np.int64)
    main = _main(models[0].lists)
    for row, model in enumerate(models):
        terms[row, : sizes[row]] = [*main, *model.interactions]
    return terms, sizes


def _starts(table: CaptureTable, models: Sequence[Model]) -> Floats:
    """Parameters by set (models, 2**t) of each model on the table itself, to begin the replicates from."""
    starts = np.zeros((len(models), 2 ** len(table.lists)))
    for row, fitted in enumerate(fit_models(table, models)):
        for term, effect in (fitted.effects or _rough(table)).items():
            starts[row, term] = effect if np.isfinite(effect) else 0.0
    return starts


def _rough(table: CaptureTable) -> dict[int, float]:
    """A start for a model without an estimate: every cell the mean of the counts."""
    return {0: float(np.log(table.n / 2 ** len(table.lists)))}
