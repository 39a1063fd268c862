"""Fitting many log-linear models at once: Newton's method (iteratively reweighted least squares) in batches.

Row b of a batch is one table with one model. Because the design is the lattice of histories, the gradient
and the Hessian are read from one zeta transform: entry (s, r) of X'WX is the sum of mu over the cells
containing s and r.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from seinhuis.engine.estimates.loglinear.existence import Existence, design, existence
from seinhuis.engine.estimates.loglinear.lattice import sums_containing, sums_within

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Terms = NDArray[np.int64]

SMALL_STEP = 1e-7  # Newton's method converges quadratically: the error after such a step is far below it
MOST_STEPS = 200
FIRST_LOOK = 10  # steps before a fit that does not settle is looked at for a direction without end
STARTING_WEIGHT = 0.5
LARGEST = 500.0  # a log-mean beyond this is a step that has to be halved

CONVERGED, NO_MAXIMUM, NOT_IDENTIFIED, UNDECIDED = 0, 1, 2, -1


@dataclass(frozen=True)
class Lattice:
    """The terms that models of a batch may hold, intercept (0) first, and the union of each two of them."""

    lists: int
    terms: Terms
    joined: Terms

    @property
    def size(self) -> int:
        """How many cells there are, that of nobody's list included."""
        return 1 << self.lists


@lru_cache(maxsize=32)
def lattice(lists: int, interactions: tuple[int, ...]) -> Lattice:
    """Intercept, main effects and these interactions."""
    terms = np.array([0, *(1 << place for place in range(lists)), *interactions], dtype=np.int64)
    return Lattice(lists, terms, terms[:, None] | terms[None, :])


@dataclass
class Batch:
    """Fits in the making and, after `fit`, done. Shapes: B rows, S cells, K terms.

    ``active`` (B, K): the model of each row; ``finite``: the active terms whose overlap is not zero, the
    others are at minus infinity and their cells are not ``kept``. ``alpha`` (B, K): parameters, zero where
    not finite. ``mu`` (B, S): fitted means, zero in dropped cells. ``likelihood`` (B,): log-likelihood
    without its constant. ``offset`` (S,): known parts of the log-means, by cell. ``status`` (B,): CONVERGED,
    NO_MAXIMUM, NOT_IDENTIFIED or UNDECIDED.
    """

    over: Lattice
    cells: Floats
    active: Flags
    finite: Flags
    kept: Flags
    totals: Floats
    alpha: Floats
    mu: Floats
    likelihood: Floats
    status: NDArray[np.int64]
    offset: Floats

    def replace(self, rows: NDArray[np.int64], other: "Batch", chosen: Flags) -> None:
        """Put the chosen rows of another batch, over the same terms and cells, in the place of these rows."""
        for name in ("active", "finite", "kept", "alpha", "mu", "likelihood", "status"):
            getattr(self, name)[rows] = getattr(other, name)[chosen]

    @property
    def hidden(self) -> Floats:
        """The estimated persons on no list, shape (B,)."""
        return np.exp(self.alpha[:, 0])

    @property
    def fitted_totals(self) -> Floats:
        """Sums of mu over the cells that contain each set, shape (B, S)."""
        return sums_containing(self.mu)


def fit(
    over: Lattice,
    cells: Floats,
    active: Flags,
    start: Floats | None = None,
    offset: Floats | None = None,
    complete: bool = False,
) -> Batch:
    """Fit each row; ``start`` (B, K) are parameters to begin from, ``offset`` (S,) is added to every
    log-mean.

    ``complete`` says that cell 0 holds a count too: a population of known size. Rows that Newton's method
    cannot decide stay UNDECIDED.
    """
    batch = _prepared(over, cells, active, complete)
    if offset is not None:
        batch.offset = offset
    _mark_unidentified(batch)
    if start is None:
        batch.alpha = _first_guess(batch)
    else:
        batch.alpha = np.where(batch.finite, start, 0.0)
    _iterate(batch)
    return batch


def decide(batch: Batch, row: int) -> Existence:
    """Linear programme and rank for one row, as the model keeps its cells."""
    kept = np.flatnonzero(batch.kept[row])
    matrix = design(kept.astype(np.int64), batch.over.terms[batch.finite[row]])
    return existence(matrix, batch.cells[row, kept])


def _prepared(over: Lattice, cells: Floats, active: Flags, complete: bool) -> Batch:
    all_totals = sums_containing(cells)
    totals = all_totals[:, over.terms]
    finite = active & (totals > 0)
    at_infinity = np.zeros_like(all_totals)
    at_infinity[:, over.terms] = active & ~finite
    kept = sums_within(at_infinity) == 0
    kept[:, 0] = complete
    rows = len(cells)
    return Batch(
        over,
        cells,
        active,
        finite,
        kept,
        totals,
        np.zeros(totals.shape),
        np.zeros(cells.shape),
        np.full(rows, -np.inf),
        np.full(rows, UNDECIDED),
        np.zeros(over.size),
    )


def _mark_unidentified(batch: Batch) -> None:
    """Rank by the Gram matrix of each kept design; with all cells only the saturated model lacks one."""
    batch.status[batch.finite.sum(axis=1) > batch.kept.sum(axis=1)] = NOT_IDENTIFIED
    doubtful = np.flatnonzero(~batch.kept[:, 1:].all(axis=1))
    if not len(doubtful):
        return
    weights = sums_containing(batch.kept[doubtful].astype(np.float64))
    gram = hessian(batch.over, weights, batch.finite[doubtful])
    spread = np.linalg.eigvalsh(gram)
    batch.status[doubtful[spread[:, 0] < 1e-9 * spread[:, -1]]] = NOT_IDENTIFIED


