"""Does the method find populations whose size is known? Each list is one, seen by the other lists.

The check of Binette & Steorts (2022): take the persons on one list, estimate how many there are from the
other lists alone, and compare with how many are on it.
"""

import math
from collections.abc import Sequence

from seinhuis.engine.estimates.bounds.contracts import KnownSize
from seinhuis.engine.estimates.bounds.selected import stepwise_fit, wald_limits
from seinhuis.engine.estimates.errors import TableError
from seinhuis.engine.estimates.loglinear.fitting import Fit
from seinhuis.engine.estimates.tables import CaptureTable

FEWEST_LISTS = 3
MOST_SPREAD = 2.0  # standard error of the log of the hidden; beyond it the limits lie a factor 3,000 apart
MOST_TIMES = 100.0

TOO_FEW = "The other lists do not overlap enough among these persons."
NO_MODEL = "No model has an estimate for these persons."
BLOWN_UP = "The estimate runs away: these persons are seen together by too few lists."


def known_sizes(table: CaptureTable) -> tuple[KnownSize, ...]:
    """One check for each list; none with fewer than three lists. What runs away counts as not estimable."""
    if len(table.lists) < FEWEST_LISTS:
        return ()
    return tuple(_check(table, name) for name in table.lists)


def mean_log_ratio(checks: Sequence[KnownSize]) -> float | None:
    """The mean of log(estimate / known) over the lists that can be estimated; below zero: they err low."""
    ratios = [math.log(each.estimate / each.known) for each in checks if each.estimate]
    return sum(ratios) / len(ratios) if ratios else None


def _check(table: CaptureTable, name: str) -> KnownSize:
    known = table.overlap(name)
    try:
        inside = table.within(name)
    except TableError:
        return KnownSize(name, known, reason=TOO_FEW)
    fitted = stepwise_fit(inside)
    return KnownSize(name, known, reason=NO_MODEL) if fitted is None else _compared(name, known, fitted)


def _compared(name: str, known: int, fitted: Fit) -> KnownSize:
    limits = wald_limits(fitted)
    if fitted.estimate is None or limits is None or fitted.hidden is None or fitted.standard_error is None:
        return KnownSize(name, known, reason=NO_MODEL)
    spread = fitted.standard_error / fitted.hidden if fitted.hidden else 0.0
    if spread > MOST_SPREAD or fitted.estimate > MOST_TIMES * known:
        return KnownSize(name, known, reason=BLOWN_UP)
    return KnownSize(name, known, fitted.estimate, *limits)
