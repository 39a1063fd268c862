"""A trend in counts: rate ratios with intervals, and the breaks in how was counted named beside them.

A count of reports is work of people who report. Where the rules of reporting change the series breaks, and
without the break in the model its slope is about the rules, not about what happened.
"""

import json
import math
import warnings as python_warnings
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, stdtrit

from seinhuis import __version__
from seinhuis.engine.estimates.errors import BadSetting, EstimatesError

FEWEST_POINTS = 8
FEWEST_IN_REGIME = 3
OVERDISPERSED = 1.5
ASSUMPTIONS = (
    "Between two breaks the chance of being reported did not change; else this is a trend in reporting.",
    "The points are independent of each other once slope and breaks are in the model.",
    "A break that coincides with a real change cannot be told from it.",
)

Floats = NDArray[np.float64]


class BadTrend(EstimatesError):
    """The points or breaks of a trend are not sound; the message names the period."""


class Family(StrEnum):
    """The distribution of a count around its expectation."""

    POISSON = "poisson"
    NEGATIVE_BINOMIAL = "negative binomial"


@dataclass(frozen=True)
class Point:
    """``count`` persons or reports in a ``period`` at ``time`` (years, or any unit), over ``exposure``."""

    period: str
    time: float
    count: int
    exposure: float = 1.0

    def __post_init__(self) -> None:
        """Refuse counts, times and exposures that cannot be."""
        if self.count < 0 or int(self.count) != self.count:
            raise BadTrend(f"Period {self.period}: a count is a whole number, zero or more.")
        if not (math.isfinite(self.time) and math.isfinite(self.exposure) and self.exposure > 0):
            raise BadTrend(f"Period {self.period}: time and exposure are finite, exposure above zero.")


@dataclass(frozen=True)
class Break:
    """From ``time`` on was counted differently, until ``until`` (None: ever since); ``name`` says why."""

    name: str
    time: float
    until: float | None = None

    def holds(self, time: float) -> bool:
        """Whether a point at this time was counted under this rule."""
        return self.time <= time and (self.until is None or time < self.until)


@dataclass(frozen=True)
class RateRatio:
    """How many times as large, with limits; for the slope per unit of time, for a break after over before."""

    name: str
    ratio: float
    lower: float
    upper: float
    level: float

    def to_dict(self) -> dict[str, Any]:
        """The ratio as a JSON object."""
        return dict(self.__dict__)


@dataclass(frozen=True)
class Observed:
    """A point with the exact limits of its own rate, and what the model expects (None without a model)."""

    point: Point
    rate: float
    lower: float
    upper: float
    expected: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The point as a JSON object."""
        return {
            **self.point.__dict__,
            **{name: value for name, value in self.__dict__.items() if name != "point"},
        }


@dataclass(frozen=True)
class Trend:
    """A fitted trend, or without ``slope`` the ``reason`` why there is none.

    ``dispersion`` is Pearson's chi-square over its degrees of freedom under Poisson; above 1 the Poisson
    intervals are widened by its root. ``alpha`` belongs to the negative binomial: variance m + alpha m^2.
    """

    family: Family
    points: tuple[Observed, ...]
    breaks: tuple[Break, ...]
    level: float
    slope: RateRatio | None = None
    steps: tuple[RateRatio, ...] = ()
    dispersion: float | None = None
    alpha: float | None = None
    reason: str | None = None
    warnings: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ASSUMPTIONS
    version: str = __version__

    def to_dict(self) -> dict[str, Any]:
        """The trend as a JSON object."""
        return {
            "family": str(self.family),
            "level": self.level,
            "slope": self.slope and self.slope.to_dict(),
            "breaks": [dict(each.__dict__) for each in self.breaks],
            "steps": [step.to_dict() for step in self.steps],
            "dispersion": self.dispersion,
            "alpha": self.alpha,
            "reason": self.reason,
            "points": [each.to_dict() for each in self.points],
            "assumptions": list(self.assumptions),
            "warnings": list(self.warnings),
            "version": self.version,
        }

    def to_json(self) -> str:
        """The trend as one line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)


