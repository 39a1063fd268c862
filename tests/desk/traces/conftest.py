"""Reports that share a phone number, a plate, or nothing."""

import pytest

from seinhuis.desk.kernel import outbox

PHONE = "06 12345678"
CANONICAL = "+31612345678"
PLATE = "kenteken 99-ZZH-9"


@pytest.fixture
def hand_in():
    """Hand in a report that holds these identifiers, deliver the news of it and return its id."""

    def send(house, identifiers="", story="Kamer 12, gordijnen dicht."):
        sent = house.report(story=story, identifiers=identifiers)
        outbox.deliver_pending()
        return sent.report

    return send


@pytest.fixture
def pair(house, hand_in):
    """Two reports with the same phone number, written in two ways."""
    return hand_in(house, PHONE), hand_in(house, "nul zes 12345678")
