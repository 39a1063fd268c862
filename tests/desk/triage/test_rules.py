"""Next dates, what is red, and the order of the queue."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.desk.reports.api import Urgency
from seinhuis.desk.triage import rules

DAYS = {"U0": 0, "U1": 0, "U2": 7, "U3": 14}
MONDAY = datetime.date(2026, 11, 23)
SATURDAY = datetime.date(2026, 11, 28)
days = st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 1, 1))
urgencies = st.sampled_from(list(Urgency))


@pytest.mark.parametrize(
    ("urgency", "start", "expected"),
    [
        (Urgency.U0, MONDAY, MONDAY),
        (Urgency.U1, SATURDAY, SATURDAY),
        (Urgency.U2, MONDAY, datetime.date(2026, 11, 30)),
        (Urgency.U2, datetime.date(2026, 11, 27), datetime.date(2026, 12, 4)),
        (Urgency.U2, SATURDAY, datetime.date(2026, 12, 4)),
        (Urgency.U3, MONDAY, datetime.date(2026, 12, 7)),
    ],
)
def test_the_next_date_of_an_urgency(urgency, start, expected):
    assert rules.default_next_date(urgency, start, DAYS) == expected


@given(days, st.integers(0, 60))
def test_working_days_end_on_a_working_day_and_are_counted_right(day, count):
    end = rules.working_days_later(day, count)
    passed = [day + datetime.timedelta(days=step) for step in range(1, (end - day).days + 1)]
    assert sum(rules.is_working_day(each) for each in passed) == count
    assert not count or rules.is_working_day(end)


@given(urgencies, urgencies, days, days)
def test_making_something_more_urgent_never_puts_it_later(before, after, next_date, fresh):
    new = rules.date_for_new_urgency(before, after, next_date, fresh)
    assert new <= next_date if after <= before else new == fresh


@given(urgencies, days, days)
def test_red_is_danger_now_or_a_date_that_has_passed(urgency, next_date, today):
    red = rules.is_red(urgency, next_date, today)
    assert red == (urgency is Urgency.U0 or rules.days_late(next_date, today) > 0)


def test_red_comes_first_then_urgency_then_the_date():
    today = MONDAY
    yesterday, tomorrow = today - datetime.timedelta(days=1), today + datetime.timedelta(days=1)
    lines = [
        (Urgency.U3, yesterday),
        (Urgency.U1, tomorrow),
        (Urgency.U0, tomorrow),
        (Urgency.U2, today),
        (Urgency.U2, yesterday),
        (Urgency.U1, today),
    ]
    ordered = sorted(lines, key=lambda line: rules.sort_key(*line, today))
    assert ordered == [
        (Urgency.U0, tomorrow),
        (Urgency.U2, yesterday),
        (Urgency.U3, yesterday),
        (Urgency.U1, today),
        (Urgency.U1, tomorrow),
        (Urgency.U2, today),
    ]


def test_a_next_date_is_a_promise_that_can_be_kept():
    assert rules.fits_as_next_date(MONDAY, MONDAY)
    assert not rules.fits_as_next_date(MONDAY - datetime.timedelta(days=1), MONDAY)
    assert not rules.fits_as_next_date(MONDAY + datetime.timedelta(days=400), MONDAY)
