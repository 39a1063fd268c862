"""What every method of this room gives back: an estimate with intervals, or the reason why there is none."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from seinhuis import __version__

OBSERVED_AGREE = "Links between lists are right: one person is one row, and two persons are never one row."
CLOSED = "The population did not change in the period that the lists cover."
ALL_CAN_BE_SEEN = "Everybody could have been on every list with some probability above zero."


@dataclass(frozen=True)
class Interval:
    """One interval for the population size; None as a limit says that there is none on that side.

    ``level`` between 0 and 1; ``kind`` is how it was made (wald, bca, percentile, profile, posterior);
    ``lower_error`` and ``upper_error`` are Monte-Carlo standard errors of the limits, in persons.
    """

    level: float
    lower: float | None
    upper: float | None
    kind: str
    lower_error: float | None = None
    upper_error: float | None = None

    def __post_init__(self) -> None:
        """Refuse a level outside (0, 1) and limits that are no numbers or crossed."""
        if not 0 < self.level < 1:
            raise ValueError("The level of an interval lies between 0 and 1.")
        limits = [limit for limit in (self.lower, self.upper) if limit is not None]
        if not all(map(math.isfinite, limits)):
            raise ValueError("The limits of an interval are finite; None says that there is no limit.")
        if limits != sorted(limits):
            raise ValueError("The lower limit of an interval lies above the upper one.")

    def to_dict(self) -> dict[str, Any]:
        """The interval as a JSON object; Monte-Carlo errors only where there are any."""
        record: dict[str, Any] = {
            "level": self.level,
            "lower": self.lower,
            "upper": self.upper,
            "kind": self.kind,
        }
        errors = {"lower_error": self.lower_error, "upper_error": self.upper_error}
        return record | {name: error for name, error in errors.items() if error is not None}


@dataclass(frozen=True)
class Estimate:
    """What one method says of one table: a number of persons with intervals, or why there is none.

    ``estimate`` counts persons, the observed ones included. ``model`` is written as the field does, for
    example ``[12,13,4]``, or in words. ``details`` holds what belongs to one method only (standard error,
    deviance, R-hat), in values that JSON knows. ``input_hash`` is that of the table.
    """

    method: str
    model: str
    estimate: float | None
    intervals: tuple[Interval, ...] = ()
    assumptions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    reason: str | None = None
    seed: int | None = None
    input_hash: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    version: str = __version__

    def __post_init__(self) -> None:
        """Hold the promise of this room: without an estimate no number, never one that is not finite."""
        if self.estimate is None:
            if not self.reason or self.intervals:
                raise ValueError("Without an estimate there is a reason, and no interval.")
        elif self.reason or not math.isfinite(self.estimate) or self.estimate < 0:
            raise ValueError("An estimate is a finite number of persons and needs no reason.")

    @property
    def interval(self) -> Interval | None:
        """The interval to show when there is room for one: the first."""
        return self.intervals[0] if self.intervals else None

    def to_dict(self) -> dict[str, Any]:
        """The estimate as a JSON object: `interval` is the first of `intervals`, or null."""
        intervals = [interval.to_dict() for interval in self.intervals]
        return {
            "method": self.method,
            "model": self.model,
            "estimate": self.estimate,
            "interval": intervals[0] if intervals else None,
            "intervals": intervals,
            "assumptions": list(self.assumptions),
            "warnings": list(self.warnings),
            "reason": self.reason,
            "seed": self.seed,
            "version": self.version,
            "input_hash": self.input_hash,
            "details": dict(self.details),
        }

    def to_json(self) -> str:
        """The estimate as one line of JSON; ValueError when a detail is not a finite number."""
        return json.dumps(self.to_dict(), ensure_ascii=False, allow_nan=False)


def no_estimate(
    method: str, model: str, reason: str, *, warnings: tuple[str, ...] = (), input_hash: str = ""
) -> Estimate:
    """Say that this method gives no number for this table, and why."""
    return Estimate(method, model, None, reason=reason, warnings=warnings, input_hash=input_hash)
