"""Compiled twins of the selections: stepwise and exhaustive, one table after the other.

A table on which one fit stays undecided is marked, and left to the batches, which ask the linear programme.
"""

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

from seinhuis.engine.estimates.loglinear.kernels import CONVERGED, UNDECIDED, fit_one, sums_containing

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

# SHA-256 of loglinear/kernels.py, its first 16 digits. numba keeps compiled code as long as this file is the
# same; a change there has to change this file too, or the old code would go on working.
FITTING_KERNELS = "334dd9e07a5be090"
TIE = 1e-9
SLACK = 1e-6  # how much a bound may be off by rounding


@njit(cache=True, nogil=True)
def log_tail(count: float, mean: float, limit: float) -> float:
    """log of the smaller Poisson tail, 0 where it is surely above the limit."""
    if mean <= 0:
        return -math.inf if count > 0 else 0.0
    first = count * math.log(mean) - mean - math.lgamma(count + 1)
    enough = math.exp(min(math.log(limit) - first, 700.0))
    total, term, k = 1.0, 1.0, count
    while True:
        if count <= mean:
            term *= k / mean
            k -= 1
        else:
            term *= mean / (k + 1)
            k += 1
        total += term
        if not (term > 1e-17 * total and total < 2 * enough):
            break
    tail = min(first + math.log(total), 0.0)
    return tail if tail < math.log(limit) else 0.0


@njit(cache=True, nogil=True)
def fill_tails(
    tails: Floats, chosen: Flags, candidates: Ints, totals: Floats, mu: Floats, limit: float
) -> None:
    """Log tails of the pairs that are not in and lie below the limit; infinity for all others."""
    sums = mu.copy()
    sums_containing(sums)
    for i in range(len(candidates)):
        tails[i] = math.inf
        if not chosen[i]:
            tail = log_tail(totals[candidates[i]], max(sums[candidates[i]], 0.0), limit)
            tails[i] = tail if tail < 0 else math.inf


@njit(cache=True, nogil=True)
def smallest(tails: Floats) -> int:
    """The first place with the smallest tail, or as good as; -1 when none is left."""
    best = tails.min()
    if best == math.inf:
        return -1
    margin = TIE * (1.0 + abs(best)) if best > -math.inf else 0.0
    for i in range(len(tails)):
        if tails[i] <= best + margin:
            return i
    return -1


@njit(cache=True, nogil=True)
def step_one(
    main: Ints, candidates: Ints, counts: Floats, start: Floats, limit: float, chosen: Flags
) -> float:
    """Select stepwise on one table: persons on no list; NaN: independence has no estimate, -1: undecided."""
    cells = len(counts)
    totals = counts.copy()
    sums_containing(totals)
    mu, new_mu = np.zeros(cells), np.zeros(cells)
    result, new = np.zeros(cells + 1), np.zeros(cells + 1)
    tails = np.empty(len(candidates))
    chosen[:] = False
    terms = np.empty(len(main) + len(candidates), dtype=np.int64)
    terms[: len(main)] = main
    size = len(main)
    status = fit_one(terms[:size], totals, counts, start, True, mu, result)
    if status != CONVERGED:
        return -1.0 if status == UNDECIDED else math.nan
    fill_tails(tails, chosen, candidates, totals, mu, limit)
    while True:
        place = smallest(tails)
        if place < 0:
            return math.exp(result[0])
        tails[place] = math.inf
        pair = candidates[place]
        terms[size] = pair
        new_mu[:] = mu
        sums_containing(new_mu)
        if totals[pair] > 0 and new_mu[pair] > 0:
            result[pair] = math.log(totals[pair] / new_mu[pair])
        status = fit_one(terms[: size + 1], totals, counts, result, True, new_mu, new)
        result[pair] = 0.0
        if status == UNDECIDED:
            return -1.0
        if status == CONVERGED:
            chosen[place] = True
            size += 1
            result[:] = new
            mu[:] = new_mu
            fill_tails(tails, chosen, candidates, totals, mu, limit)


