"""What the triage does with news from the reports, also when it hears it twice."""

import datetime

import pytest

from seinhuis.desk.kernel import clock, outbox
from seinhuis.desk.kernel.models import OutboxMessage
from seinhuis.desk.reports.api import (
    CloseReason,
    ReporterAnswered,
    ReportReceived,
    ReportsReceived,
    Urgency,
    answer_as_reporter,
)
from seinhuis.desk.triage import handlers
from seinhuis.desk.triage.api import close, item_of, join, mark_handed_over, set_next_date
from seinhuis.desk.triage.contracts import ItemState
from seinhuis.desk.triage.models import QueueItem
from tests.desk.triage.conftest import STORY, item


def test_every_report_gets_an_item_with_a_next_date(house, queued):
    report = queued(house, identifiers="06 12345678")
    found = item_of(report, viewer=house.analyst)
    assert found.state == ItemState.OPEN
    assert found.urgency == Urgency.U2
    assert found.urgency_set_by == ""
    assert found.next_date > clock.today()
    assert found.lead == report


def test_hearing_of_a_report_twice_makes_one_item_and_undoes_nothing(house, report):
    set_next_date(report, viewer=house.analyst, next_date=clock.today() + datetime.timedelta(days=3))
    before = item(report)
    handlers.report_received(ReportReceived(str(report), str(house.card.id), "U0"))
    after = item(report)
    assert QueueItem.objects.count() == 1
    assert (after.urgency, after.next_date) == (before.urgency, before.next_date)


def test_a_batch_of_an_import_comes_in_whole_and_once(house):
    reports = [house.report(story=STORY).report for _ in range(3)]
    OutboxMessage.objects.all().delete()
    event = ReportsReceived(" ".join(map(str, reports)), str(house.card.id), "U1 U2 U3")
    handlers.reports_received(event)
    handlers.reports_received(event)
    assert {row.pk: row.urgency for row in QueueItem.objects.all()} == dict(
        zip(reports, ["U1", "U2", "U3"], strict=True)
    )


def test_a_batch_whose_parts_do_not_fit_is_refused_and_not_half_taken(house):
    report = house.report(story=STORY).report
    OutboxMessage.objects.all().delete()
    with pytest.raises(ValueError, match="zip"):
        handlers.reports_received(ReportsReceived(str(report), str(house.card.id), "U1 U2"))
    assert not QueueItem.objects.exists()


def test_an_answer_marks_the_item_and_brings_it_back_to_today(house):
    sent = house.report(story=STORY, identifiers="06 12345678")
    outbox.deliver_pending()
    answer_as_reporter(receipt=sent.receipt, text="Het was op vrijdag.")
    outbox.deliver_pending()
    found = item_of(sent.report, viewer=house.analyst)
    assert found.new_answer
    assert found.next_date == clock.today()
    handlers.reporter_answered(ReporterAnswered(str(sent.report), str(house.card.id)))
    assert item_of(sent.report, viewer=house.analyst) == found


def test_an_answer_to_a_joined_report_surfaces_on_its_lead(house, queued):
    lead, sent = queued(house), house.report(story=STORY)
    outbox.deliver_pending()
    join(sent.report, into=lead, viewer=house.analyst)
    answer_as_reporter(receipt=sent.receipt, text="Het was op vrijdag.")
    outbox.deliver_pending()
    assert item_of(lead, viewer=house.analyst).new_answer
    assert item_of(lead, viewer=house.analyst).next_date == clock.today()
    assert item(sent.report).state == ItemState.JOINED


@pytest.mark.parametrize("way", ["closed", "handed over"])
def test_an_answer_to_a_report_that_left_the_queue_brings_it_back(house, way):
    sent = house.report(story=STORY)
    outbox.deliver_pending()
    if way == "closed":
        close(sent.report, viewer=house.analyst, reason=CloseReason.NOT_ENOUGH)
    else:
        mark_handed_over([sent.report], viewer=house.analyst)
    answer_as_reporter(receipt=sent.receipt, text="Het was op vrijdag.")
    outbox.deliver_pending()
    found = item_of(sent.report, viewer=house.analyst)
    assert (found.state, found.new_answer, found.next_date) == (ItemState.OPEN, True, clock.today())


def test_an_answer_that_comes_before_its_report_waits_for_it(house):
    sent = house.report(story=STORY)
    answer_as_reporter(receipt=sent.receipt, text="Het was op vrijdag.")
    received = OutboxMessage.objects.get(name__endswith="ReportReceived", handler__contains="triage")
    OutboxMessage.objects.filter(pk=received.pk).delete()
    outbox.deliver_pending()
    assert not QueueItem.objects.exists()
    assert outbox.waiting() == 1
    received.pk = None
    received.save()
    OutboxMessage.objects.update(not_before=None)
    outbox.deliver_pending()
    outbox.deliver_pending()
    OutboxMessage.objects.update(not_before=None)
    outbox.deliver_pending()
    assert item(sent.report).new_answer
    assert not OutboxMessage.objects.exists()
