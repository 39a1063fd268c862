"""Persons seen several times by one source: how many were never seen (counts f_1, f_2, ... of persons).

The lower bound of Chao (1987), and the models M0 and Mh of `heterogeneity` on numbers of captures. With T
occasions the mean of f_k is C(T, k) exp(a + b k + h(k)); in continuous time C(T, k) becomes 1/k!.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.special import gammaln

from seinhuis.engine.estimates.contracts import CLOSED, Estimate, Interval, no_estimate
from seinhuis.engine.estimates.errors import BadSetting, TableError
from seinhuis.engine.estimates.heterogeneity import (
    LOWER_BOUND,
    Cells,
    Mixing,
    estimated,
    model_name,
    spoken_mixing,
)
from seinhuis.engine.estimates.poisson import Floats
from seinhuis.engine.estimates.rows import read_rows

ONE_PERSON = "Everybody seen again is recognised, and nobody is taken for somebody else."
INDEPENDENT = "For one person, being seen once changes nothing about being seen again."


@dataclass(frozen=True)
class CaptureCounts:
    """How many persons were seen how often: ``persons[k]`` of them k times, k from 1.

    ``occasions`` is the largest number of times that anybody can be seen; None when there is no such number.
    Raises TableError when a number is not sound.
    """

    persons: Mapping[int, int]
    occasions: int | None = None

    def __post_init__(self) -> None:
        """Check the numbers and leave out the zeros."""
        for row, (times, number) in enumerate(self.persons.items(), 1):
            if times < 1 or number < 0:
                raise TableError("times lie above zero, and persons not below", row=row)
        kept = {times: self.persons[times] for times in sorted(self.persons) if self.persons[times]}
        if not kept:
            raise TableError("nobody was seen")
        if self.occasions is not None and self.occasions < max(2, *kept):
            raise TableError("fewer occasions than somebody was seen")
        object.__setattr__(self, "persons", kept)

    @classmethod
    def from_csv(cls, source: Path | str, *, occasions: int | None = None) -> "CaptureCounts":
        """Read two columns under a header, times and persons, from a path or from text with a line break."""
        persons: dict[int, int] = {}
        for line, row in read_rows(source)[1]:
            fields = list(row.values())
            if len(fields) != 2 or not all(field.isascii() and field.isdecimal() for field in fields):
                raise TableError("two whole numbers are needed: times and persons", row=line)
            times, number = map(int, fields)
            if times in persons:
                raise TableError("these times occur in an earlier row too", row=line)
            persons[times] = number
        return cls(persons, occasions)

    @property
    def n(self) -> int:
        """How many persons were observed."""
        return sum(self.persons.values())


def chao_of_counts(counts: CaptureCounts, *, level: float = 0.95) -> Estimate:
    """Chao's lower bound n + K f1**2 / (2 f2), K = (T - 1)/T, with a log-normal interval (Chao 1987).

    Without anybody seen exactly twice the estimate is None. Raises BadSetting for the level.
    """
    if not 0 < level < 1:
        raise BadSetting("The level of an interval lies between 0 and 1.")
    once, twice = (float(counts.persons.get(times, 0)) for times in (1, 2))
    if not twice:
        return no_estimate("chao", "lower bound", "Nobody was seen exactly twice: the bound has no limit.")
    share = 1.0 if counts.occasions is None else (counts.occasions - 1) / counts.occasions
    hidden, ratio = share * once**2 / (2 * twice), once / twice
    variance = twice * (share / 2 * ratio**2 + share**2 * ratio**3 + share**2 / 4 * ratio**4)
    return Estimate(
        "chao",
        "lower bound",
        counts.n + hidden,
        intervals=(_log_normal(counts.n, hidden, variance, level),),
        assumptions=(ONE_PERSON, CLOSED, INDEPENDENT, LOWER_BOUND),
        details={"seen_once": int(once), "seen_twice": int(twice), "standard_error": math.sqrt(variance)},
    )


def mixture_of_counts(
    counts: CaptureCounts,
    mixing: Mixing | None = None,
    *,
    theta: float | None = None,
    largest: int | None = None,
    level: float = 0.95,
) -> Estimate:
    """M0 (without ``mixing``) or Mh on numbers of captures, with a profile interval.

    ``largest``: persons seen more often are added to the estimate and are left out of the fit. Raises
    BadSetting.
    """
    name = model_name("M0" if mixing is None else "Mh", mixing, theta)
    top = _largest(counts, largest)
    captures = np.arange(1, top + 1)
    base = np.column_stack([np.ones(top), captures.astype(float)])
    seen = np.array([counts.persons.get(int(times), 0) for times in captures], dtype=float)
    beyond = counts.n - int(seen.sum())
    assumptions = (ONE_PERSON, CLOSED, INDEPENDENT, spoken_mixing(mixing))
    cells = Cells(captures, base, seen, _log_ways(captures.astype(float), counts.occasions), beyond)
    return estimated(name, cells, mixing, theta, level, assumptions, "")


def _largest(counts: CaptureCounts, largest: int | None) -> int:
    most = max(counts.persons) if counts.occasions is None else counts.occasions
    if largest is not None and not 2 <= largest <= most:
        raise BadSetting(f"The largest number of captures in a fit lies from 2 to {most}.")
    return max(2, most if largest is None else largest)


def _log_ways(captures: Floats, occasions: int | None) -> Floats:
    if occasions is None:
        return np.asarray(-gammaln(captures + 1))
    return np.asarray(gammaln(occasions + 1) - gammaln(captures + 1) - gammaln(occasions - captures + 1))


def _log_normal(n: int, hidden: float, variance: float, level: float) -> Interval:
    """Limits n + m / C and n + m C with C = exp(z sqrt(log(1 + var / m**2))) (Chao 1987, equation 10)."""
    if not hidden:
        return Interval(level, float(n), float(n), "log-normal")
    from statistics import NormalDist

    spread = NormalDist().inv_cdf((1 + level) / 2) * math.sqrt(math.log1p(variance / hidden**2))
    return Interval(level, n + hidden / math.exp(spread), n + hidden * math.exp(spread), "log-normal")
