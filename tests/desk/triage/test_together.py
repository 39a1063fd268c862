"""Colleagues and reporters at the same moment: nobody waits for somebody who waits for them."""

import threading
import time

import pytest
from django.db import connection

from seinhuis.desk.kernel import outbox
from seinhuis.desk.reports.api import CloseReason, State, answer_as_reporter
from seinhuis.desk.reports.models import Report
from seinhuis.desk.triage import actions, api
from tests.desk.conftest import make_house
from tests.desk.triage.conftest import STORY, item

PAUSE = 0.4


@pytest.fixture
def house(transactional_db):
    return make_house("noord")


def in_a_thread(step, wrong):
    def run():
        try:
            step()
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in a thread is the test's business
            wrong.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_a_reporter_answers_while_a_colleague_closes_the_whole_group(house, monkeypatch):
    lead, other = sorted((house.report(story=STORY) for _ in range(2)), key=lambda sent: sent.report)
    outbox.deliver_pending()
    api.join(other.report, into=lead.report, viewer=house.analyst)
    halfway, setting = threading.Event(), actions.set_state

    def slow(*args, **kwargs):
        setting(*args, **kwargs)
        halfway.set()
        time.sleep(PAUSE)

    monkeypatch.setattr(actions, "set_state", slow)
    wrong = []
    closing = in_a_thread(
        lambda: api.close(lead.report, viewer=house.analyst, reason=CloseReason.NOT_ENOUGH), wrong
    )
    assert halfway.wait(10)
    answering = in_a_thread(
        lambda: answer_as_reporter(receipt=other.receipt, text="Het was op vrijdag."), wrong
    )
    closing.join()
    answering.join()
    assert not wrong
    outbox.deliver_pending()
    assert Report.objects.get(pk=other.report).state == State.CLOSED
    assert item(lead.report).state == "open", "the answer brings the group back"
