"""The compiled twin of `newton`: one model on one table, without temporary arrays of a batch.

The same steps as the batches of numpy. Where Newton's method leaves a fit undecided the table goes to the
batches, which ask the linear programme.
"""

import math

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SMALL_STEP, MOST_STEPS, FIRST_LOOK, STARTING_WEIGHT, LARGEST = 1e-7, 200, 10, 0.5, 500.0
CONVERGED, NO_MAXIMUM, NOT_IDENTIFIED, UNDECIDED = 0, 1, 2, -1


@njit(cache=True, nogil=True)
def sums_within(values: Floats) -> None:
    """In place: for each set the sum over the sets within it."""
    half = 1
    while half < len(values):
        for first in range(0, len(values), 2 * half):
            for place in range(first, first + half):
                values[place + half] += values[place]
        half *= 2


@njit(cache=True, nogil=True)
def sums_containing(values: Floats) -> None:
    """In place: for each set the sum over the sets that contain it."""
    half = 1
    while half < len(values):
        for first in range(0, len(values), 2 * half):
            for place in range(first, first + half):
                values[place] += values[place + half]
        half *= 2


@njit(cache=True, nogil=True)
def solve(matrix: Floats, right: Floats, size: int, least: float) -> bool:
    """Cholesky in place, the solution in ``right``; False when a pivot falls to ``least`` of its diagonal."""
    for j in range(size):
        diagonal = matrix[j, j]
        pivot = diagonal
        for k in range(j):
            pivot -= matrix[j, k] * matrix[j, k]
        if not pivot > least * diagonal:
            return False
        root = math.sqrt(pivot)
        matrix[j, j] = root
        for i in range(j + 1, size):
            value = matrix[i, j]
            for k in range(j):
                value -= matrix[i, k] * matrix[j, k]
            matrix[i, j] = value / root
    for i in range(size):
        for k in range(i):
            right[i] -= matrix[i, k] * right[k]
        right[i] /= matrix[i, i]
    for i in range(size - 1, -1, -1):
        for k in range(i + 1, size):
            right[i] -= matrix[k, i] * right[k]
        right[i] /= matrix[i, i]
    return True


@njit(cache=True, nogil=True)
def fill_hessian(matrix: Floats, sums: Floats, finite: Ints, size: int) -> None:
    """The lower triangle of X'WX, read from sums over containing sets."""
    for i in range(size):
        for j in range(i + 1):
            matrix[i, j] = sums[finite[i] | finite[j]]


@njit(cache=True, nogil=True)
def evaluate(alpha: Floats, finite: Ints, size: int, kept: Flags, totals: Floats, mu: Floats) -> float:
    """Means of the kept cells at these parameters, and the log-likelihood; -infinity beyond the largest."""
    mu[:] = 0.0
    for i in range(size):
        mu[finite[i]] = alpha[i]
    sums_within(mu)
    likelihood, too_large = 0.0, False
    for cell in range(len(mu)):
        if kept[cell]:
            too_large |= mu[cell] > LARGEST
            mu[cell] = math.exp(min(mu[cell], LARGEST))
            likelihood -= mu[cell]
        else:
            mu[cell] = 0.0
    for i in range(size):
        likelihood += totals[finite[i]] * alpha[i]
    return -math.inf if too_large else likelihood


@njit(cache=True, nogil=True)
def recedes(step: Floats, finite: Ints, size: int, kept: Flags, counts: Floats, change: Floats) -> bool:
    """Whether the step in whole numbers leaves every count alone, raises no cell and lowers at least one."""
    for scale in range(1, 4):
        change[:] = 0.0
        for i in range(size):
            change[finite[i]] = np.rint(min(max(step[i] * scale, -1e6), 1e6))
        sums_within(change)
        lowered, harmless = False, True
        for cell in range(len(change)):
            if kept[cell] and change[cell] != 0.0:
                lowered |= change[cell] < 0
                harmless &= change[cell] < 0 and counts[cell] == 0
        if lowered and harmless:
            return True
    return False


@njit(cache=True, nogil=True)
def keep_cells(terms: Ints, totals: Floats, kept: Flags, finite: Ints) -> int:
    """Drop the cells of terms without overlap; how many terms stay finite."""
    kept[:] = True
    kept[0] = False
    size = 0
    for term in terms:
        if totals[term] > 0:
            finite[size] = term
            size += 1
        else:
            for cell in range(len(kept)):
                if cell & term == term:
                    kept[cell] = False
    return size


