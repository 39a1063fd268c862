"""Profile likelihood intervals for the population size (Cormack 1992).

For each population size N the hidden cell holds N - n persons, and the multinomial likelihood of the complete
table is maximised over the parameters of the model. The interval holds every N whose deviance from the best N
lies below the chi-squared quantile with one degree of freedom.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from seinhuis.engine.estimates.contracts import (
    ALL_CAN_BE_SEEN,
    CLOSED,
    OBSERVED_AGREE,
    Estimate,
    Interval,
    no_estimate,
)
from seinhuis.engine.estimates.errors import BadSetting
from seinhuis.engine.estimates.loglinear.estimating import (
    MODEL_IS_RIGHT,
    NO_HIGHEST_DEPENDENCE,
    NOT_CONVERGED,
    to_canonical,
)
from seinhuis.engine.estimates.loglinear.existence import REASONS
from seinhuis.engine.estimates.loglinear.fitting import ModelLike, as_model, fit_model
from seinhuis.engine.estimates.loglinear.models import Model
from seinhuis.engine.estimates.loglinear.newton import CONVERGED, fit, lattice
from seinhuis.engine.estimates.tables import CaptureTable

FARTHEST = 1e6  # times the observed persons; a limit beyond this is none
LEAST_HIDDEN = 1e-6
PRECISION = 1e-9


@dataclass(frozen=True)
class _Profile:
    """The profile of one model on one table: log-likelihood by the number of hidden persons."""

    table: CaptureTable
    model: Model

    def log_likelihood(self, hidden: float) -> float:
        """Multinomial log-likelihood at N = n + hidden, without what does not depend on N; NaN: not found."""
        over = lattice(self.model.lists, self.model.interactions)
        cells = self.table.cells[None].astype(np.float64)
        cells[0, 0] = hidden
        batch = fit(over, cells, np.ones((1, len(over.terms)), dtype=np.bool_), complete=True)
        if batch.status[0] != CONVERGED:
            return math.nan
        size, seen = cells.sum(), cells[0] > 0
        fitted = float(cells[0, seen] @ np.log(batch.mu[0, seen] / size))
        return math.lgamma(size + 1) - math.lgamma(hidden + 1) + fitted


def profile(table: CaptureTable, model: ModelLike, *, level: float = 0.95) -> Estimate:
    """Estimate N by the multinomial likelihood of one model, with a profile interval.

    ``model`` as in `fit`. The estimate is the N of the highest likelihood, a little below that of the Poisson
    likelihood. A limit that the likelihood does not give is None. Raises BadModel, BadSetting.
    """
    if not 0 < level < 1:
        raise BadSetting("The level of an interval lies between 0 and 1.")
    model = as_model(table, model)
    canonical = to_canonical(table, model)
    start = fit_model(table.canonical, canonical)
    if start.hidden is None:
        reason = REASONS.get(start.existence, NOT_CONVERGED)
        return no_estimate("profile", model.name(), reason, input_hash=table.input_hash)
    curve = _Profile(table.canonical, canonical)
    best = _maximum(curve.log_likelihood, start.hidden)
    top = curve.log_likelihood(best)
    if not math.isfinite(top):
        return no_estimate("profile", model.name(), NOT_CONVERGED, input_hash=table.input_hash)
    return _estimate(table, model, best, _limits(curve, best, top, level), level)


def _estimate(
    table: CaptureTable, model: Model, best: float, limits: tuple[float | None, float | None], level: float
) -> Estimate:
    lower, upper = (None if limit is None else table.n + limit for limit in limits)
    return Estimate(
        "profile",
        model.name(),
        table.n + best,
        (Interval(level, lower, upper, "profile"),),
        (OBSERVED_AGREE, CLOSED, ALL_CAN_BE_SEEN, MODEL_IS_RIGHT, NO_HIGHEST_DEPENDENCE),
        () if upper is not None else ("The likelihood gives no upper limit.",),
        input_hash=table.input_hash,
        details={"model_by_name": model.name(table.lists), "observed": table.n},
    )


def _maximum(function: Callable[[float], float], start: float) -> float:
    """The hidden persons of the highest likelihood, searched on the log scale around the Poisson estimate."""
    from scipy.optimize import minimize_scalar

    centre = math.log(max(start, LEAST_HIDDEN))
    found = minimize_scalar(
        lambda logarithm: -function(math.exp(logarithm)),
        bounds=(centre - 3.0, centre + 3.0),
        method="bounded",
        options={"xatol": PRECISION},
    )
    return math.exp(float(found.x))


def _limits(curve: _Profile, best: float, top: float, level: float) -> tuple[float | None, float | None]:
    allowed = NormalDist().inv_cdf((1 + level) / 2) ** 2

    def beyond(logarithm: float) -> float:
        return 2 * (top - curve.log_likelihood(math.exp(logarithm))) - allowed

    centre = math.log(best)
    lower = _crossing(beyond, centre, -0.25, math.log(LEAST_HIDDEN))
    upper = _crossing(beyond, centre, 0.25, math.log(FARTHEST * curve.table.n))
    return (0.0 if lower is None else lower), upper


def _crossing(beyond: Callable[[float], float], centre: float, step: float, end: float) -> float | None:
    """Where the deviance passes what is allowed: walk off in growing steps, then close in; None: nowhere."""
    from scipy.optimize import brentq

    near = centre
    while near != end:
        far = min(near + step, end) if step > 0 else max(near + step, end)
        value = beyond(far)
        if math.isnan(value):
            return None
        if value > 0:
            return math.exp(float(brentq(beyond, near, far, xtol=PRECISION)))
        near, step = far, step * 1.5
    return None
