"""A draft has no next date of its own: that of its dossier covers it."""

import pytest

from seinhuis.desk.dossiers.api import mark_handed_over
from seinhuis.desk.handover import sending
from seinhuis.desk.handover.acknowledging import acknowledge
from seinhuis.desk.handover.api import start_handover
from seinhuis.desk.kernel import outbox
from seinhuis.desk.triage.api import FollowUpCode, due_dates
from seinhuis.engine.sealing.receipts import new_receipt


@pytest.fixture
def receipt(walk, monkeypatch):
    """A handover that was sent, with the code that is in its package."""
    receipt = new_receipt()
    monkeypatch.setattr(sending, "new_receipt", lambda: receipt)
    assert walk.to_the_last_step().sign().status_code == 302
    return receipt


def has_a_day(house, dossier):
    return dossier.id in due_dates([dossier.id], FollowUpCode.DOSSIER_OPEN, viewer=house.analyst)


def arrives(receipt):
    acknowledge(receipt)
    while outbox.deliver_pending():
        continue


def test_a_dossier_that_was_handed_over_comes_back_for_a_new_draft(house, dossier):
    mark_handed_over(dossier.id, viewer=house.analyst)
    assert not has_a_day(house, dossier)
    start_handover(dossier.id, viewer=house.analyst)
    assert has_a_day(house, dossier)


def test_an_acknowledgement_ends_it_and_with_another_draft_waiting_it_does_not(house, dossier, receipt):
    start_handover(dossier.id, viewer=house.analyst)
    arrives(receipt)
    assert has_a_day(house, dossier)


def test_an_acknowledgement_ends_it(house, dossier, receipt):
    assert has_a_day(house, dossier)
    arrives(receipt)
    assert not has_a_day(house, dossier)