@dataclass(frozen=True, eq=False)
class _Fit:
    """Coefficients (intercept, slope, one for each break), their standard errors, and expected counts."""

    coefficients: Floats
    errors: Floats
    expected: Floats
    dispersion: float
    alpha: float | None = None


def garwood(count: int, level: float = 0.95, exposure: float = 1.0) -> tuple[float, float]:
    """Exact limits of a Poisson rate from a single count (Garwood 1936). Raises BadTrend, BadSetting."""
    if not 0 < level < 1:
        raise BadSetting("The level of limits lies between 0 and 1.")
    if count < 0 or not exposure > 0:
        raise BadTrend("A count is zero or more and the exposure above zero.")
    tail = (1 - level) / 2
    lower = float(gammaincinv(count, tail)) if count else 0.0
    return lower / exposure, float(gammaincinv(count + 1, 1 - tail)) / exposure


def fit_trend(
    points: Sequence[Point],
    breaks: Sequence[Break] = (),
    *,
    family: Family = Family.POISSON,
    level: float = 0.95,
) -> Trend:
    """Fit log rate = intercept + slope * time + one step for each break, exposure as offset.

    Fewer than eight points, a rule under which nobody was counted, or breaks that cannot be told apart give
    no slope but a reason. Intervals use Student's t with the residual degrees of freedom (McCullagh & Nelder
    1989, section 6.2.3; negative binomial: Hilbe 2011, chapter 8). The result does not depend on the order of
    the points. Raises BadTrend, BadSetting.
    """
    ordered = tuple(sorted(points, key=lambda point: point.time))
    rules = tuple(sorted(breaks, key=lambda each: (each.time, each.name)))
    _check(ordered, rules)
    observed = tuple(_observed(point, level) for point in ordered)
    design = _design(ordered, rules)
    reason = _why_not(ordered, rules, design)
    if reason is None:
        fit = _fitted(ordered, design, family)
        if fit is not None:
            return _trend(observed, rules, fit, level, family)
        reason = "The fit did not converge; no slope is given."
    return Trend(family, observed, rules, level, reason=reason)


def _check(points: tuple[Point, ...], breaks: tuple[Break, ...]) -> None:
    if not points:
        raise BadTrend("A trend needs points.")
    for one, two in pairwise(points):
        if one.time == two.time:
            raise BadTrend(f"Period {two.period}: there is another point at the same time.")
    for each in breaks:
        if not each.name:
            raise BadTrend("A break needs a name that says what changed.")
        if each.until is not None and each.until <= each.time:
            raise BadTrend(f"Break {each.name}: it ends before it begins.")


def _observed(point: Point, level: float) -> Observed:
    return Observed(point, point.count / point.exposure, *garwood(point.count, level, point.exposure))


def _design(points: tuple[Point, ...], breaks: tuple[Break, ...]) -> Floats:
    """Shape (points, 2 + breaks). Time counts from its mean, which changes the intercept only."""
    times = np.array([point.time for point in points])
    steps = [[float(each.holds(time)) for time in times] for each in breaks]
    return np.column_stack([np.ones(len(times)), times - times.mean(), *steps])


def _why_not(points: tuple[Point, ...], breaks: tuple[Break, ...], design: Floats) -> str | None:
    if len(points) < FEWEST_POINTS:
        return f"{len(points)} points are too few for a slope: {FEWEST_POINTS} are needed."
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return "The breaks cannot be told apart from each other or from the slope at these points."
    if len(points) <= design.shape[1]:
        return "There are as many breaks as points; nothing is left to estimate from."
    counts = np.array([point.count for point in points])
    for rule, column in zip(breaks, design[:, 2:].T, strict=True):
        if not counts[column == 1].sum() or not counts[column == 0].sum():
            return f"Nobody was counted on one side of the break {rule.name}: its ratio has no limit."
    return None if np.count_nonzero(counts) > 1 else "There is a count in one period only: no slope."


def _fitted(points: tuple[Point, ...], design: Floats, family: Family) -> _Fit | None:
    """The fit, or None when it does not converge. A negative binomial that is not needed is not fitted."""
    counts = np.array([point.count for point in points], dtype=float)
    offset = np.log([point.exposure for point in points])
    plain = _poisson(counts, design, offset)
    if plain is None or family is Family.POISSON or plain.dispersion <= 1:
        return plain
    return _negative_binomial(counts, design, offset, plain)


