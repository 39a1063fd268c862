"""Attempts are counted by the minute, and too many of them cost nothing more."""

import datetime

import pytest
from django.core.cache import cache

from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.throttle import too_many

MOMENT = datetime.datetime(2026, 11, 20, 9, 30, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _stopped(db):
    with clock.stopped_at(MOMENT):
        yield


def test_so_many_are_fine_and_one_more_is_not():
    assert [too_many("kernel:guesses", 2) for _ in range(4)] == [False, False, True, True]
    assert not too_many("others", 2)


def test_a_new_minute_begins_at_nothing():
    assert [too_many("kernel:guesses", 1) for _ in range(2)] == [False, True]
    with clock.stopped_at(MOMENT + datetime.timedelta(minutes=1)):
        assert not too_many("kernel:guesses", 1)


def test_beyond_the_limit_nothing_is_written(monkeypatch):
    for _ in range(3):
        too_many("kernel:guesses", 1)
    for name in ("add", "set", "incr"):
        monkeypatch.setattr(cache, name, lambda *args, **kwargs: pytest.fail("written"))
    assert too_many("kernel:guesses", 1)
