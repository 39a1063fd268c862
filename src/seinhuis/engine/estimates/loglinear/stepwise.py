"""Forward selection of two-list interactions by Poisson tails (Bales, Hesketh & Silverman 2015; Chan et al.
2021).

Start from independence. For each pair that is not in, compare the number of persons on both lists with what
the model so far expects there; add the pair with the smallest tail below the threshold of which the model
exists.
"""

import numpy as np
from numpy.typing import NDArray

from seinhuis.engine.estimates.loglinear.deciding import Decisions
from seinhuis.engine.estimates.loglinear.models import pairs
from seinhuis.engine.estimates.loglinear.newton import Batch, Flags, Floats, Lattice, fit, lattice
from seinhuis.engine.estimates.loglinear.poisson_tail import log_tail

THRESHOLD = 0.02
TIE = 1e-9  # tails closer than this, relatively, are one; the first pair in order is taken


def independence(lists: int) -> tuple[Lattice, Flags]:
    """The terms of every two-list model, and which of them are in at the start."""
    over = lattice(lists, pairs(lists))
    return over, np.arange(len(over.terms)) <= lists


def select(cells: Floats, *, threshold: float = THRESHOLD, decisions: Decisions | None = None) -> Batch:
    """Select a model for each row of cells (B, 2**t); rows without even independence are not CONVERGED."""
    decisions = decisions or Decisions()
    over, start = independence(cells.shape[1].bit_length() - 1)
    chosen = fit(over, cells, np.tile(start, (len(cells), 1)))
    open_rows = np.flatnonzero(decisions.fitted(chosen))
    tails = np.full((len(cells), len(over.terms)), np.inf)
    tails[open_rows] = _tails(chosen, open_rows, threshold)
    while len(open_rows):
        pair, found = _smallest(tails[open_rows])
        open_rows, pair = open_rows[found], pair[found]
        tails[open_rows, pair] = np.inf
        added = _try(chosen, open_rows, pair, decisions)
        tails[open_rows[added]] = _tails(chosen, open_rows[added], threshold)
    return chosen


def _tails(chosen: Batch, rows: NDArray[np.int64], threshold: float) -> Floats:
    """Log tails of the pairs that are not in and lie below the threshold; infinity for all others."""
    terms = chosen.over.terms
    means = chosen.fitted_totals[rows][:, terms] if len(rows) else np.zeros((0, len(terms)))
    tails = log_tail(chosen.totals[rows], np.maximum(means, 0.0), threshold)
    return np.where(chosen.active[rows] | (tails >= 0), np.inf, tails)


def _smallest(tails: Floats) -> tuple[NDArray[np.int64], Flags]:
    best = tails.min(axis=1)
    margin = np.where(np.isfinite(best), TIE * (1.0 + np.abs(np.where(np.isfinite(best), best, 0.0))), 0.0)
    return np.argmax(tails <= (best + margin)[:, None], axis=1), best < np.inf


def _try(chosen: Batch, rows: NDArray[np.int64], pair: NDArray[np.int64], decisions: Decisions) -> Flags:
    """Add a pair to each of these rows where the larger model has an estimate; which rows that were."""
    active = chosen.active[rows].copy()
    active[np.arange(len(rows)), pair] = True
    larger = fit(chosen.over, chosen.cells[rows], active, _start(chosen, rows, pair))
    good = decisions.fitted(larger)
    chosen.replace(rows[good], larger, good)
    return good


def _start(chosen: Batch, rows: NDArray[np.int64], pair: NDArray[np.int64]) -> Floats:
    """The parameters so far, and for the new pair the log of observed over expected."""
    start = chosen.alpha[rows].copy()
    seen = chosen.totals[rows, pair]
    expected = chosen.fitted_totals[rows, chosen.over.terms[pair]]
    some = (seen > 0) & (expected > 0)
    ratio = np.log(np.where(some, seen, 1.0) / np.where(some, expected, 1.0))
    start[np.arange(len(rows)), pair] = np.where(some, ratio, 0.0)
    return start
