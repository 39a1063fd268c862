"""What a reporter added is never lost from sight before somebody has read it."""

import pytest
from django.urls import reverse

from seinhuis.desk.kernel import outbox
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.reports import selectors
from seinhuis.desk.reports.api import CloseReason, ReportDamaged, State, answer_as_reporter, open_report
from seinhuis.desk.reports.models import Report
from seinhuis.desk.triage import actions, api
from seinhuis.desk.triage.contracts import ItemState
from seinhuis.desk.triage.queue import Show, queue_page
from seinhuis.desk.vault.models import Grant
from tests.desk.triage.conftest import STORY, item

ANSWER = "Het was op vrijdag."


@pytest.fixture
def sent(house):
    made = house.report(story=STORY)
    outbox.deliver_pending()
    return made


def answer(sent, text=ANSWER):
    answer_as_reporter(receipt=sent.receipt, text=text)
    outbox.deliver_pending()


def in_queue_with_an_answer(house):
    page = queue_page(viewer=house.analyst, show=Show.ANSWERS)
    return [line.item.report for line in page.lines]


def test_a_report_does_not_close_over_an_answer_that_nobody_read(house, sent):
    answer(sent)
    with pytest.raises(Refused, match="nog niemand"):
        api.close(sent.report, viewer=house.analyst, reason=CloseReason.NOT_ENOUGH)
    assert in_queue_with_an_answer(house) == [sent.report]
    assert house.log_in().get(reverse("triage:report", args=[sent.report])).status_code == 200
    api.close(sent.report, viewer=house.analyst, reason=CloseReason.NOT_ENOUGH)
    assert item(sent.report).state == ItemState.CLOSED


def test_nor_over_one_whose_news_is_still_under_way(house, sent):
    answer_as_reporter(receipt=sent.receipt, text=ANSWER)
    with pytest.raises(Refused):
        api.close(sent.report, viewer=house.analyst, reason=CloseReason.NOT_ENOUGH)


def test_nor_over_one_in_a_report_that_is_joined_to_it(house, sent, queued):
    lead = queued(house)
    api.join(sent.report, into=lead, viewer=house.analyst)
    answer(sent)
    with pytest.raises(Refused):
        api.close(lead, viewer=house.analyst, reason=CloseReason.NOT_ENOUGH)


def test_what_is_handed_over_stays_in_the_queue_until_the_answer_was_read(house, sent):
    answer(sent)
    api.mark_handed_over([sent.report], viewer=house.analyst)
    assert open_summary_state(sent.report) == State.HANDED_OVER
    assert in_queue_with_an_answer(house) == [sent.report]
    client = house.log_in()
    client.get(reverse("triage:report", args=[sent.report]))
    client.post(reverse("triage:stay_handed_over", args=[sent.report]))
    assert item(sent.report).state == ItemState.HANDED_OVER
    assert not in_queue_with_an_answer(house)


def test_the_whole_group_stays_with_it_and_the_others_leave(house, sent, queued):
    lead, other = queued(house), queued(house)
    api.join(sent.report, into=lead, viewer=house.analyst)
    answer(sent)
    api.mark_handed_over([lead, sent.report, other], viewer=house.analyst)
    states = [item(each).state for each in (lead, sent.report, other)]
    assert states == [ItemState.OPEN, ItemState.JOINED, ItemState.HANDED_OVER]
    assert in_queue_with_an_answer(house) == [lead]


def open_summary_state(report):
    return Report.objects.get(pk=report).state


def test_the_answer_to_a_report_that_does_not_open_is_read_all_the_same_and_it_can_be_closed(house, sent):
    answer(sent)
    Grant.objects.filter(record=sent.report).update(sealed_key=bytes(80))
    assert ANSWER in house.log_in().get(reverse("triage:report", args=[sent.report])).content.decode()
    assert not item(sent.report).new_answer
    api.close(sent.report, viewer=house.analyst, reason=CloseReason.NOT_ENOUGH)


def test_a_report_that_does_not_open_keeps_the_mark_where_nothing_is_shown(house, sent):
    answer(sent)
    Grant.objects.filter(record=sent.report).update(sealed_key=bytes(80))
    with pytest.raises(ReportDamaged):
        open_report(sent.report, viewer=house.analyst)
    assert Report.objects.get(pk=sent.report).answer_unread


def test_an_answer_that_comes_in_while_the_report_is_being_opened_is_still_unread(house, sent, monkeypatch):
    """It comes right after the messages were read; the page that is being made does not show it."""
    reading = selectors._open_whole

    def slow(row, viewer):
        opened = reading(row, viewer)
        answer_as_reporter(receipt=sent.receipt, text=ANSWER)
        return opened

    monkeypatch.setattr(selectors, "_open_whole", slow)
    assert not open_report(sent.report, viewer=house.analyst).messages
    assert Report.objects.get(pk=sent.report).answer_unread


def test_its_mark_in_the_queue_stays_too(house, sent, monkeypatch):
    reading = actions.open_report

    def slow(report, *, viewer):
        opened = reading(report, viewer=viewer)
        answer(sent)
        return opened

    monkeypatch.setattr(actions, "open_report", slow)
    house.log_in().get(reverse("triage:report", args=[sent.report]))
    assert in_queue_with_an_answer(house) == [sent.report]