def _poisson(counts: Floats, design: Floats, offset: Floats) -> _Fit | None:
    """Poisson with intervals widened by the root of the dispersion, never narrowed."""
    import statsmodels.api as models
    from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

    with python_warnings.catch_warnings():
        python_warnings.simplefilter("ignore", PerfectSeparationWarning)
        result = models.GLM(counts, design, models.families.Poisson(), offset=offset).fit(maxiter=200)
    if not result.converged or not np.isfinite(result.params).all():
        return None
    dispersion = float(result.pearson_chi2 / result.df_resid)
    errors = np.asarray(result.bse) * math.sqrt(max(1.0, dispersion))
    return _Fit(np.asarray(result.params), errors, np.asarray(result.mu), dispersion)


def _negative_binomial(counts: Floats, design: Floats, offset: Floats, start: _Fit) -> _Fit | None:
    import statsmodels.api as models
    from statsmodels.tools.sm_exceptions import ConvergenceWarning, HessianInversionWarning

    # The search for the maximum needs columns of one size: time may be in years or in days.
    scale = np.abs(design).max(axis=0)
    model = models.NegativeBinomial(counts, design / scale, offset=offset)
    guess = np.append(start.coefficients * scale, max(1e-3, (start.dispersion - 1) / counts.mean()))
    with python_warnings.catch_warnings():
        python_warnings.simplefilter("ignore", (ConvergenceWarning, HessianInversionWarning))
        result = model.fit(start_params=guess, method="bfgs", maxiter=1000, disp=False)
    values, errors = np.asarray(result.params), np.asarray(result.bse)
    if (
        not result.mle_retvals["converged"]
        or not np.isfinite(np.append(values, errors)).all()
        or values[-1] <= 0
    ):
        return None
    coefficients = values[:-1] / scale
    expected = np.exp(design @ coefficients + offset)
    return _Fit(coefficients, errors[:-1] / scale, expected, start.dispersion, float(values[-1]))


def _trend(
    observed: tuple[Observed, ...], breaks: tuple[Break, ...], fit: _Fit, level: float, family: Family
) -> Trend:
    freedom = len(observed) - len(fit.coefficients)
    spread = float(stdtrit(freedom, 1 - (1 - level) / 2)) * fit.errors
    names = ["per unit of time", *(each.name for each in breaks)]
    ratios = [
        RateRatio(name, math.exp(middle), math.exp(middle - wide), math.exp(middle + wide), level)
        for name, middle, wide in zip(names, fit.coefficients[1:], spread[1:], strict=True)
    ]
    used = Family.NEGATIVE_BINOMIAL if fit.alpha is not None else Family.POISSON
    points = tuple(
        Observed(each.point, each.rate, each.lower, each.upper, float(value))
        for each, value in zip(observed, fit.expected, strict=True)
    )
    return Trend(
        family=used,
        points=points,
        breaks=breaks,
        level=level,
        slope=ratios[0],
        steps=tuple(ratios[1:]),
        dispersion=fit.dispersion,
        alpha=fit.alpha,
        warnings=tuple(_warnings(observed, breaks, fit, used, family)),
    )


def _warnings(
    observed: tuple[Observed, ...], breaks: tuple[Break, ...], fit: _Fit, used: Family, asked: Family
) -> list[str]:
    said = []
    if used is not asked:
        said.append("The counts vary no more than Poisson: a negative binomial adds nothing and is not used.")
    if used is Family.POISSON and fit.dispersion > OVERDISPERSED:
        said.append(
            f"The counts vary {fit.dispersion:.1f} times as much as Poisson; the intervals are widened, "
            "and a negative binomial may fit better."
        )
    for each in breaks:
        inside = sum(each.holds(one.point.time) for one in observed)
        if min(inside, len(observed) - inside) < FEWEST_IN_REGIME:
            said.append(f"Break {each.name}: fewer than {FEWEST_IN_REGIME} points on one side of it.")
    return said
