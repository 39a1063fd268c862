"""Announcing news and delivering it: at least once, also after a crash.

`announce` writes one row for each handler inside the caller's transaction. After the commit the rows of
immediate handlers are delivered at once; what fails, and what is meant for the worker, is delivered by
`deliver_pending`. Handlers must therefore bear being called twice, and out of order: what failed comes later.
"""

import datetime
import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TypeVar

from django.db import connection, transaction
from django.db.models import F, Q

from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Event
from seinhuis.desk.kernel.models import OutboxMessage

log = logging.getLogger(__name__)
E_co = TypeVar("E_co", bound=Event)
FIRST_PAUSE = datetime.timedelta(seconds=5)
LONGEST_PAUSE = datetime.timedelta(hours=1)
CLAIM = datetime.timedelta(minutes=10)


@dataclass(frozen=True)
class Subscription:
    """One handler of one event, and whether only the worker runs it."""

    name: str
    event: type[Event]
    handler: Callable[..., None]
    in_worker: bool


_subscriptions: dict[str, list[Subscription]] = defaultdict(list)


def subscribe(event: type[E_co], handler: Callable[[E_co], None], *, in_worker: bool = False) -> None:
    """Let ``handler`` hear every ``event``; called from an app's `ready`."""
    name = f"{handler.__module__}.{handler.__qualname__}"
    known = _subscriptions[_event_name(event)]
    if all(subscription.name != name for subscription in known):
        known.append(Subscription(name, event, handler, in_worker))


def announce(event: Event) -> None:
    """Write the event to the outbox; must run inside the transaction that made it true."""
    if not connection.in_atomic_block:
        raise RuntimeError("An event is announced inside the transaction that caused it.")
    name = _event_name(type(event))
    for subscription in _subscriptions[name]:
        payload = {key: str(value) for key, value in asdict(event).items()}
        row = OutboxMessage.objects.create(name=name, handler=subscription.name, payload=payload)
        if not subscription.in_worker:
            # Robust: what was committed stands; whatever happens here must not turn the page into a failure.
            transaction.on_commit(lambda number=row.pk: _deliver(number), robust=True)  # type: ignore[misc]


def deliver_pending(limit: int = 1000, *, in_worker: bool = True) -> int:
    """Deliver what is due, oldest first, and return how many messages were delivered.

    With ``in_worker=False`` the long handlers are left to the worker.
    """
    due = OutboxMessage.objects.filter(Q(not_before=None) | Q(not_before__lte=clock.now()))
    if not in_worker:
        long = [each.name for known in _subscriptions.values() for each in known if each.in_worker]
        due = due.exclude(handler__in=long)
    return sum(_deliver(number) for number in due.order_by("pk").values_list("pk", flat=True)[:limit])


def waiting() -> int:
    """How many messages have failed at least once and wait for another attempt."""
    return OutboxMessage.objects.filter(attempts__gt=0).count()


def _deliver(number: int) -> bool:
    row = OutboxMessage.objects.filter(pk=number).first()
    if row is None:
        return False
    try:
        subscription = _subscription(row)
        if subscription.in_worker:
            return _run_claimed(row, subscription)
        return _run_locked(number, subscription)
    except Exception as error:  # noqa: BLE001 - the handler's failure is recorded and tried again, never lost
        _postpone(number, error)
        return False


def _run_locked(number: int, subscription: Subscription) -> bool:
    """Run a short handler in one transaction with the removal of its message."""
    with transaction.atomic():
        row = OutboxMessage.objects.select_for_update().filter(pk=number).first()
        if row is None:
            return False
        subscription.handler(subscription.event(**row.payload))
        row.delete()
    return True


def _run_claimed(row: OutboxMessage, subscription: Subscription) -> bool:
    """Run a long handler outside any transaction; nobody waits for it, and a crashed claim runs out."""
    until = clock.now() + CLAIM
    unclaimed = Q(not_before=None) | Q(not_before__lte=clock.now())
    if not OutboxMessage.objects.filter(unclaimed, pk=row.pk).update(not_before=until):
        return False
    subscription.handler(subscription.event(**row.payload))
    row.delete()
    return True


def _subscription(row: OutboxMessage) -> Subscription:
    for subscription in _subscriptions[row.name]:
        if subscription.name == row.handler:
            return subscription
    raise LookupError("No handler is registered for a message in the outbox.")


def _postpone(number: int, error: Exception) -> None:
    log.exception("An outbox message could not be delivered and will be tried again.")
    row = OutboxMessage.objects.filter(pk=number).first()
    if row is None:
        return
    pause = min(FIRST_PAUSE * 2 ** min(row.attempts, 16), LONGEST_PAUSE)
    # Not `save()`: that would bring back a message which somebody else delivered in the meantime.
    OutboxMessage.objects.filter(pk=number).update(
        attempts=F("attempts") + 1, failed_with=type(error).__name__, not_before=clock.now() + pause
    )


def _event_name(event: type[Event]) -> str:
    return f"{event.__module__}.{event.__qualname__}"