@njit(cache=True, nogil=True)
def is_identified(finite: Ints, size: int, kept: Flags, sums: Floats, matrix: Floats, right: Floats) -> bool:
    """Rank of the kept design by its Gram matrix, which holds whole numbers."""
    for cell in range(len(kept)):
        sums[cell] = 1.0 if kept[cell] else 0.0
    sums_containing(sums)
    fill_hessian(matrix, sums, finite, size)
    right[:size] = 0.0
    return solve(matrix, right, size, 1e-9)


@njit(cache=True, nogil=True)
def first_guess(
    alpha: Floats, finite: Ints, size: int, kept: Flags, counts: Floats, sums: Floats, matrix: Floats
) -> bool:
    """One least-squares step from means just off the counts."""
    for cell in range(len(kept)):
        weight = counts[cell] + STARTING_WEIGHT
        sums[cell] = weight * math.log(weight) + counts[cell] - weight if kept[cell] else 0.0
    sums_containing(sums)
    for i in range(size):
        alpha[i] = sums[finite[i]]
    for cell in range(len(kept)):
        sums[cell] = counts[cell] + STARTING_WEIGHT if kept[cell] else 0.0
    sums_containing(sums)
    fill_hessian(matrix, sums, finite, size)
    return solve(matrix, alpha, size, 0.0)


@njit(cache=True, nogil=True)
def advance(
    alpha: Floats,
    step: Floats,
    before: float,
    tried: Floats,
    finite: Ints,
    size: int,
    kept: Flags,
    totals: Floats,
    mu: Floats,
) -> float:
    """Take the step, halved until the likelihood does not fall; the new likelihood."""
    slack, share, likelihood = 1e-9 * (1.0 + abs(before)), 1.0, -math.inf
    for _ in range(40):
        for i in range(size):
            tried[i] = alpha[i] + share * step[i]
        likelihood = evaluate(tried, finite, size, kept, totals, mu)
        if likelihood >= before - slack:
            break
        share /= 2
    alpha[:] = tried
    return likelihood


@njit(cache=True, nogil=True)
def newton_step(
    step: Floats, finite: Ints, size: int, totals: Floats, mu: Floats, sums: Floats, matrix: Floats
) -> float:
    """Newton's step, left in ``step``; its largest part, or -1 when the Hessian cannot be solved."""
    sums[:] = mu
    sums_containing(sums)
    fill_hessian(matrix, sums, finite, size)
    for i in range(size):
        step[i] = totals[finite[i]] - sums[finite[i]]
    if not solve(matrix, step, size, 0.0):
        return -1.0
    largest = 0.0
    for i in range(size):
        largest = max(largest, abs(step[i]))
    return largest


@njit(cache=True, nogil=True)
def fit_one(
    terms: Ints,
    totals: Floats,
    counts: Floats,
    beginning: Floats,
    begun: bool,
    mu: Floats,
    result: Floats,
) -> int:
    """Fit one model to one table: the status; the fitted parameters by set in ``result``, likelihood last.

    ``terms`` (k,): sets of the model, intercept first; ``totals`` and ``counts`` (S,); ``beginning`` (S,):
    parameters by set, used when ``begun``; ``mu`` (S,) and ``result`` (S + 1,) are written.
    """
    most, cells = len(terms), len(counts)
    kept, finite = np.empty(cells, dtype=np.bool_), np.empty(most, dtype=np.int64)
    matrix, sums = np.empty((most, most)), np.empty(cells)
    alpha, step, tried = np.zeros(most), np.zeros(most), np.zeros(most)
    size = keep_cells(terms, totals, kept, finite)
    if most == cells or (size < most and not is_identified(finite, size, kept, sums, matrix, step)):
        return NOT_IDENTIFIED
    if begun:
        for i in range(size):
            alpha[i] = beginning[finite[i]]
    elif not first_guess(alpha, finite, size, kept, counts, sums, matrix):
        return UNDECIDED
    likelihood = evaluate(alpha, finite, size, kept, totals, mu)
    for number in range(1, MOST_STEPS + 1):
        largest = newton_step(step, finite, size, totals, mu, sums, matrix)
        if largest < 0:
            return UNDECIDED
        likelihood = advance(alpha, step, likelihood, tried, finite, size, kept, totals, mu)
        if largest < SMALL_STEP:
            result[:] = 0.0
            for i in range(size):
                result[finite[i]] = alpha[i]
            result[cells] = likelihood
            return CONVERGED
        if number >= FIRST_LOOK and number % 2 == 0 and recedes(step, finite, size, kept, counts, sums):
            return NO_MAXIMUM
    return UNDECIDED
