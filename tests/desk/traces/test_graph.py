"""The picture of the links: everything fits, nothing overlaps, and what is left out is counted."""

import datetime
from itertools import pairwise
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from seinhuis.desk.traces.contracts import Judgement, Link, Opinion, SharedIdentifier
from seinhuis.desk.traces.graph import HIGH, MOST_IDENTIFIERS, MOST_REPORTS, WIDTH, draw

DAY = datetime.date(2026, 11, 24)


def identifiers(count):
    return [SharedIdentifier(n, "phone", f"+3161234{n:04d}", bytes([n]) * 16, others=1) for n in range(count)]


def link(shared, judgement=None):
    opinion = Opinion(judgement, "somebody", DAY) if judgement else None
    return Link(uuid4(), "R-0000-0000", DAY, DAY, "Kamer 12", tuple(shared), opinion)


@given(st.integers(0, 12), st.integers(0, 40))
def test_boxes_stay_apart_and_inside_and_the_rest_is_counted(held, linked):
    shared = identifiers(held)
    links = [link(shared[number % held : number % held + 2]) for number in range(linked)] if held else []
    graph = draw("R-7F3A-91C2", shared, links, all_links=len(links))
    assert len(graph.boxes) <= 1 + MOST_IDENTIFIERS + MOST_REPORTS
    assert all(box.x >= 0 and box.x + box.width <= WIDTH for box in graph.boxes)
    assert all(box.y >= 0 and box.y + HIGH <= graph.height for box in graph.boxes)
    for column in {box.x for box in graph.boxes}:
        places = sorted(box.y for box in graph.boxes if box.x == column)
        assert all(later - earlier > HIGH for earlier, later in pairwise(places))
    assert graph.more_reports == len(links) - sum(box.report is not None for box in graph.boxes)


def test_a_judgement_shows_in_the_line_and_a_long_identifier_is_cut():
    (long,) = [SharedIdentifier(1, "url", "https://example.org/" + "x" * 80, bytes(16), others=2)]
    graph = draw("R-1", [long], [link([long], Judgement.NOT_SAME)], all_links=1)
    assert [line.style for line in graph.lines] == ["", Judgement.NOT_SAME]
    assert all(len(box.label) <= 30 for box in graph.boxes)
