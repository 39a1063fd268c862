"""The check in the background, by a worker that has no key of the organisation."""

import pytest
from django.urls import reverse

from seinhuis.desk.handover import validating
from seinhuis.desk.handover.api import HandoverSent, Validation, open_handover
from seinhuis.desk.handover.models import Handover
from seinhuis.desk.kernel import clock
from seinhuis.desk.triage.api import FollowUpCode
from seinhuis.desk.triage.models import FollowUp


@pytest.fixture
def sent(walk):
    assert walk.to_the_last_step().sign().status_code == 302
    return Handover.objects.get()


def check(row):
    validating.check_case(HandoverSent(str(row.pk), str(row.organisation)))


def put(row, case):
    Handover.objects.filter(pk=row.pk).update(case_for_worker=validating.case_for_worker(row.pk, case))


def test_the_file_waits_sealed(sent):
    assert b"uco-core" not in bytes(sent.case_for_worker)
    assert b"@context" not in bytes(sent.case_for_worker)


@pytest.mark.tool("case_validate")
def test_a_file_that_does_not_conform_is_red_in_the_queue(house, sent, walk):
    put(
        sent,
        b'{"@context": {}, "@id": "urn:x", "@type": "https://ontology.unifiedcyberontology.org/uco/core/Bundle"}',
    )
    check(sent)
    opened = open_handover(sent.pk, viewer=house.analyst)
    assert opened.line.validation is Validation.NOT_VALID
    assert FollowUp.objects.filter(subject=sent.pk, code=FollowUpCode.PACKAGE_NOT_VALID).exists()
    assert "badge-red" in walk.get("page").content.decode()
    check(sent)
    assert FollowUp.objects.filter(code=FollowUpCode.PACKAGE_NOT_VALID).count() == 1


def test_a_check_that_cannot_run_is_said_and_the_file_is_destroyed(house, sent):
    Handover.objects.filter(pk=sent.pk).update(case_for_worker=b"x" * 80)
    check(sent)
    row = Handover.objects.get()
    assert (row.validation, row.case_for_worker) == (Validation.COULD_NOT_RUN, None)
    assert open_handover(sent.pk, viewer=house.analyst).validation_summary == ""


def test_a_check_that_cannot_run_comes_back_in_the_queue_once(house, sent, walk):
    Handover.objects.filter(pk=sent.pk).update(case_for_worker=b"x" * 80)
    check(sent)
    check(sent)
    waiting = FollowUp.objects.get(subject=sent.pk, code=FollowUpCode.CASE_NOT_CHECKED)
    assert (waiting.due, waiting.owner) == (clock.today(), house.analyst.actor.id)
    queue = walk.client.get(reverse("triage:queue")).content.decode()
    assert "Een deel van een verstuurd pakket kon niet worden gecontroleerd" in queue
    assert walk.url("page") in queue
    assert "Pakket niet gecontroleerd" in walk.get("page").content.decode()
