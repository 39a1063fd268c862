"""Reports that have reached the queue."""

import pytest

from seinhuis.desk.kernel import outbox
from seinhuis.desk.reports.api import Danger
from seinhuis.desk.triage.models import QueueItem

STORY = "Een meisje van ongeveer 15 werd drie keer gebracht en gehaald, kamer 12."


@pytest.fixture
def queued():
    """Hand in a report with an organisation, deliver the news of it and return its id."""

    def hand_in(house, **answers):
        sent = house.report(**{"story": STORY, **answers})
        outbox.deliver_pending()
        return sent.report

    return hand_in


@pytest.fixture
def report(house, queued):
    return queued(house)


@pytest.fixture
def danger(house, queued):
    return queued(house, danger=Danger.YES)


def item(report):
    return QueueItem.objects.get(pk=report)
