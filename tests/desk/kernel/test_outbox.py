"""News is delivered at least once: after a failure, after a crash, and when several deliver at a time."""

import datetime
import logging
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
from django.db import DatabaseError, connections, transaction

from seinhuis.desk.kernel import clock, outbox
from seinhuis.desk.kernel.contracts import Event
from seinhuis.desk.kernel.models import OutboxMessage

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Happened(Event):
    thing: str


@dataclass(frozen=True)
class Unheard(Event):
    thing: str


class Ears:
    """Handlers that write down what they hear and fail as often as they are told."""

    def __init__(self):
        self.heard, self.in_worker, self.failures = [], [], 0
        self.lock = threading.Lock()

    def quick(self, event):
        self._fail()
        self.heard.append(event.thing)

    def long(self, event):
        self._fail()
        self.in_worker.append(event.thing)

    def _fail(self):
        with self.lock:
            if self.failures:
                self.failures -= 1
                raise ValueError("typed words of somebody")


@pytest.fixture
def ears(monkeypatch):
    monkeypatch.setattr(outbox, "_subscriptions", type(outbox._subscriptions)(list))
    heard = Ears()
    outbox.subscribe(Happened, heard.quick)
    outbox.subscribe(Happened, heard.long, in_worker=True)
    return heard


@transaction.atomic
def announce(*things):
    for thing in things:
        outbox.announce(Happened(thing))


def later(**ago):
    return clock.stopped_at(clock.now() + datetime.timedelta(**ago))


def test_quick_handlers_hear_it_right_after_the_commit_and_long_ones_in_the_worker(ears):
    with transaction.atomic():
        outbox.announce(Happened("a"))
        assert ears.heard == []
    assert (ears.heard, ears.in_worker) == (["a"], [])
    assert outbox.deliver_pending() == 1
    assert ears.in_worker == ["a"]
    assert not OutboxMessage.objects.exists()
    assert outbox.deliver_pending() == 0


def test_what_is_rolled_back_was_never_announced(ears):
    with pytest.raises(ZeroDivisionError):
        _announce_and_fail()
    assert ears.heard == []
    assert not OutboxMessage.objects.exists()


def test_outside_a_transaction_nothing_is_announced(ears):
    with pytest.raises(RuntimeError):
        outbox.announce(Happened("a"))


def test_news_that_nobody_wants_leaves_nothing_behind(ears):
    with transaction.atomic():
        outbox.announce(Unheard("a"))
    assert not OutboxMessage.objects.exists()


def test_a_handler_that_fails_hears_it_again_and_nothing_is_lost(ears):
    ears.failures = 1
    announce("a", "b")
    assert ears.heard == ["b"]
    assert outbox.waiting() == 1
    with later(seconds=4):
        outbox.deliver_pending()
        assert ears.heard == ["b"]
    with later(seconds=6):
        outbox.deliver_pending()
    assert ears.heard == ["b", "a"]
    assert outbox.waiting() == 0


def test_pauses_grow_and_end_at_an_hour(ears):
    ears.failures = 40
    announce("a")
    OutboxMessage.objects.filter(handler__endswith="long").delete()
    pauses = []
    for _ in range(14):
        row = OutboxMessage.objects.get()
        with clock.stopped_at(row.not_before):
            outbox.deliver_pending()
        pauses.append(OutboxMessage.objects.get().not_before - row.not_before)
    assert pauses[0] == datetime.timedelta(seconds=10)
    assert pauses == sorted(pauses)
    assert pauses[-1] == outbox.LONGEST_PAUSE
    assert OutboxMessage.objects.get().attempts == 15


def test_what_a_failing_handler_did_is_undone_with_it(ears):
    def writes_then_fails(event):
        OutboxMessage.objects.create(name="written by the handler", handler="x", payload={})
        raise ValueError

    outbox.subscribe(Unheard, writes_then_fails)
    with transaction.atomic():
        outbox.announce(Unheard("a"))
    assert not OutboxMessage.objects.filter(name="written by the handler").exists()
    assert OutboxMessage.objects.get().failed_with == "ValueError"


def test_a_failing_handler_does_not_break_the_page_nor_those_after_it(ears):
    ears.failures = 1
    outbox.subscribe(Happened, lambda event: ears.heard.append(event.thing + " heard by another"))
    announce("a")
    assert ears.heard == ["a heard by another"]


