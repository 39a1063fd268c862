"""The recipient's page: a right code, a wrong one, twice, and what it changes."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from seinhuis.desk.handover import sending, throttle
from seinhuis.desk.handover.acknowledging import acknowledge
from seinhuis.desk.handover.api import HandoverState, WrongCode, open_handover
from seinhuis.desk.handover.models import Handover
from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel import outbox
from seinhuis.desk.reports.api import State, open_report
from seinhuis.desk.triage.models import FollowUp
from seinhuis.engine.sealing.receipts import new_receipt


@pytest.fixture
def sent(walk, monkeypatch):
    """A handover that was sent, with the code that is in its package."""
    receipt = new_receipt()
    monkeypatch.setattr(sending, "new_receipt", lambda: receipt)
    assert walk.to_the_last_step().sign().status_code == 302
    return receipt


def enter(code, **more):
    return Client(enforce_csrf_checks=True).post(reverse("handover:acknowledge"), {"code": code, **more})


def test_the_page_needs_no_account_and_keeps_nothing(db):
    page = Client().get(reverse("handover:acknowledge"))
    assert page.status_code == 200
    assert not page.cookies
    assert "no-store" in page["Cache-Control"]


def test_a_right_code_acknowledges(house, sent, walk, dossier):
    Handover.objects.update(case_for_worker=None)
    page = enter(sent.grouped())
    while outbox.deliver_pending():
        continue
    assert page.status_code == 200
    assert not page.cookies
    assert open_handover(walk.handover, viewer=house.analyst).line.state is HandoverState.ACKNOWLEDGED
    assert not FollowUp.objects.filter(fulfilled_on=None).exists()
    assert open_report(dossier.reports[0], viewer=house.analyst).state is State.HANDED_OVER
    rows = [json.loads(bytes(row.canonical)) for row in JournalEntry.objects.all()]
    row = next(each for each in rows if each["action"] == "handover.acknowledged")
    assert row["actor"] == "recipient"


def test_twice_is_fine_and_one_row(sent):
    assert enter(sent.digits).status_code == 200
    page = enter(sent.digits)
    assert page.status_code == 200
    assert "notice" in page.content.decode()
    actions = [json.loads(bytes(row.canonical))["action"] for row in JournalEntry.objects.all()]
    assert actions.count("handover.acknowledged") == 1


def test_a_wrong_code_is_one_sentence_and_changes_nothing(sent):
    page = enter(new_receipt().grouped())
    assert page.status_code == 422
    assert Handover.objects.get().state == HandoverState.PENDING
    with pytest.raises(WrongCode):
        acknowledge(new_receipt())


@pytest.mark.parametrize("code", ["", "1234", "x" * 25, "0" * 24 + "1", "\x00" * 30])
def test_a_mistyped_code_is_said(db, code):
    assert enter(code).status_code == 422


def test_the_code_of_a_reporter_is_no_code_of_a_package(house, sent):
    assert enter(house.report(story="iets").receipt.grouped()).status_code == 422


def test_the_code_is_stored_nowhere(sent):
    row = Handover.objects.get()
    assert sent.digits.encode() not in bytes(row.acknowledge_lookup)
    assert len(bytes(row.acknowledge_lookup)) == 32


def test_many_wrong_codes_slow_down_and_never_lock_out_a_right_one(sent, monkeypatch):
    monkeypatch.setattr(throttle, "WRONG_CODES_A_MINUTE", 1)
    answers = [enter(new_receipt().digits).status_code for _ in range(3)]
    assert answers == [422, 429, 429]
    assert enter(sent.digits).status_code == 200


def test_whom_to_call_is_sealed_to_the_organisation(house, sent, walk):
    enter(sent.digits, call_back="J. Bos 0900 1234")
    assert b"J. Bos" not in bytes(Handover.objects.get().sealed_call_back)
    assert open_handover(walk.handover, viewer=house.analyst).call_back == "J. Bos 0900 1234"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_speaks_both_languages(db, language):
    with translation.override(language):
        page = Client().get(reverse("handover:acknowledge")).content.decode()
    assert f' lang="{language}" dir="ltr">' in page
    assert page.count("<h1") == 1
