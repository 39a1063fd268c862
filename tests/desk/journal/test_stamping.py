"""Checkpoints are time-stamped by a real authority where the house has one, and go on without it."""

import subprocess

import pytest
from django.db import transaction
from django.urls import reverse

from seinhuis.desk.journal.api import make_checkpoint, record
from seinhuis.desk.journal.models import JournalCheckpoint, JournalStamp
from seinhuis.desk.kernel.contracts import Actor, Role
from tests.engine.evidence.conftest import authority, authority_server  # noqa: F401 (fixtures)

pytestmark = [pytest.mark.django_db, pytest.mark.tool("openssl")]


@pytest.fixture
def stamping(authority, settings, tmp_path):  # noqa: F811
    certificate = tmp_path / "authority.pem"
    certificate.write_bytes(authority.certificate)
    settings.SEINHUIS_TSA_URL, settings.SEINHUIS_TSA_CERTIFICATE = authority.url, str(certificate)
    return authority


@transaction.atomic
def write(organisation=None):
    record(actor=Actor("somebody", organisation), action="report.read")


def test_openssl_agrees_with_the_stamp_of_a_checkpoint(stamping, house, tmp_path):
    write(house.card.id)
    size = make_checkpoint()
    auditing = house.log_in(Role.AUDITOR)
    for name, file in (("note", "note.txt"), ("stamp", "stamp.tsr")):
        (tmp_path / file).write_bytes(auditing.get(reverse(f"journal:{name}", args=[size])).content)
    command = "openssl ts -verify -data note.txt -in stamp.tsr -CAfile authority.pem"
    verified = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert verified.returncode == 0, verified.stderr
    assert (
        reverse("journal:stamp", args=[size]) in auditing.get(reverse("journal:checkpoints")).content.decode()
    )


def test_a_checkpoint_is_stamped_once(stamping):
    write()
    assert make_checkpoint() is not None
    assert make_checkpoint() is None
    assert JournalStamp.objects.count() == 1


def test_an_authority_that_fails_holds_nothing_up_and_is_asked_again(stamping):
    stamping.status = 503
    write()
    assert make_checkpoint() is not None
    assert (JournalCheckpoint.objects.count(), JournalStamp.objects.count()) == (1, 0)
    stamping.status = 200
    assert make_checkpoint() is None
    assert JournalStamp.objects.count() == 1


def test_a_certificate_that_cannot_be_read_holds_nothing_up(stamping, settings, tmp_path):
    settings.SEINHUIS_TSA_CERTIFICATE = str(tmp_path / "absent.pem")
    write()
    assert make_checkpoint() is not None
    assert not JournalStamp.objects.exists()


def test_without_an_authority_nothing_is_asked(house):
    write()
    size = make_checkpoint()
    assert not JournalStamp.objects.exists()
    assert house.log_in(Role.AUDITOR).get(reverse("journal:stamp", args=[size])).status_code == 404
