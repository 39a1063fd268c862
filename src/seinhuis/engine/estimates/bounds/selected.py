"""The two-list model that the stepwise selection takes: the base of sweeps, checks and corrected tables."""

import math
from statistics import NormalDist

from seinhuis.engine.estimates.loglinear.deciding import Decisions
from seinhuis.engine.estimates.loglinear.estimating import stepwise_model
from seinhuis.engine.estimates.loglinear.fitting import Fit, active_terms, fit_model
from seinhuis.engine.estimates.loglinear.models import Model
from seinhuis.engine.estimates.loglinear.newton import CONVERGED, Floats, fit, lattice
from seinhuis.engine.estimates.tables import CaptureTable

LARGEST_REACH = 100.0


def stepwise_fit(table: CaptureTable) -> Fit | None:
    """The fit of the stepwise selection (p < .02); None when not even independence has an estimate."""
    fitted = fit_model(table, stepwise_model(table))
    return None if fitted.estimate is None else fitted


def hidden_of_cells(cells: Floats, model: Model) -> float | None:
    """The hidden persons that a model gives for counts that need not be whole; shape (2**t,)."""
    over = lattice(model.lists, model.interactions)
    batch = fit(over, cells[None], active_terms(over, [model]))
    Decisions().settle(batch)
    return float(batch.hidden[0]) if batch.status[0] == CONVERGED else None


def wald_limits(fitted: Fit, level: float = 0.95) -> tuple[float, float] | None:
    """Limits n + m exp(-+ z s), s the standard error of log m, m the hidden; None without an estimate."""
    if fitted.hidden is None or fitted.standard_error is None:
        return None
    if not fitted.hidden:
        return float(fitted.observed), float(fitted.observed)
    reach = NormalDist().inv_cdf((1 + level) / 2) * fitted.standard_error / fitted.hidden
    factor = math.exp(min(reach, LARGEST_REACH))
    return fitted.observed + fitted.hidden / factor, fitted.observed + fitted.hidden * factor
