"""From a time as it was given to a day and a month; what cannot be believed is named, not repaired."""

import datetime
import re
from dataclasses import dataclass

UNKNOWN = "unknown"
MISSING, FUTURE, UNREADABLE, TOO_OLD = "missing", "future", "unreadable", "before 1990"
_FIRST_YEAR = 1990
_SHAPE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ].*)?", re.ASCII)
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?", re.ASCII)
_MILLISECONDS = re.compile(r"\d{12,13}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Moment:
    """The month (or "unknown", with the trouble) and, where it was given, the day."""

    month: str
    day: datetime.date | None = None
    trouble: str | None = None


def understand(time: str | None, latest: datetime.date) -> Moment:
    """Read an ISO date, date and time, month, or seconds or milliseconds since 1970.

    Days are taken as written, without moving them to another time zone. After ``latest`` is the future.
    """
    if time is None:
        return Moment(UNKNOWN, None, MISSING)
    day, whole_month = _read(time)
    if day is None:
        return Moment(UNKNOWN, None, UNREADABLE)
    if day.year < _FIRST_YEAR:
        return Moment(UNKNOWN, None, TOO_OLD)
    if day > latest:
        return Moment(UNKNOWN, None, FUTURE)
    return Moment(f"{day.year:04}-{day.month:02}", None if whole_month else day)


def _read(time: str) -> tuple[datetime.date | None, bool]:
    """The day, and whether only a month was given (then the first of the month stands for it)."""
    match = _SHAPE.fullmatch(time)
    try:
        if match:
            year, month, day = match.groups()
            return datetime.date(int(year), int(month), int(day or 1)), day is None
        if _SECONDS.fullmatch(time):
            return _since_1970(float(time)), False
        if _MILLISECONDS.fullmatch(time):
            return _since_1970(float(time) / 1000), False
    except (ValueError, OverflowError, OSError):
        return None, False
    return None, False


def _since_1970(seconds: float) -> datetime.date:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()
