"""Limits of bootstrap intervals: bias-corrected and accelerated, and plain percentiles (Efron & Tibshirani
1993).

BCa (their section 14.3): with z0 = Phi^-1(share of replicates below the estimate) and the acceleration a of
the jackknife, the limit for z_alpha is the replicates' quantile at Phi(z0 + (z0 + z_alpha) / (1 - a (z0 +
z_alpha))). Quantiles are median-unbiased (Hyndman & Fan 1996, type 8). A replicate without an estimate
counts as infinite.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from seinhuis.engine.estimates.contracts import Interval
from seinhuis.engine.estimates.errors import BadSetting

Floats = NDArray[np.float64]
Wanted = tuple[str, float]
NORMAL = NormalDist()
FEWEST_BEYOND = 20  # replicates beyond a limit below which the limit is mostly chance
RESAMPLES = 100


@dataclass(frozen=True)
class Sampling:
    """What limits are computed from: the estimate, its replicates, ascending, and the acceleration."""

    estimate: float
    replicates: Floats
    acceleration: float
    mid_rank: bool = False

    @property
    def share_below(self) -> float:
        """The share of replicates below the estimate (ties half with ``mid_rank``), kept off 0 and 1."""
        count = len(self.replicates)
        below = float(np.searchsorted(self.replicates, self.estimate, side="left"))
        if self.mid_rank:
            below = (below + float(np.searchsorted(self.replicates, self.estimate, side="right"))) / 2
        return min(max(below / count, 0.5 / count), 1 - 0.5 / count)

    @property
    def bias(self) -> float:
        """z0, always finite: with all replicates on one side it is that of half a replicate on the other."""
        return NORMAL.inv_cdf(self.share_below)


def acceleration(jackknife: Floats, counts: Floats) -> float:
    """sum c r^3 / (6 (sum c r^2)^1.5), r the jackknife mean minus the estimate without one person of a cell.

    ``jackknife`` and ``counts``, shape (k,): the estimate without one of the ``counts`` persons of each
    cell. Zero when leaving anybody out changes nothing, NaN when one of the estimates is missing.
    """
    away = np.average(jackknife, weights=counts) - jackknife
    spread = float(counts @ away**2)
    return float(counts @ away**3) / (6 * spread**1.5) if spread != 0 else 0.0


def bca_level(tail: float, bias: float, accelerated: float) -> float:
    """The quantile of the replicates that stands at this tail probability."""
    shifted = bias + NORMAL.inv_cdf(tail)
    shrink = 1 - accelerated * shifted
    if shrink <= 0:
        return 1.0 if shifted > 0 else 0.0
    return NORMAL.cdf(bias + shifted / shrink)


def quantile(replicates: Floats, level: float) -> float:
    """Median-unbiased quantile of ascending replicates, infinite ones allowed."""
    place = level * (len(replicates) + 1 / 3) + 1 / 3
    place = min(max(place, 1.0), float(len(replicates)))
    below = math.floor(place)
    low = float(replicates[below - 1])
    high = float(replicates[min(below, len(replicates) - 1)])
    return low if place == below or low == high else low + (place - below) * (high - low)


def levels_of(kind: str, sampling: Sampling, level: float) -> tuple[float, float]:
    """The lower and the upper quantile of an interval: ``bca`` or ``percentile``."""
    if not 0 < level < 1:
        raise BadSetting("The level of an interval lies between 0 and 1.")
    tails = ((1 - level) / 2, (1 + level) / 2)
    if kind == "percentile":
        return tails
    if kind != "bca":
        raise BadSetting("A bootstrap interval is bca or percentile.")
    lower, upper = (bca_level(tail, sampling.bias, sampling.acceleration) for tail in tails)
    return min(lower, upper), max(lower, upper)


def intervals(
    sampling: Sampling, wanted: Sequence[Wanted], *, seed: int = 1, resamples: int = RESAMPLES
) -> tuple[Interval, ...]:
    """The wanted intervals, each (kind, level), with Monte-Carlo errors; None as a limit: no bound.

    The errors are the standard deviations of the limits when the replicates are drawn again from themselves,
    ``resamples`` times (none: no errors), bias correction included. Raises BadSetting for a level or a kind.
    """
    limits = np.array([_limits(kind, sampling, level) for kind, level in wanted])
    errors = _errors(sampling, wanted, seed, resamples)
    return tuple(
        Interval(level, _finite(lower), _finite(upper), kind, *pair)
        for (kind, level), (lower, upper), pair in zip(wanted, limits.tolist(), errors, strict=True)
    )


def _limits(kind: str, sampling: Sampling, level: float) -> tuple[float, float]:
    lower, upper = levels_of(kind, sampling, level)
    return quantile(sampling.replicates, lower), quantile(sampling.replicates, upper)


def _finite(limit: float) -> float | None:
    return limit if math.isfinite(limit) else None


def _errors(
    sampling: Sampling, wanted: Sequence[Wanted], seed: int, resamples: int
) -> list[tuple[float | None, float | None]]:
    generator = np.random.default_rng([seed, resamples])
    count = len(sampling.replicates)
    drawn = np.empty((resamples, len(wanted), 2))
    for row in range(resamples):
        chosen = sampling.replicates[generator.integers(0, count, count)]
        again = replace(sampling, replicates=np.sort(chosen))
        drawn[row] = [_limits(kind, again, level) for kind, level in wanted]
    return [(_spread(drawn[:, place, 0]), _spread(drawn[:, place, 1])) for place in range(len(wanted))]


def _spread(drawn: Floats) -> float | None:
    """Standard deviation; None when a limit is not always there."""
    return float(np.std(drawn, ddof=1)) if len(drawn) > 1 and np.isfinite(drawn).all() else None


def warnings_of(kind: str, sampling: Sampling, level: float) -> tuple[str, ...]:
    """What is doubtful about an interval: few replicates beyond a limit, or all on one side."""
    count, said = len(sampling.replicates), []
    lower, upper = levels_of(kind, sampling, level)
    for name, beyond in (("lower", lower), ("upper", 1 - upper)):
        if beyond * count < FEWEST_BEYOND:
            said.append(
                f"The {name} {kind} limit at {100 * level:g} % is the {beyond:.2g} tail of {count} "
                f"replicates: fewer than {FEWEST_BEYOND} lie beyond it, so the limit is mostly chance."
            )
    if kind == "bca" and not 1 / count <= sampling.share_below <= 1 - 1 / count:
        said.append("All replicates lie on one side of the estimate: the bias correction is only a guess.")
    return tuple(said)