@njit(cache=True, nogil=True)
def stepwise(
    main: Ints, candidates: Ints, tables: Floats, start: Floats, limit: float, hidden: Floats, chosen: Flags
) -> None:
    """Select stepwise on each table (B, S): ``hidden`` (B,) as in step_one, ``chosen`` (B, pairs)."""
    for row in range(len(tables)):
        hidden[row] = step_one(main, candidates, tables[row], start, limit, chosen[row])


@njit(cache=True, nogil=True)
def fill_bounds(
    bounds: Floats,
    terms: Ints,
    sizes: Ints,
    starts: Floats,
    large: Ints,
    within: Flags,
    totals: Floats,
    counts: Floats,
) -> None:
    """For each model the lowest likelihood of the large models it lies within, which it cannot exceed.

    ``large`` (R,): places of models; ``within`` (R, M): whether model m lies within the large model r. Where
    none has a maximum the bound is the likelihood of the table itself.
    """
    mu, result = np.zeros(len(counts)), np.zeros(len(counts) + 1)
    saturated = 0.0
    for count in counts:
        if count > 0:
            saturated += count * math.log(count) - count
    bounds[:] = saturated
    for r in range(len(large)):
        model = large[r]
        status = fit_one(terms[model, : sizes[model]], totals, counts, starts[model], True, mu, result)
        if status == CONVERGED:
            for m in range(len(bounds)):
                if within[r, m] and result[len(counts)] < bounds[m]:
                    bounds[m] = result[len(counts)]


@njit(cache=True, nogil=True)
def exhaustive(
    terms: Ints,
    sizes: Ints,
    starts: Floats,
    large: Ints,
    within: Flags,
    first: int,
    tables: Floats,
    hidden: Floats,
    best: Ints,
) -> None:
    """Lowest BIC over all models on each table; ``hidden`` is -1 where a fit stays undecided, NaN for none.

    ``terms`` (M, most) and ``sizes`` (M,): the sets of each model; ``starts`` (M, S): parameters by set to
    begin from. A model is left out when its bound (see fill_bounds) cannot beat the best so far; model
    ``first`` is tried before the others so that there is something to beat.
    """
    cells = tables.shape[1]
    mu, result, bounds = np.zeros(cells), np.zeros(cells + 1), np.zeros(len(terms))
    for row in range(len(tables)):
        counts = tables[row]
        totals = counts.copy()
        sums_containing(totals)
        penalty = math.log(totals[0])
        fill_bounds(bounds, terms, sizes, starts, large, within, totals, counts)
        lowest, best[row], hidden[row] = math.inf, -1, math.nan
        beaten, size = math.inf, sizes[first]
        if fit_one(terms[first, :size], totals, counts, starts[first], True, mu, result) == CONVERGED:
            beaten = -2 * result[cells] + size * penalty
        for model in range(len(terms)):
            size = sizes[model]
            hope = -2 * bounds[model] + size * penalty
            if hope > min(lowest, beaten) + SLACK:
                continue
            status = fit_one(terms[model, :size], totals, counts, starts[model], True, mu, result)
            if status == UNDECIDED:
                best[row], hidden[row] = -1, -1.0
                break
            criterion = -2 * result[cells] + size * penalty
            if status == CONVERGED and (best[row] < 0 or criterion < lowest - TIE * (1.0 + abs(lowest))):
                lowest, best[row], hidden[row] = criterion, model, math.exp(result[0])


@njit(cache=True, nogil=True)
def fit_rows(
    terms: Ints, sizes: Ints, tables: Floats, which: Ints, hidden: Floats, likelihood: Floats
) -> None:
    """Fit model r, ``terms[r, :sizes[r]]``, to table ``which[r]``; ``hidden`` NaN: none, -1: undecided."""
    cells = tables.shape[1]
    mu, result = np.zeros(cells), np.zeros(cells + 1)
    for row in range(len(terms)):
        counts = tables[which[row]]
        totals = counts.copy()
        sums_containing(totals)
        status = fit_one(terms[row, : sizes[row]], totals, counts, mu, False, mu, result)
        likelihood[row] = result[cells]
        if status == CONVERGED:
            hidden[row] = math.exp(result[0])
        else:
            hidden[row] = -1.0 if status == UNDECIDED else math.nan