def hessian(over: Lattice, sums: Floats, finite: Flags) -> Floats:
    """X'WX of each row, with the unit matrix where a term is not in; shape (B, K, K)."""
    matrix = np.take(sums, over.joined, axis=1)
    matrix *= finite[:, :, None]
    matrix *= finite[:, None, :]
    diagonal = np.arange(matrix.shape[1])
    matrix[:, diagonal, diagonal] += ~finite
    return matrix


def _first_guess(batch: Batch) -> Floats:
    """One least-squares step from means just off the counts."""
    weights = np.where(batch.kept, batch.cells + STARTING_WEIGHT, 0.0)
    logs = np.log(np.where(batch.kept, weights, 1.0)) - batch.offset
    response = np.where(batch.kept, weights * logs + batch.cells - weights, 0.0)
    right = np.where(batch.finite, sums_containing(response)[:, batch.over.terms], 0.0)
    guess, _ = _solved(hessian(batch.over, sums_containing(weights), batch.finite), right)
    return guess


def _solved(matrices: Floats, right: Floats) -> tuple[Floats, Flags]:
    """Solve each row; rows with a singular matrix give zeros and False."""
    try:
        found = np.linalg.solve(matrices, right[:, :, None])[:, :, 0]
    except np.linalg.LinAlgError:
        if len(matrices) == 1:
            return np.zeros_like(right), np.zeros(1, dtype=np.bool_)
        parts = [_solved(matrices[i : i + 1], right[i : i + 1]) for i in range(len(matrices))]
        return np.concatenate([part for part, _ in parts]), np.concatenate([good for _, good in parts])
    good = np.isfinite(found).all(axis=1)
    return np.where(good[:, None], found, 0.0), good


def _iterate(batch: Batch) -> None:
    open_rows = np.flatnonzero(batch.status == UNDECIDED)
    _evaluate(batch, open_rows)
    for step_number in range(1, MOST_STEPS + 1):
        if not len(open_rows):
            return
        step, good = _step(batch, open_rows)
        _advance(batch, open_rows, step)
        settled = good & (np.abs(step).max(axis=1) < SMALL_STEP)
        batch.status[open_rows[settled]] = CONVERGED
        if step_number >= FIRST_LOOK and step_number % 2 == 0:
            endless = ~settled & _recedes(batch, open_rows, step)
            batch.status[open_rows[endless]] = NO_MAXIMUM
            good &= ~endless
        open_rows = open_rows[good & ~settled]


def _step(batch: Batch, rows: NDArray[np.int64]) -> tuple[Floats, Flags]:
    sums = sums_containing(batch.mu[rows])
    finite = batch.finite[rows]
    gradient = np.where(finite, batch.totals[rows] - sums[:, batch.over.terms], 0.0)
    return _solved(hessian(batch.over, sums, finite), gradient)


def _advance(batch: Batch, rows: NDArray[np.int64], step: Floats) -> None:
    """Take the step, halved until the likelihood does not fall."""
    before, alpha = batch.likelihood[rows], batch.alpha[rows]
    slack = 1e-9 * (1.0 + np.abs(before))
    size = np.ones(len(rows))
    pending = np.arange(len(rows))
    for _ in range(40):
        batch.alpha[rows[pending]] = alpha[pending] + size[pending, None] * step[pending]
        _evaluate(batch, rows[pending])
        fell = ~(batch.likelihood[rows[pending]] >= before[pending] - slack[pending])
        pending = pending[fell]
        if not len(pending):
            return
        size[pending] /= 2


def _evaluate(batch: Batch, rows: NDArray[np.int64]) -> None:
    """Means and likelihood of these rows at their parameters."""
    logs = np.zeros((len(rows), batch.over.size))
    logs[:, batch.over.terms] = batch.alpha[rows]
    logs = sums_within(logs) + batch.offset
    kept = batch.kept[rows]
    too_large = np.where(kept, logs, -np.inf).max(axis=1) > LARGEST
    batch.mu[rows] = np.where(kept, np.exp(np.minimum(logs, LARGEST)), 0.0)
    value = (batch.totals[rows] * batch.alpha[rows]).sum(axis=1) - batch.mu[rows].sum(axis=1)
    batch.likelihood[rows] = np.where(too_large, -np.inf, value)


def _recedes(batch: Batch, rows: NDArray[np.int64], step: Floats) -> Flags:
    """Whether the step, rounded to whole numbers, is a direction in which the likelihood never falls.

    Such a direction leaves every cell with a count alone, raises no cell, and lowers at least one: an exact
    certificate, in whole numbers, that there is no maximum (Fienberg & Rinaldo 2012, section 3).
    """
    found = np.zeros(len(rows), dtype=np.bool_)
    kept, seen = batch.kept[rows], batch.cells[rows] > 0
    for scale in (1, 2, 3):
        direction = np.zeros((len(rows), batch.over.size))
        direction[:, batch.over.terms] = np.rint(np.clip(step * scale, -1e6, 1e6))
        change = np.where(kept, sums_within(direction), 0.0)
        found |= (
            (change <= 0).all(axis=1)
            & (np.where(seen, change, 0) == 0).all(axis=1)
            & (change < 0).any(axis=1)
        )
    return found
