"""The worker: delivers what waits in the outbox, signs the journal's head and clears away sessions that
are over.
"""

import logging
import signal
import sys
import time
from types import FrameType

from django.core.management import call_command
from django.db import Error as DatabaseTrouble
from django.db import close_old_connections

from seinhuis.desk.journal.api import make_checkpoint
from seinhuis.desk.kernel import outbox

log = logging.getLogger(__name__)
PAUSE_SECONDS = 1.0
TROUBLE_SECONDS = 5.0
CHORES_SECONDS = 900.0


class _Stop:
    def __init__(self) -> None:
        self.asked = False
        signal.signal(signal.SIGTERM, self.ask)
        signal.signal(signal.SIGINT, self.ask)

    def ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True

    def sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.asked and time.monotonic() < until:
            time.sleep(min(PAUSE_SECONDS, seconds))


def run(*, once: bool) -> int:
    """Work until stopped, or once through everything that is due; returns 1 when something keeps failing."""
    return _once() if once else _until_stopped(_Stop())


def deliver() -> None:
    """Deliver until nothing more is due."""
    while outbox.deliver_pending():
        continue


def chores() -> None:
    """Sign the journal's head, and clear away sessions that are over: they hold wrapped keys."""
    make_checkpoint()
    call_command("clearsessions")


def _once() -> int:
    deliver()
    chores()
    failing = outbox.waiting()
    if failing:
        print(
            f"seinhuis: {failing} messages could not be delivered and will be tried again.", file=sys.stderr
        )
    return 1 if failing else 0


def _until_stopped(stop: _Stop) -> int:
    done = float("-inf")
    while not stop.asked:
        close_old_connections()
        try:
            deliver()
            if time.monotonic() - done >= CHORES_SECONDS:
                chores()
                done = time.monotonic()
        except DatabaseTrouble:
            # The database is away or busy for a moment; what waits stays in the outbox.
            log.exception("The database did not answer; trying again.")
            stop.sleep(TROUBLE_SECONDS)
        stop.sleep(PAUSE_SECONDS)
    return 0
