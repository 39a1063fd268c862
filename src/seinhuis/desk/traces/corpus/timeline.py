"""How many records of a cluster there are in each month, as bars. Pure."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

MOST_MONTHS = 48
STEP, WIDE_STEP, BAR, HIGH, LOW = 28, 56, 20, 120, 4
TOP, BOTTOM = 22, 26
# So many columns stand wide apart and each has its name; of more than that every second one.
MOST_WIDE = 16


@dataclass(frozen=True)
class Column:
    """One month, or one year; ``day`` is its first day. ``labelled``: there is room for its name."""

    day: datetime.date
    count: int
    x: int
    height: int
    labelled: bool

    @property
    def y(self) -> int:
        """The upper side of its bar."""
        return TOP + HIGH - self.height

    @property
    def middle(self) -> int:
        """Where its number and its name stand."""
        return self.x + BAR // 2


@dataclass(frozen=True)
class Timeline:
    """The columns from first to last, and how many records have no month."""

    columns: tuple[Column, ...]
    by_year: bool
    unknown: int
    width: int
    bar: int = BAR
    base: int = TOP + HIGH
    height: int = TOP + HIGH + BOTTOM


def timeline(months: Iterable[str]) -> Timeline:
    """Count the months ("2026-11", or "unknown"); more than 48 months become years."""
    counted = Counter(months)
    unknown = counted.pop("unknown", 0)
    days = Counter({datetime.date.fromisoformat(f"{month}-01"): n for month, n in counted.items()})
    by_year = bool(days) and len(_between(min(days), max(days), by_year=False)) > MOST_MONTHS
    if by_year:
        days = _years(days)
    span = _between(min(days), max(days), by_year=by_year) if days else []
    step = WIDE_STEP if len(span) <= MOST_WIDE else STEP
    columns = _columns(span, days, step)
    return Timeline(columns, by_year, unknown, width=step * (len(columns) + 1))


def _columns(span: list[datetime.date], days: Counter[datetime.date], step: int) -> tuple[Column, ...]:
    most = max(days.values(), default=1)
    return tuple(
        Column(
            day,
            days[day],
            step + place * step - BAR,
            _height(days[day], most),
            step == WIDE_STEP or not place % 2,
        )
        for place, day in enumerate(span)
    )


def _height(count: int, most: int) -> int:
    """A bar is never so low that one record among thousands cannot be seen."""
    return max(LOW, round(HIGH * count / most)) if count else 0


def _years(days: Counter[datetime.date]) -> Counter[datetime.date]:
    years: Counter[datetime.date] = Counter()
    for day, count in days.items():
        years[day.replace(month=1)] += count
    return years


def _between(first: datetime.date, last: datetime.date, *, by_year: bool) -> list[datetime.date]:
    step = 12 if by_year else 1
    start, end = (day.year * 12 + day.month - 1 for day in (first, last))
    return [datetime.date(each // 12, each % 12 + 1, 1) for each in range(start, end + 1, step)]
