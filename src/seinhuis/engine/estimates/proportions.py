"""Proportions of persons: limits around them, claims about them, and two of them side by side."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from scipy.special import betaincinv, ndtr, ndtri

from seinhuis.engine.estimates.errors import BadSetting, EstimatesError

MOST_PERSONS = 10_000_000


class BadProportion(EstimatesError):
    """The numbers of a proportion cannot be: more persons than there are, or below zero."""


class Kind(StrEnum):
    """How limits are computed."""

    WILSON = "wilson"
    CLOPPER_PEARSON = "clopper-pearson"


class Verdict(StrEnum):
    """What may be said of a claim; there are no other words for it."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    CANNOT_SAY = "the data cannot say"


@dataclass(frozen=True)
class Limits:
    """Limits of a proportion, a difference or a ratio; None where there is no limit on that side."""

    level: float
    lower: float | None
    upper: float | None
    kind: str

    def to_dict(self) -> dict[str, Any]:
        """The limits as a JSON object."""
        return {"level": self.level, "lower": self.lower, "upper": self.upper, "kind": self.kind}


@dataclass(frozen=True)
class Comparison:
    """Two arms side by side: the first minus the second, and the first over the second.

    ``ratio`` is None where the second arm has nobody, its limits are None where either arm has nobody.
    ``p_value`` is that of the score test on no difference; ``adjusted`` is the same after Holm.
    """

    difference: float
    difference_limits: Limits
    ratio: float | None
    ratio_limits: Limits
    p_value: float
    adjusted: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The comparison as a JSON object."""
        return {
            "difference": self.difference,
            "difference_limits": self.difference_limits.to_dict(),
            "ratio": self.ratio,
            "ratio_limits": self.ratio_limits.to_dict(),
            "p_value": self.p_value,
            "adjusted": self.adjusted,
        }


def wilson(count: float, total: float, level: float = 0.95) -> Limits:
    """Two-sided score limits, for showing (Wilson 1927; Brown, Cai & DasGupta 2001, eq. 4).

    ``count`` of ``total`` persons; both may be fractions of a person, as effective sample sizes are.
    Raises BadProportion, BadSetting.
    """
    _check(count, total, level)
    z = float(ndtri(1 - (1 - level) / 2))
    return Limits(level, _wilson(count, total, -z), _wilson(count, total, z), Kind.WILSON)


def clopper_pearson(count: float, total: float, level: float = 0.95) -> Limits:
    """Two-sided exact limits, which never cover less than they say (Clopper & Pearson 1934)."""
    _check(count, total, level)
    tail = (1 - level) / 2
    return Limits(
        level, _exact_lower(count, total, tail), _exact_upper(count, total, tail), "clopper-pearson"
    )


def lower_limit(count: float, total: float, level: float = 0.95, kind: Kind = Kind.WILSON) -> float:
    """The one-sided lower limit: what "more than" has to rest on. Raises BadProportion, BadSetting."""
    _check(count, total, level)
    if kind is Kind.CLOPPER_PEARSON:
        return _exact_lower(count, total, 1 - level)
    return _wilson(count, total, -float(ndtri(level)))


def upper_limit(count: float, total: float, level: float = 0.95, kind: Kind = Kind.WILSON) -> float:
    """The one-sided upper limit: what "less than" has to rest on. Raises BadProportion, BadSetting."""
    _check(count, total, level)
    if kind is Kind.CLOPPER_PEARSON:
        return _exact_upper(count, total, 1 - level)
    return _wilson(count, total, float(ndtri(level)))


def needed_persons(share: float, claim: float, level: float = 0.95, kind: Kind = Kind.WILSON) -> int:
    """The smallest number of persons with which an observed ``share`` can support "more than ``claim``".

    Of n persons ceil(share * n) are counted. Raises BadSetting when the share does not lie above the claim,
    or when ten million persons are too few.
    """
    if not 0 < claim < share <= 1:
        raise BadSetting("The share has to lie above the claim, both between 0 and 1.")
    _check(0, 1, level)
    z = float(ndtri(level))
    # Below this number the normal approximation, and with it the score limit, is far from enough.
    start = max(1, int(0.5 * claim * (1 - claim) * (z / (share - claim)) ** 2))
    for total in range(start, MOST_PERSONS):
        # A share such as 0.61 is not exact in binary: 0.61 * 100 is a hair above 61.
        if lower_limit(math.ceil(share * total - 1e-9 * total), total, level, kind) > claim:
            return total
    raise BadSetting("The share lies too near the claim: ten million persons are not enough.")


def unknown_bounds(count: float, known: float, unknown: float) -> tuple[float, float]:
    """What the share can be when nobody of the unknown counts, and when all do (Manski 1989).

    k/(n+u) and (k+u)/(n+u), with ``known`` = n persons whose outcome is known. No assumption is made.
    """
    total = known + unknown
    if unknown < 0 or not 0 <= count <= known or total <= 0:
        raise BadProportion("The persons counted, known and unknown do not fit together.")
    return count / total, (count + unknown) / total


def judge(lowest: float, highest: float, claim: float) -> Verdict:
    """Whether "more than ``claim``" holds, given one-sided limits under the worst and the best case."""
    if not 0 < claim < 1:
        raise BadSetting("A claim is a share between 0 and 1.")
    if lowest > claim:
        return Verdict.SUPPORTED
    return Verdict.CONTRADICTED if highest <= claim else Verdict.CANNOT_SAY


def compare_arms(first: tuple[int, int], second: tuple[int, int], level: float = 0.95) -> Comparison:
    """Compare two arms, each (count, total) in persons.

    The difference has hybrid score limits (Newcombe 1998, method 10), the ratio log limits (Katz, Baptista,
    Azen & Pike 1978, method C), the p-value comes from the pooled score test. Raises BadProportion.
    """
    for count, total in (first, second):
        _check(count, total, level)
    difference, limits = _newcombe(first, second, level)
    ratio = _ratio(first, second)
    return Comparison(difference, limits, ratio, _katz(first, second, level), _score_test(first, second))


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """P-values adjusted for looking at several things at once (Holm 1979), in the order given."""
    if any(not 0 <= value <= 1 for value in p_values):
        raise BadSetting("A p-value lies between 0 and 1.")
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    adjusted, highest = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, p_values[place] * (len(p_values) - rank)))
        adjusted[place] = highest
    return tuple(adjusted)


def _check(count: float, total: float, level: float) -> None:
    if not 0 < level < 1:
        raise BadSetting("The level of limits lies between 0 and 1.")
    if not (math.isfinite(count) and math.isfinite(total) and total > 0):
        raise BadProportion("A proportion needs at least one person whose outcome is known.")
    if not 0 <= count <= total:
        raise BadProportion("A part cannot be below zero or larger than its whole.")


def _wilson(count: float, total: float, z: float) -> float:
    """One score limit, on the side that the sign of z says; exactly 0 and 1 at the ends."""
    if (count == 0 and z < 0) or (count == total and z > 0):
        return 0.0 if z < 0 else 1.0
    share, square = count / total, z * z
    middle = share + square / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + square / (4 * total * total))
    return min(1.0, max(0.0, (middle + spread) / (1 + square / total)))


def _exact_lower(count: float, total: float, tail: float) -> float:
    return float(betaincinv(count, total - count + 1, tail)) if count > 0 else 0.0


def _exact_upper(count: float, total: float, tail: float) -> float:
    return float(betaincinv(count + 1, total - count, 1 - tail)) if count < total else 1.0


def _newcombe(first: tuple[int, int], second: tuple[int, int], level: float) -> tuple[float, Limits]:
    (k1, n1), (k2, n2) = first, second
    share1, share2 = k1 / n1, k2 / n2
    z = float(ndtri(1 - (1 - level) / 2))
    down = math.hypot(share1 - _wilson(k1, n1, -z), _wilson(k2, n2, z) - share2)
    up = math.hypot(_wilson(k1, n1, z) - share1, share2 - _wilson(k2, n2, -z))
    difference = share1 - share2
    return difference, Limits(level, difference - down, difference + up, "newcombe")


def _ratio(first: tuple[int, int], second: tuple[int, int]) -> float | None:
    (k1, n1), (k2, n2) = first, second
    return (k1 / n1) / (k2 / n2) if k2 else None


def _katz(first: tuple[int, int], second: tuple[int, int], level: float) -> Limits:
    (k1, n1), (k2, n2) = first, second
    ratio = _ratio(first, second)
    if not ratio:
        return Limits(level, None, None, "katz")
    spread = float(ndtri(1 - (1 - level) / 2)) * math.sqrt(1 / k1 - 1 / n1 + 1 / k2 - 1 / n2)
    return Limits(level, ratio * math.exp(-spread), ratio * math.exp(spread), "katz")


def _score_test(first: tuple[int, int], second: tuple[int, int]) -> float:
    (k1, n1), (k2, n2) = first, second
    pooled = (k1 + k2) / (n1 + n2)
    variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2)
    if variance == 0:
        return 1.0
    return float(2 * ndtr(-abs(k1 / n1 - k2 / n2) / math.sqrt(variance)))
