"""Where the facts stand on the timeline: positions between 0 and 1, for the template to draw."""

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from seinhuis.engine.evidence.contracts import PackageFact
from seinhuis.engine.evidence.wording import Wording, as_day

COLUMNS = 40
_MOST_TICKS = 9
_PERIOD = re.compile(r"(\d{4})(?:-(\d{2}))?")
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
_DAYS_IN_SHORT_SPAN = 60


@dataclass(frozen=True)
class Mark:
    """One fact, from day to day (the same when the day is known)."""

    number: int
    first: datetime.date
    last: datetime.date


@dataclass(frozen=True)
class Scale:
    """The stretch of days that the picture shows."""

    first: datetime.date
    last: datetime.date

    def place(self, day: datetime.date) -> float:
        """Where a day stands, from 0 to 1."""
        days = (self.last - self.first).days
        return round((day - self.first).days / days, 4) if days else 0.5


def marks(facts: Sequence[PackageFact]) -> list[Mark]:
    """The facts of which at least the year is known, in order of time."""
    found = [mark for fact in facts if (mark := _mark(fact))]
    return sorted(found, key=lambda mark: (mark.first, mark.last, mark.number))


def drawing(found: Sequence[Mark], wording: Wording) -> dict[str, object] | None:
    """What to draw: stacks of fact numbers for days, bars for months and years. None without any date."""
    if not found:
        return None
    scale = Scale(min(mark.first for mark in found), max(mark.last for mark in found))
    return {
        "first": wording.day(scale.first),
        "last": wording.day(scale.last),
        "stacks": _stacks([mark for mark in found if mark.first == mark.last], scale),
        "bars": _bars([mark for mark in found if mark.first != mark.last], scale),
        "ticks": [{"at": scale.place(day), "text": text} for day, text in _ticks(scale, wording)],
    }


def _mark(fact: PackageFact) -> Mark | None:
    if day := as_day(fact.happened_on[:10]):
        return Mark(fact.number, day, day)
    period = _PERIOD.fullmatch(fact.happened_on)
    if not period or period[1] == "0000":
        return None
    year, month = int(period[1]), int(period[2] or 0)
    if month > len(calendar.month_name) - 1:
        return None
    last_month = month or 12
    last_day = calendar.monthrange(year, last_month)[1]
    return Mark(fact.number, datetime.date(year, month or 1, 1), datetime.date(year, last_month, last_day))


def _stacks(found: Sequence[Mark], scale: Scale) -> list[dict[str, object]]:
    # Days that would be drawn on top of each other share a column; the numbers keep their order of time.
    columns: dict[int, list[int]] = {}
    for mark in found:
        columns.setdefault(round(scale.place(mark.first) * (COLUMNS - 1)), []).append(mark.number)
    return [{"at": column / (COLUMNS - 1), "numbers": numbers} for column, numbers in sorted(columns.items())]


def _bars(found: Sequence[Mark], scale: Scale) -> list[dict[str, object]]:
    periods: dict[tuple[float, float], list[int]] = {}
    for mark in found:
        periods.setdefault((scale.place(mark.first), scale.place(mark.last)), []).append(mark.number)
    return [{"from": first, "to": last, "numbers": numbers} for (first, last), numbers in periods.items()]


def _ticks(scale: Scale, wording: Wording) -> list[tuple[datetime.date, str]]:
    short = wording.words("months_short")
    if (scale.last - scale.first).days <= _DAYS_IN_SHORT_SPAN:
        return [(day, f"{day.day} {short[day.month - 1]}") for day in _spread_days(scale)]
    return [
        (day, f"{short[day.month - 1]} {day.year}" if day.month != 1 else str(day.year))
        for day in _spread_months(scale)
    ]


def _spread_days(scale: Scale) -> list[datetime.date]:
    days = (scale.last - scale.first).days
    step = max(1, -(-days // (_MOST_TICKS - 1)))
    return [scale.first + datetime.timedelta(days=offset) for offset in range(0, days + 1, step)]


def _spread_months(scale: Scale) -> list[datetime.date]:
    first, last = _month_number(scale.first), _month_number(scale.last)
    step = next((step for step in _MONTH_STEPS if (last - first) // step < _MOST_TICKS), last - first)
    numbers = range(first + (-first % step), last + 1, step)
    days = [datetime.date(number // 12, number % 12 + 1, 1) for number in numbers]
    return [day for day in days if scale.first <= day <= scale.last]


def _month_number(day: datetime.date) -> int:
    return day.year * 12 + day.month - 1
