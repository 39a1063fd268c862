"""Poisson regression on any design: for the models that are not hierarchical over lists.

The first column of a design is the intercept, and every other column is zero for who is never seen; the
estimate of the persons never seen is then exp(intercept), and N adds those who were seen.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from seinhuis.engine.estimates.contracts import Interval
from seinhuis.engine.estimates.errors import EstimatesError
from seinhuis.engine.estimates.loglinear.existence import REASONS, Existence, existence

Floats = NDArray[np.float64]

MOST_STEPS = 200
SMALL_STEP = 1e-8  # largest change of a log-mean in the last step
LARGEST_STEP = 5.0
LEAST = 1e-9
FARTHEST = 1e4  # the profile is followed up to this many times the estimated missing persons


class NoMaximum(EstimatesError):
    """The likelihood has no maximum, or the parameters cannot be told apart: there is no estimate."""


@dataclass(frozen=True, eq=False)
class PoissonFit:
    """A fitted design: ``coefficients`` (k,), ``covariance`` (k, k), ``means`` (m,), log-likelihood."""

    coefficients: Floats
    covariance: Floats
    means: Floats
    log_likelihood: float

    @property
    def hidden(self) -> float:
        """Estimated persons never seen."""
        return float(np.exp(self.coefficients[0]))

    @property
    def standard_error(self) -> float:
        """That of N: sqrt(m + m**2 var(intercept)) with m hidden persons (Rivest & Levesque 2001)."""
        return math.sqrt(self.hidden + self.hidden**2 * float(self.covariance[0, 0]))

    @property
    def aic(self) -> float:
        """-2 log L + 2 k."""
        return 2 * len(self.coefficients) - 2 * self.log_likelihood


def fit_poisson(matrix: Floats, counts: Floats, offset: Floats, *, proven: bool = False) -> PoissonFit:
    """Fit log mean = offset + matrix @ coefficients; shapes (m, k), (m,), (m,). Raises NoMaximum.

    That there is a maximum is first proven by linear programme and rank, unless it is ``proven`` already:
    what the iterations say is no proof.
    """
    largest = np.abs(matrix).max(axis=0)
    scale = np.where(largest > 0, largest, 1.0)
    found = Existence.EXISTS if proven else existence(matrix / scale, counts)
    if found is not Existence.EXISTS:
        raise NoMaximum(REASONS[found])
    coefficients, means = _iterated(matrix / scale, counts, offset)
    likelihood = float((counts * np.log(means) - means - gammaln(counts + 1)).sum())
    information = (matrix / scale).T @ (means[:, None] * matrix / scale)
    covariance = np.linalg.inv(information) / np.outer(scale, scale)
    return PoissonFit(coefficients / scale, covariance, means, likelihood)


def _iterated(
    matrix: Floats, counts: Floats, offset: Floats, start: Floats | None = None
) -> tuple[Floats, Floats]:
    """Newton's method with steps that are cut and halved; NoMaximum when it does not settle."""
    coefficients = _first_guess(matrix, counts, offset) if start is None else start
    means = np.exp(matrix @ coefficients + offset)
    for _ in range(MOST_STEPS):
        step = _step(matrix, counts, means)
        change = float(np.abs(matrix @ step).max())
        step *= min(1.0, LARGEST_STEP / max(change, LARGEST_STEP))
        coefficients, means = _halved(matrix, counts, offset, coefficients, step)
        if change < SMALL_STEP:
            return coefficients, means
    raise NoMaximum("The fit of this model does not settle.")


def _first_guess(matrix: Floats, counts: Floats, offset: Floats) -> Floats:
    weights = np.sqrt(counts + 0.5)
    response = np.log(counts + 0.5) - offset
    guess = np.asarray(np.linalg.lstsq(matrix * weights[:, None], response * weights, rcond=None)[0])
    # Where the guess overshoots, a flat start is slower and safe.
    if (matrix @ guess + offset).max() > np.log(counts.sum() + 1.0) + LARGEST_STEP:
        guess = np.zeros(matrix.shape[1])
        guess[0] = np.log(counts.sum()) - np.log(np.exp(offset).sum())
    return guess


def _step(matrix: Floats, counts: Floats, means: Floats) -> Floats:
    """The Newton step as a weighted least-squares problem, which keeps twice the digits of the Hessian."""
    weights = np.sqrt(means)
    residual = (counts - means) / np.maximum(weights, 1e-150)
    return np.asarray(np.linalg.lstsq(matrix * weights[:, None], residual, rcond=None)[0])


def _halved(
    matrix: Floats, counts: Floats, offset: Floats, coefficients: Floats, step: Floats
) -> tuple[Floats, Floats]:
    before = _objective(matrix, counts, offset, coefficients)
    for _ in range(40):
        moved = coefficients + step
        if _objective(matrix, counts, offset, moved) >= before - 1e-9 * (1 + abs(before)):
            break
        step = step / 2
    return moved, np.exp(matrix @ moved + offset)


def _objective(matrix: Floats, counts: Floats, offset: Floats, coefficients: Floats) -> float:
    logs = matrix @ coefficients + offset
    return float(counts @ logs - np.exp(np.minimum(logs, 500.0)).sum())


@dataclass(frozen=True)
class Profile:
    """Where the profile likelihood of the population size is highest, and its interval."""

    best: float
    interval: Interval


def profile_size(matrix: Floats, counts: Floats, offset: Floats, fit: PoissonFit, level: float) -> Profile:
    """Multinomial profile likelihood of the population size (Cormack 1992) around a fit.

    The log-likelihood of N persons is lgamma(N + 1) - lgamma(N - n + 1) + sum of counts times log p, with the
    N - n persons never seen as one more cell. The limits are where it lies chi2(level)/2 under its top; an
    upper limit of None says that the likelihood stays above that however far it is followed.
    """
    from scipy.optimize import brentq, minimize_scalar
    from scipy.stats import chi2

    curve = _profile(matrix, counts, offset, fit)
    found = minimize_scalar(
        lambda missing: -curve(missing), bounds=(LEAST, 3 * fit.hidden + 10), method="bounded"
    )
    best, line = float(found.x), -float(found.fun) - float(chi2.ppf(level, 1)) / 2

    def above(missing: float) -> float:
        return curve(missing) - line

    n = float(counts.sum())
    lower = 0.0 if above(LEAST) >= 0 else float(brentq(above, LEAST, best))
    beyond = _beyond(above, best, FARTHEST * (fit.hidden + 1))
    upper = None if beyond is None else n + float(brentq(above, best, beyond))
    return Profile(n + best, Interval(level, n + lower, upper, "profile"))


def _beyond(above: Callable[[float], float], best: float, farthest: float) -> float | None:
    """A number of missing persons past the upper limit."""
    reach = 1.0
    while above(best + reach) > 0:
        reach *= 1.5
        if reach > farthest:
            return None
    return best + reach


def _profile(matrix: Floats, counts: Floats, offset: Floats, fit: PoissonFit) -> Callable[[float], float]:
    never = np.zeros((1, matrix.shape[1]))
    never[0, 0] = 1.0
    cells, known = np.vstack([never, matrix]), np.concatenate([[0.0], offset])
    scale = np.maximum(np.abs(cells).max(axis=0), 1e-300)
    n = float(counts.sum())

    def value(missing: float) -> float:
        seen = np.concatenate([[missing], counts])
        _, means = _iterated(cells / scale, seen, known, fit.coefficients * scale)
        size = n + missing
        ways = gammaln(size + 1) - gammaln(missing + 1)
        return float(ways + seen @ np.log(means / means.sum()))

    return value
