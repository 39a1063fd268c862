"""The timeline of a dossier as a picture: geometry only. Pure.

Time runs down. A dot is a day; a bar is a month or a year, since no day is known. Labels stand apart enough
to be read, each tied to its mark, so that distances along the line stay true to time.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from seinhuis.desk.dossiers.happening import Period, period

WIDTH = 320
MARGIN = 20
LABEL_HEIGHT = 28
LEAST_HEIGHT = 120


@dataclass(frozen=True)
class Mark:
    """One fact in the picture: from where to where it stands on the line, and where its label is."""

    number: int
    happened_on: str
    top: int
    bottom: int
    label: int

    @property
    def middle(self) -> int:
        """Where the line to the label leaves."""
        return (self.top + self.bottom) // 2

    @property
    def one_day(self) -> bool:
        """Whether it is a dot."""
        return self.top == self.bottom


@dataclass(frozen=True)
class Picture:
    """The whole picture in units of one pixel at its natural size."""

    marks: tuple[Mark, ...]
    height: int
    width: int = WIDTH

    @property
    def end(self) -> int:
        """Where the line ends."""
        return self.height - MARGIN


def draw(facts: Iterable[tuple[int, str]]) -> Picture | None:
    """Lay out (number, ISO date, month or year) pairs; None when there is nothing to draw. Raises NotADay."""
    dated = sorted(((period(written), number, written) for number, written in facts), key=_order)
    if not dated:
        return None
    inside = max(LEAST_HEIGHT, LABEL_HEIGHT * (len(dated) - 1))
    first, last = dated[0][0].first, max(each.last for each, _number, _written in dated)
    marks: list[Mark] = []
    for days, number, written in dated:
        top, bottom = (_place(day, first, last, inside) for day in (days.first, days.last))
        least = marks[-1].label + LABEL_HEIGHT if marks else MARGIN
        marks.append(Mark(number, written, top, bottom, max(least, (top + bottom) // 2)))
    return Picture(tuple(marks), max(inside + MARGIN, marks[-1].label) + MARGIN)


def in_order(written: str) -> tuple[datetime.date, datetime.date]:
    """What to sort facts by. Raises NotADay."""
    days = period(written)
    return days.first, days.last


def _order(dated: tuple[Period, int, str]) -> tuple[datetime.date, datetime.date, int]:
    days, number, _written = dated
    return days.first, days.last, number


def _place(day: datetime.date, first: datetime.date, last: datetime.date, inside: int) -> int:
    whole = (last - first).days
    return MARGIN + (round((day - first).days / whole * inside) if whole else 0)
