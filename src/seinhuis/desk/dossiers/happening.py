"""When something happened: a day, a month or a year, as ISO writes them. Pure."""

import datetime
import re
from dataclasses import dataclass

ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class NotADay(ValueError):
    """This is no date, month or year."""


@dataclass(frozen=True)
class Period:
    """The days from ``first`` to ``last``, both included."""

    first: datetime.date
    last: datetime.date

    @property
    def one_day(self) -> bool:
        """Whether the day itself is known."""
        return self.first == self.last


def period(written: str) -> Period:
    """The days meant by "2026-05-04", "2026-05" or "2026". Raises NotADay."""
    match = ISO.fullmatch(written)
    if match is None:
        raise NotADay
    year, month, day = (None if part is None else int(part) for part in match.groups())
    try:
        return _period(year or 0, month, day)
    except ValueError:
        raise NotADay from None


def _period(year: int, month: int | None, day: int | None) -> Period:
    if month is None:
        return Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    if day is None:
        first = datetime.date(year, month, 1)
        after = datetime.date(year + month // 12, month % 12 + 1, 1)
        return Period(first, after - datetime.timedelta(days=1))
    exact = datetime.date(year, month, day)
    return Period(exact, exact)