def test_not_even_a_database_that_fails_after_the_commit_breaks_the_page(ears, monkeypatch):
    def out_of_order(number):
        raise DatabaseError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr(outbox, "_deliver", out_of_order)
        announce("a")
    assert outbox.deliver_pending() == 2
    assert (ears.heard, ears.in_worker) == (["a"], ["a"])


def test_after_a_crash_between_commit_and_delivery_the_worker_delivers(ears, monkeypatch):
    with monkeypatch.context() as crash:
        crash.setattr(transaction, "on_commit", lambda *arguments, **options: None)
        announce("a")
    assert ears.heard == []
    assert outbox.deliver_pending() == 2
    assert (ears.heard, ears.in_worker) == (["a"], ["a"])


def test_a_long_handler_is_claimed_and_runs_once(ears):
    gone_on, may_end = threading.Event(), threading.Event()

    def long(event):
        gone_on.set()
        may_end.wait(10)
        ears.in_worker.append(event.thing)

    outbox.subscribe(Unheard, long, in_worker=True)
    with transaction.atomic():
        outbox.announce(Unheard("a"))
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(_closing, outbox.deliver_pending)
        assert gone_on.wait(10)
        assert outbox.deliver_pending() == 0
        may_end.set()
        assert first.result() == 1
    assert ears.in_worker == ["a"]
    assert not OutboxMessage.objects.exists()


def test_a_claim_of_a_crashed_worker_runs_out(ears):
    announce("a")
    OutboxMessage.objects.update(not_before=clock.now() + outbox.CLAIM)
    with later(minutes=9):
        assert outbox.deliver_pending() == 0
    with later(minutes=11):
        assert outbox.deliver_pending() == 1
    assert ears.in_worker == ["a"]


def test_a_long_handler_runs_outside_any_transaction(ears):
    seen = []
    outbox.subscribe(
        Unheard, lambda event: seen.append(connections["default"].in_atomic_block), in_worker=True
    )
    with transaction.atomic():
        outbox.announce(Unheard("a"))
    outbox.deliver_pending()
    assert seen == [False]


def test_the_short_ones_can_be_delivered_without_the_long(ears):
    ears.failures = 1
    announce("a")
    with later(minutes=1):
        assert outbox.deliver_pending(in_worker=False) == 1
    assert (ears.heard, ears.in_worker) == (["a"], [])


def test_many_who_deliver_at_once_deliver_each_once(ears):
    ears.failures = 30
    announce(*(str(number) for number in range(30)))
    assert ears.heard == []

    def deliver(_number):
        with clock.stopped_at(clock.now() + datetime.timedelta(minutes=1)):
            return _closing(outbox.deliver_pending)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(deliver, range(3)))
    deliver(0)
    assert Counter(ears.heard) == Counter(str(number) for number in range(30))
    assert Counter(ears.in_worker) == Counter(str(number) for number in range(30))
    assert not OutboxMessage.objects.exists()


def test_a_message_delivered_meanwhile_is_not_brought_back_by_a_failure(ears):
    announce("a")
    row = OutboxMessage.objects.get()

    def removed_while_it_fails(event):
        OutboxMessage.objects.filter(pk=row.pk).delete()
        raise ValueError

    outbox._subscriptions.clear()
    subscription = outbox.Subscription(row.handler, Happened, removed_while_it_fails, True)
    outbox._subscriptions[row.name].append(subscription)
    outbox.deliver_pending()
    assert not OutboxMessage.objects.exists()


def test_news_without_a_handler_waits_and_is_counted(ears):
    announce("a")
    outbox._subscriptions.clear()
    assert outbox.deliver_pending() == 0
    assert outbox.waiting() == 1
    assert OutboxMessage.objects.get().failed_with == "LookupError"


def test_older_news_is_delivered_first_and_no_more_than_asked(ears):
    announce("a", "b", "c")
    assert outbox.deliver_pending(limit=2) == 2
    assert ears.in_worker == ["a", "b"]


def test_neither_the_log_text_nor_the_row_holds_words_of_the_failure(ears, caplog):
    ears.failures = 1
    with caplog.at_level(logging.ERROR):
        announce("a")
    assert [record.getMessage() for record in caplog.records]
    assert all("typed words" not in record.getMessage() for record in caplog.records)
    assert "typed words" not in str(list(OutboxMessage.objects.values()))


@transaction.atomic
def _announce_and_fail():
    outbox.announce(Happened("a"))
    raise ZeroDivisionError


def _closing(work):
    try:
        return work()
    finally:
        connections.close_all()
