"""How the estimate moves when two lists depend on each other in a way that no data can show.

One pair's log odds ratio enters the log-linear model as a known offset (Gerritse, van der Heijden & Bakker
2015); all other terms are estimated.
"""

import math
from collections.abc import Sequence
from itertools import combinations

from seinhuis.engine.estimates.bounds.contracts import Sweep
from seinhuis.engine.estimates.loglinear.fitting import fit_model
from seinhuis.engine.estimates.loglinear.models import Model
from seinhuis.engine.estimates.tables import CaptureTable

RATIOS = (1 / 3, 0.5, 0.67, 1.0, 1.5, 2.0, 3.0)
FARTHEST = 100.0
MOST_LISTS = 12


def sweep_pairs(
    table: CaptureTable, model: Model, *, claim: float | None = None, ratios: Sequence[float] = RATIOS
) -> tuple[Sweep, ...]:
    """One sweep for each pair of lists around a model; a pair that the model estimates is fixed instead.

    Beyond twelve lists there are none: each would take too long.
    """
    if len(table.lists) > MOST_LISTS:
        return ()
    return tuple(_sweep(table, model, pair, claim, tuple(ratios)) for pair in combinations(table.lists, 2))


def _sweep(
    table: CaptureTable, model: Model, pair: tuple[str, str], claim: float | None, ratios: tuple[float, ...]
) -> Sweep:
    without = _without(model, sum(1 << table.position(name) for name in pair))
    estimates = tuple(_estimate(table, without, pair, ratio) for ratio in ratios)
    return Sweep(pair, ratios, estimates, None if claim is None else _tipping(table, without, pair, claim))


def _without(model: Model, pair: int) -> Model:
    return Model(model.lists, tuple(term for term in model.interactions if term & pair != pair))


def _estimate(table: CaptureTable, model: Model, pair: tuple[str, str], ratio: float) -> float | None:
    return fit_model(table, model, odds_ratios={pair: ratio}).estimate


def _tipping(table: CaptureTable, model: Model, pair: tuple[str, str], claim: float) -> float | None:
    """Where the estimate crosses the claim, on the log scale; None when both ends lie on one side."""
    from scipy.optimize import brentq

    if claim <= table.n:
        return None
    ends = [_estimate(table, model, pair, ratio) for ratio in (1 / FARTHEST, FARTHEST)]
    sides = [end - claim for end in ends if end is not None]
    if len(sides) < len(ends) or sides[0] * sides[1] > 0:
        return None

    def over(log_ratio: float) -> float:
        return (_estimate(table, model, pair, math.exp(log_ratio)) or math.inf) - claim

    return math.exp(float(brentq(over, -math.log(FARTHEST), math.log(FARTHEST), xtol=1e-6)))
