"""Next dates, what is red, and in which order things are looked at. No Django, no clock."""

import datetime
from collections.abc import Mapping

from seinhuis.desk.reports.api import Urgency

SATURDAY = 5
DAYS_A_WEEK, WORKING_DAYS_A_WEEK = 7, 5
# The norm for U2 is in working days (that of Veilig Thuis: five); the others are plain days.
IN_WORKING_DAYS = frozenset({Urgency.U2})
LONGEST_AHEAD = datetime.timedelta(days=183)


def is_working_day(day: datetime.date) -> bool:
    """Monday to Friday. Public holidays count as working days, which brings a date forward and never back."""
    return day.weekday() < SATURDAY


def working_days_later(day: datetime.date, count: int) -> datetime.date:
    """The day on which ``count`` working days after ``day`` have passed."""
    while count > 0:
        day += datetime.timedelta(days=1)
        count -= is_working_day(day)
    return day


def default_next_date(
    urgency: Urgency, today: datetime.date, days_by_urgency: Mapping[str, int]
) -> datetime.date:
    """When an item of this urgency is looked at again at the latest.

    ``days_by_urgency`` are calendar days; for U2 a week of them is five working days.
    """
    days = days_by_urgency[urgency]
    if urgency in IN_WORKING_DAYS:
        return working_days_later(today, days * WORKING_DAYS_A_WEEK // DAYS_A_WEEK)
    return today + datetime.timedelta(days=days)


def date_for_new_urgency(
    before: Urgency, after: Urgency, next_date: datetime.date, fresh: datetime.date
) -> datetime.date:
    """The next date after setting an urgency: counted afresh, never put later by making it more urgent."""
    return min(next_date, fresh) if after <= before else fresh


def fits_as_next_date(day: datetime.date, today: datetime.date) -> bool:
    """A next date is today or later, and at most half a year ahead: later is the same as never."""
    return today <= day <= today + LONGEST_AHEAD


def days_late(day: datetime.date, today: datetime.date) -> int:
    """How many days a date has passed; 0 when it has not."""
    return max(0, (today - day).days)


def is_red(urgency: Urgency, next_date: datetime.date, today: datetime.date) -> bool:
    """Danger now is red from the start; everything else once its next date has passed."""
    return urgency == Urgency.U0 or next_date < today


def most_urgent(*urgencies: Urgency) -> Urgency:
    """The most urgent of these."""
    return min(urgencies)


def sort_key(
    urgency: Urgency, next_date: datetime.date, today: datetime.date
) -> tuple[bool, str, datetime.date]:
    """Red first, then by urgency, then by next date. The queue asks the database for this same order."""
    return (not is_red(urgency, next_date, today), urgency.value, next_date)
