"""Log-linear estimates of a population: one named model, stepwise selection, or the lowest BIC.

Everything is computed on the lists in alphabetical order, so that the order in the table does not matter, and
named in the order of the table.
"""

import math
from statistics import NormalDist
from typing import Any

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
from seinhuis.engine.estimates.loglinear.existence import REASONS
from seinhuis.engine.estimates.loglinear.fitting import Fit, ModelLike, as_model, fit_model
from seinhuis.engine.estimates.loglinear.information import MOST_LISTS_EXHAUSTIVE
from seinhuis.engine.estimates.loglinear.information import ranked as ranked_here
from seinhuis.engine.estimates.loglinear.models import Model
from seinhuis.engine.estimates.loglinear.stepwise import THRESHOLD, independence, select
from seinhuis.engine.estimates.tables import CaptureTable

NO_HIGHEST_DEPENDENCE = (
    "The lists do not all depend on each other at once (no interaction of the highest order)."
)
MODEL_IS_RIGHT = "The dependences between lists are those of the model, and the same for everybody."
SELECTED = (
    "The Wald interval takes the selected model as given; the bootstrap adds the doubt about the choice."
)
NOT_CONVERGED = "The estimate exists, but the computation did not settle on it."


def fit(table: CaptureTable, model: ModelLike, *, level: float = 0.95) -> Estimate:
    """Estimate under one hierarchical model, with a Wald interval.

    ``model``: ``[12,13,4]`` by the places of the lists, sets of list names, or a Model. The interval is that
    of the hidden persons on the log scale (delta method). Without an existing and identified maximum there is
    no number.
    Raises BadModel and BadSetting.
    """
    chosen = to_canonical(table, as_model(table, model))
    return described(table, "log-linear", fit_model(table.canonical, chosen), level=level)


def stepwise(table: CaptureTable, *, threshold: float = THRESHOLD, level: float = 0.95) -> Estimate:
    """Estimate under the model of forward selection (Chan, Silverman & Vincent 2021, section 3.2).

    A pair of lists enters when its overlap lies in a Poisson tail below ``threshold``. Raises BadSetting.
    """
    chosen = stepwise_model(table.canonical, threshold)
    fitted = fit_model(table.canonical, chosen)
    return described(table, "stepwise", fitted, level=level, warnings=(SELECTED,), threshold=threshold)


def bic(table: CaptureTable, *, order: int = 2, level: float = 0.95) -> Estimate:
    """Estimate under the hierarchical model of at most this order with the lowest BIC.

    Every model up to five lists (Silverman, Chan & Vincent 2024), downhill beyond. Raises BadSetting.
    """
    best = ranked_here(table.canonical, order=order, within=0.0)
    if not best:
        alone = fit_model(table.canonical, Model(len(table.lists)))
        return described(table, "bic", alone, level=level, order=order)
    said: tuple[str, ...] = (SELECTED,)
    if len(table.lists) > MOST_LISTS_EXHAUSTIVE:
        said += ("The search went downhill: a better model may lie beyond a worse one.",)
    return described(table, "bic", best[0], level=level, warnings=said, order=order)


def ranked(table: CaptureTable, *, order: int = 2, within: float = math.inf) -> tuple[tuple[str, Fit], ...]:
    """Every model that has an estimate, lowest BIC first, with its name in the order of the table.

    ``within``: up to this much above the lowest BIC. More than five lists: what the downhill search met.
    """
    fits = ranked_here(table.canonical, order=order, within=within)
    return tuple((_to_given(table, fitted.model).name(), fitted) for fitted in fits)


def stepwise_model(table: CaptureTable, threshold: float = THRESHOLD) -> Model:
    """The model that forward selection ends with; independence when not even that has an estimate."""
    if not 0 < threshold < 0.5:
        raise BadSetting("The threshold of the tails lies between 0 and 0.5.")
    chosen = select(table.cells[None].astype(np.float64), threshold=threshold)
    over, start = independence(len(table.lists))
    return Model(len(table.lists), tuple(sorted(over.terms[chosen.active[0] & ~start].tolist())))


def described(
    table: CaptureTable,
    method: str,
    fitted: Fit,
    *,
    level: float,
    warnings: tuple[str, ...] = (),
    **settings: Any,
) -> Estimate:
    """A Fit on the canonical table as an Estimate of the table as given."""
    model = _to_given(table, fitted.model)
    warnings += _about_zeros(fitted, table) + _about_groups(table)
    if fitted.hidden is None or fitted.standard_error is None:
        reason = REASONS.get(fitted.existence, NOT_CONVERGED)
        return no_estimate(method, model.name(), reason, warnings=warnings, input_hash=table.input_hash)
    return Estimate(
        method,
        model.name(),
        fitted.estimate,
        (wald(fitted.observed, fitted.hidden, fitted.standard_error, level),),
        (OBSERVED_AGREE, CLOSED, ALL_CAN_BE_SEEN, MODEL_IS_RIGHT, NO_HIGHEST_DEPENDENCE),
        warnings,
        input_hash=table.input_hash,
        details=_details(model, fitted, table) | settings,
    )


def wald(observed: int, hidden: float, standard_error: float, level: float) -> Interval:
    """n + f exp(-+ z se / f) for f hidden persons: the Wald interval of the intercept."""
    if not 0 < level < 1:
        raise BadSetting("The level of an interval lies between 0 and 1.")
    spread = math.exp(NormalDist().inv_cdf((1 + level) / 2) * standard_error / hidden)
    return Interval(level, observed + hidden / spread, observed + hidden * spread, "wald")


def _details(model: Model, fitted: Fit, table: CaptureTable) -> dict[str, Any]:
    return {
        "model_by_name": model.name(table.lists),
        "standard_error": fitted.standard_error,
        "deviance": fitted.deviance,
        "aic": fitted.aic,
        "bic": fitted.bic,
        "parameters": fitted.model.parameters,
        "observed": fitted.observed,
    }


def _about_zeros(fitted: Fit, table: CaptureTable) -> tuple[str, ...]:
    zero = sum(effect == -math.inf for effect in (fitted.effects or {}).values())
    if not zero:
        return ()
    return (f"{zero} of the model's terms have no overlap at all and stand at minus infinity.",)


def _about_groups(table: CaptureTable) -> tuple[str, ...]:
    groups = table.groups()
    if len(groups) == 1:
        return ()
    named = " | ".join(", ".join(group) for group in groups)
    return (
        f"The lists fall apart in groups without overlap ({named}): only independence ties them together.",
    )


def to_canonical(table: CaptureTable, model: Model) -> Model:
    """A model over the lists of a table as one over its lists in alphabetical order."""
    return model.moved([table.canonical.position(name) for name in table.lists])


def _to_given(table: CaptureTable, model: Model) -> Model:
    return model.moved([table.position(name) for name in table.canonical.lists])
