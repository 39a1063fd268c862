"""How many messages a month or a year."""

import datetime

from seinhuis.desk.traces.corpus.timeline import MOST_MONTHS, timeline


def test_months_without_messages_are_drawn_too():
    drawn = timeline(["2026-01", "2026-04", "2026-01", "unknown"])
    assert [column.count for column in drawn.columns] == [2, 0, 0, 1]
    assert drawn.columns[1].height == 0
    assert (drawn.unknown, drawn.by_year) == (1, False)


def test_many_months_become_years():
    drawn = timeline([f"{year}-07" for year in (2015, 2015, 2026)])
    assert drawn.by_year
    assert len(drawn.columns) == 12 < MOST_MONTHS
    assert drawn.columns[0].day == datetime.date(2015, 1, 1)


def test_nothing_known_is_no_timeline():
    assert timeline(["unknown"]).columns == ()
    assert timeline([]).unknown == 0
