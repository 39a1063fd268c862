"""A recipient acknowledges while a colleague works on in the dossier: neither waits for the other."""

import threading
import time

import pytest
from django.db import connection, transaction

from seinhuis.desk.dossiers.actions import working
from seinhuis.desk.dossiers.api import add_note
from seinhuis.desk.handover import acknowledging
from seinhuis.desk.handover.api import HandoverAcknowledged, HandoverState
from seinhuis.desk.handover.models import Handover, HandoverSource
from seinhuis.desk.kernel import clock, outbox
from seinhuis.desk.kernel.models import OutboxMessage
from seinhuis.desk.triage.models import QueueItem
from tests.desk.conftest import make_house
from tests.desk.handover.conftest import make_dossier

PAUSE = 0.4


@pytest.fixture
def house(transactional_db):
    return make_house("noord")


@pytest.fixture
def sent(house):
    dossier = make_dossier(house)
    outbox.deliver_pending()
    row = Handover.objects.create(
        organisation=house.card.id,
        dossier=dossier.id,
        state=HandoverState.ACKNOWLEDGED,
        started_on=clock.today(),
        started_by=house.analyst.actor.id,
    )
    HandoverSource.objects.create(handover=row, report=dossier.reports[0])
    return row


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


def test_news_of_the_receipt_and_a_note_in_the_dossier(house, sent, monkeypatch):
    event = HandoverAcknowledged(str(sent.pk), str(sent.organisation))
    with transaction.atomic():
        outbox.announce(event)
        transaction.get_connection().run_on_commit = []
    halfway, marking, writing, wrong = threading.Event(), acknowledging.mark_handed_over, working.journal, []

    def slow_mark(*args, **kwargs):
        marking(*args, **kwargs)
        halfway.set()
        time.sleep(PAUSE)

    def late_row(*args, **kwargs):
        halfway.wait(10)
        return writing(*args, **kwargs)

    monkeypatch.setattr(acknowledging, "mark_handed_over", slow_mark)
    if connection.vendor == "postgresql":
        # There the note holds the dossier first; SQLite lets one writer in at a time.
        monkeypatch.setattr(working, "journal", late_row)
    note = in_a_thread(lambda: add_note(sent.dossier, viewer=house.analyst, text="Gebeld."), wrong)
    time.sleep(PAUSE / 2)
    news = in_a_thread(outbox.deliver_pending, wrong)
    note.join()
    news.join()
    assert not wrong
    assert not OutboxMessage.objects.filter(attempts__gt=0).exists(), "told at once, without a failure"
    assert QueueItem.objects.get().state == "handed_over"
