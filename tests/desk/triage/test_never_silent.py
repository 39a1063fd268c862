"""Whatever people do in whatever order: no report is lost, and everything open has a next date."""

import contextlib
import datetime
import random

import pytest

from seinhuis.desk.kernel import clock, outbox
from seinhuis.desk.kernel.errors import NotAllowed, Refused
from seinhuis.desk.reports.api import CloseReason, State, Urgency, answer_as_reporter, open_summaries
from seinhuis.desk.triage import api
from seinhuis.desk.triage.contracts import ItemState
from seinhuis.desk.triage.models import QueueItem
from seinhuis.desk.triage.queue import queue_page
from tests.desk.triage.conftest import STORY

STEPS = 30


def a_step(chance, house, sent):
    one, other = chance.choice(sent), chance.choice(sent)
    viewer = chance.choice([house.analyst, house.coordinator])
    day = clock.today() + datetime.timedelta(days=chance.randint(-3, 200))
    some = [each.report for each in chance.sample(sent, chance.randint(1, 3))]
    deeds = [
        lambda: api.take(one.report, viewer=viewer),
        lambda: api.assign(one.report, viewer=viewer, assignee=""),
        lambda: api.set_urgency(one.report, viewer=viewer, urgency=chance.choice(list(Urgency))),
        lambda: api.set_next_date(one.report, viewer=viewer, next_date=day),
        lambda: api.join(one.report, into=other.report, viewer=viewer),
        lambda: api.join(one.report, into=other.report, viewer=viewer),
        lambda: api.undo_join(one.report, viewer=viewer),
        lambda: api.close(one.report, viewer=viewer, reason=CloseReason.NOT_ENOUGH),
        lambda: api.reopen(one.report, viewer=viewer),
        lambda: api.mark_handed_over(some, viewer=viewer),
        lambda: api.return_to_queue(some, viewer=viewer, next_date=day),
        lambda: answer_as_reporter(receipt=one.receipt, text="Het was op vrijdag."),
    ]
    with contextlib.suppress(
        Refused, NotAllowed
    ):  # A refusal changes nothing; the check below holds for it too.
        chance.choice(deeds)()
    outbox.deliver_pending()


def check(house):
    rows = {row.pk: row for row in QueueItem.objects.all()}
    shown = {line.item.report for line in queue_page(viewer=house.analyst).lines}
    states = {each.id: each.state for each in open_summaries(rows, viewer=house.analyst).values()}
    for row in rows.values():
        assert row.next_date is not None
        assert rows[row.lead].lead == row.lead, "a lead leads itself"
        if row.state == ItemState.OPEN:
            assert row.pk in shown
        if row.state == ItemState.JOINED:
            assert rows[row.lead].state == ItemState.OPEN, "what is joined hangs on something in the queue"
            assert row.joined_into in rows
        if states[row.pk] in (State.RECEIVED, State.IN_REVIEW):
            assert row.lead in shown, "a report that is not finished is in the queue, itself or by its lead"


@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_lost_and_everything_open_has_a_next_date(house, seed):
    chance = random.Random(seed)
    sent = [house.report(story=STORY) for _ in range(5)]
    outbox.deliver_pending()
    for _ in range(STEPS):
        a_step(chance, house, sent)
        check(house)
