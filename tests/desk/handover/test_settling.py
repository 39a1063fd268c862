"""A red line about a handover is settled by a coordinator, with a reason, and never silently."""

import datetime
import json

import pytest
from django.urls import reverse

from seinhuis.desk.handover.api import HandoverState
from seinhuis.desk.handover.contracts import Settlement
from seinhuis.desk.handover.models import Handover
from seinhuis.desk.handover.settling import FITS, settle
from seinhuis.desk.handover.validating import _bring_back
from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotAllowed, NotFound, Refused
from seinhuis.desk.triage.api import FollowUpCode
from seinhuis.desk.triage.models import FollowUp

NOT_VALID, SILENT = FollowUpCode.PACKAGE_NOT_VALID, FollowUpCode.ACKNOWLEDGEMENT
NOT_CHECKED = FollowUpCode.CASE_NOT_CHECKED


@pytest.fixture
def sent(house, dossier, police):
    """A handover that is out, of which the clock brought both lines back."""
    row = Handover.objects.create(
        id=_record(house),
        organisation=house.card.id,
        dossier=dossier.id,
        recipient_id=police.id,
        state=HandoverState.PENDING,
        started_on=clock.today(),
        started_by=house.analyst.actor.id,
        sent_on=clock.today(),
        due_on=clock.today() - datetime.timedelta(days=1),
    )
    _bring_back(row, NOT_VALID)
    FollowUp.objects.create(
        organisation=house.card.id,
        subject=row.pk,
        code=SILENT,
        due=row.due_on,
        address=reverse("handover:page", args=[row.pk]),
        owner=row.started_by,
    )
    return row


def _record(house):
    from seinhuis.desk.vault.api import create_record

    return create_record(kind="handover", organisation=house.card.id, holders=[house.card.holder]).record


def waiting(row):
    return set(FollowUp.objects.filter(subject=row.pk, fulfilled_on=None).values_list("code", flat=True))


def test_the_line_belongs_to_whoever_made_the_package(house, sent):
    assert FollowUp.objects.get(code=NOT_VALID).owner == house.analyst.actor.id


def test_a_coordinator_settles_it_on_the_page_and_the_reason_stays(house, sent):
    client = house.log_in(Role.COORDINATOR)
    assert "Pakket" in client.get(reverse("handover:page", args=[sent.pk])).content.decode()
    answer = client.post(
        reverse("handover:settle", args=[sent.pk]), {"code": NOT_VALID, "reason": Settlement.USABLE}
    )
    assert answer.status_code == 302
    assert waiting(sent) == {SILENT}
    rows = [json.loads(bytes(row.canonical)) for row in JournalEntry.objects.filter(subject=str(sent.pk))]
    assert [row["ground"] for row in rows if row["action"] == "handover.settled"] == ["usable_as_it_is"]
    sent.refresh_from_db()
    assert sent.state == HandoverState.PENDING


def test_an_analyst_and_another_organisation_settle_nothing(house, other_house, sent):
    with pytest.raises(NotAllowed):
        settle(sent.pk, viewer=house.analyst, code=NOT_VALID, reason=Settlement.USABLE)
    with pytest.raises(NotFound):
        settle(sent.pk, viewer=other_house.coordinator, code=NOT_VALID, reason=Settlement.USABLE)
    page = house.log_in().get(reverse("handover:page", args=[sent.pk])).content.decode()
    assert reverse("handover:settle", args=[sent.pk]) not in page
    assert waiting(sent) == {NOT_VALID, SILENT}


def test_silence_is_settled_only_by_another_package_that_did_leave(house, sent):
    with pytest.raises(Refused):
        settle(sent.pk, viewer=house.coordinator, code=SILENT, reason=Settlement.USABLE)
    with pytest.raises(Refused):
        settle(sent.pk, viewer=house.coordinator, code=SILENT, reason=Settlement.ANOTHER_PACKAGE)
    Handover.objects.create(
        id=_record(house),
        organisation=house.card.id,
        dossier=sent.dossier,
        state=HandoverState.PENDING,
        started_on=clock.today(),
        started_by=house.analyst.actor.id,
        sent_on=clock.today(),
    )
    settle(sent.pk, viewer=house.coordinator, code=SILENT, reason=Settlement.ANOTHER_PACKAGE)
    assert waiting(sent) == {NOT_VALID}
    with pytest.raises(Refused):
        settle(sent.pk, viewer=house.coordinator, code=SILENT, reason=Settlement.ANOTHER_PACKAGE)


@pytest.mark.parametrize(
    "data", [{}, {"code": "nonsense"}, {"code": NOT_VALID}, {"code": SILENT, "reason": "x"}]
)
def test_a_half_filled_form_changes_nothing(house, sent, data):
    answer = house.log_in(Role.COORDINATOR).post(reverse("handover:settle", args=[sent.pk]), data)
    assert answer.status_code == 409
    assert waiting(sent) == {NOT_VALID, SILENT}


def test_every_code_that_the_clock_brings_back_can_be_settled():
    """That of an open dossier is settled by its next step, on the page of the dossier."""
    assert set(FITS) == set(FollowUpCode) - {FollowUpCode.DOSSIER_OPEN}


@pytest.mark.parametrize("data", [{"code": FollowUpCode.DOSSIER_OPEN, "reason": Settlement.USABLE}])
def test_a_dossier_is_not_settled_here(house, sent, data):
    page = reverse("handover:settle", args=[sent.pk])
    assert house.log_in(Role.COORDINATOR).post(page, data).status_code == 409
    with pytest.raises(Refused):
        settle(sent.pk, viewer=house.coordinator, code=FollowUpCode.DOSSIER_OPEN, reason=Settlement.USABLE)
    assert FollowUp.objects.filter(code=FollowUpCode.DOSSIER_OPEN, fulfilled_on=None).exists()


@pytest.mark.parametrize("reason", FITS[NOT_CHECKED])
def test_a_package_that_was_not_checked_is_settled_with_a_reason(house, sent, reason):
    _bring_back(sent, NOT_CHECKED)
    html = house.log_in(Role.COORDINATOR).get(reverse("handover:page", args=[sent.pk])).content.decode()
    assert "Pakket niet gecontroleerd" in html
    assert "checked_elsewhere" in html
    if reason is Settlement.ANOTHER_PACKAGE:
        with pytest.raises(Refused):
            settle(sent.pk, viewer=house.coordinator, code=NOT_CHECKED, reason=reason)
        return
    settle(sent.pk, viewer=house.coordinator, code=NOT_CHECKED, reason=reason)
    assert waiting(sent) == {NOT_VALID, SILENT}
    with pytest.raises(Refused):
        settle(sent.pk, viewer=house.coordinator, code=NOT_VALID, reason=Settlement.CHECKED_ELSEWHERE)
