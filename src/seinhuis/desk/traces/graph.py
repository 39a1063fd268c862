"""The picture of the links of one report: the report, what it holds, who holds it too. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from seinhuis.desk.traces.contracts import Link, SharedIdentifier

MOST_IDENTIFIERS = 8
MOST_REPORTS = 20
ROW, TOP = 44, 28
LEFT, MIDDLE, RIGHT = 8, 244, 556
BOX, WIDE, HIGH = 156, 232, 32
WIDTH = RIGHT + BOX + 8
LONGEST_LABEL = 30


@dataclass(frozen=True)
class Box:
    """A box with its label, at its left upper corner."""

    x: int
    y: int
    width: int
    label: str = field(repr=False)
    style: str = ""
    report: UUID | None = None

    @property
    def text_x(self) -> int:
        """The middle of the box."""
        return self.x + self.width // 2

    @property
    def text_y(self) -> int:
        """The line on which the label stands."""
        return self.y + HIGH // 2 + 5


@dataclass(frozen=True)
class Line:
    """A line between two boxes."""

    x1: int
    y1: int
    x2: int
    y2: int
    style: str = ""


@dataclass(frozen=True)
class Graph:
    """Boxes and lines, and how much did not fit."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    height: int
    more_identifiers: int
    more_reports: int
    width: int = WIDTH
    box_height: int = HIGH


def draw(
    reference: str, identifiers: Sequence[SharedIdentifier], links: Sequence[Link], *, all_links: int
) -> Graph:
    """Lay out at most 8 identifiers and 20 reports; what does not fit is counted, to be said in words."""
    shown = [link for link in links if link.shared][:MOST_REPORTS]
    linking = [each for each in identifiers if any(each in link.shared for link in shown)][:MOST_IDENTIFIERS]
    rows = max(len(linking), len(shown), 1)
    middle = {
        each.token: _box(MIDDLE, WIDE, place, len(linking), rows, each.canonical, "identifier")
        for place, each in enumerate(linking)
    }
    right = {
        link.report: _box(RIGHT, BOX, place, len(shown), rows, link.reference, _style(link), link.report)
        for place, link in enumerate(shown)
    }
    here = _box(LEFT, BOX, 0, 1, rows, reference, "here")
    lines = [_line(here, box) for box in middle.values()]
    for link in shown:
        lines += [
            _line(middle[each.token], right[link.report], _style(link))
            for each in link.shared
            if each.token in middle
        ]
    return Graph(
        boxes=(here, *middle.values(), *right.values()),
        lines=tuple(lines),
        height=TOP * 2 + (rows - 1) * ROW + HIGH,
        more_identifiers=max(0, len(identifiers) - len(linking)),
        more_reports=max(0, all_links - len(shown)),
    )


def _box(
    x: int, width: int, place: int, count: int, rows: int, label: str, style: str, report: UUID | None = None
) -> Box:
    """The box in row ``place`` of a column of ``count``, the column centred among ``rows`` rows."""
    y = TOP + round((place + (rows - count) / 2) * ROW)
    return Box(x, y, width, _short(label), style, report)


def _line(start: Box, end: Box, style: str = "") -> Line:
    return Line(start.x + start.width, start.y + HIGH // 2, end.x, end.y + HIGH // 2, style)


def _style(link: Link) -> str:
    return link.opinion.judgement if link.opinion else "unjudged"


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
