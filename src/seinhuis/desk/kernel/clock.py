"""The one clock of the house, so that a test, or the making of a demo house, can stop it."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_stopped: ContextVar[datetime.datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime.datetime:
    """The present moment, in UTC and aware."""
    return _stopped.get() or timezone.now()


def today() -> datetime.date:
    """The present day in the time zone of the house."""
    return timezone.localdate(now())


@contextmanager
def stopped_at(moment: datetime.datetime) -> Iterator[None]:
    """Let it be this (aware) moment for whoever runs in here."""
    token = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(token)
