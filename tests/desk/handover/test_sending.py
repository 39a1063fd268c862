"""Sending: all of it or nothing, and nothing readable stays behind."""

import datetime
import json
import os
import shutil
from dataclasses import replace

import pytest
from django.db import connection
from django.urls import reverse

from seinhuis.desk.dossiers.actions.withdrawing import Thing, withdraw
from seinhuis.desk.dossiers.api import add_exhibit
from seinhuis.desk.dossiers.models import Exhibit, Fact, Statement
from seinhuis.desk.handover import packaging, sending
from seinhuis.desk.handover.api import (
    HandoverState,
    choose_recipient,
    handovers,
    prepare,
    save_grounds,
    sealed_package,
    set_recipient_active,
    start_handover,
)
from seinhuis.desk.handover.models import Handover, HandoverSource
from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel import clock
from seinhuis.desk.triage.models import FollowUp
from seinhuis.desk.vault.models import Blob
from seinhuis.engine.evidence.seal import open_with_identity
from tests.desk.conftest import PASSPHRASE
from tests.desk.handover.conftest import make_recipient
from tests.desk.handover.tools import run
from tests.reading import content

SECRET_WORDS = (b"Gebracht en gehaald", b"Drie keer gezien", b"Iemand bracht een meisje", b"Sterretje")


def readable_in(folder):
    """The files under a folder in which one of the words of the dossier stands."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(word in content(path) for word in SECRET_WORDS)]


def still_a_draft():
    row = Handover.objects.get()
    return (row.state, row.package, row.acknowledge_lookup, row.case_for_worker) == (
        "draft",
        None,
        None,
        None,
    )


@pytest.fixture
def home(settings, tmp_path):
    settings.SEINHUIS_HOME = _with_keys(settings.SEINHUIS_HOME, tmp_path)
    return tmp_path


def _with_keys(old, new):
    shutil.copytree(old / "keys", new / "keys")
    return new


def test_what_is_kept_is_sealed_to_recipient_and_escrow_only(house, walk, police):
    walk.to_the_last_step()
    assert walk.sign().status_code == 302, walk.html
    row = Handover.objects.get()
    data = sealed_package(row.pk, viewer=house.analyst)
    assert data.startswith(b"age-encryption.org/v1")
    assert data.count(b"-> X25519") == 2
    assert open_with_identity(data, police.identity)[257:262] == b"ustar"
    assert Blob.objects.filter(pk=row.package).exists()


def test_sending_is_pending_with_a_day_by_which_an_answer_is_due(house, walk, settings):
    settings.SEINHUIS_ACKNOWLEDGE_WITHIN_DAYS = 3
    walk.to_the_last_step().sign()
    line = handovers(viewer=house.analyst)[0]
    assert line.state is HandoverState.PENDING
    assert line.due_on == clock.today() + datetime.timedelta(days=3)
    waiting = FollowUp.objects.get(subject=line.id)
    assert (waiting.subject, waiting.due) == (line.id, line.due_on)
    rows = [json.loads(bytes(row.canonical)) for row in JournalEntry.objects.all()]
    sent = next(row for row in rows if row["action"] == "handover.sent")
    assert sent["commitment"] == line.package_sha256
    assert sent["ground"] == "vital_interest"


def test_silence_is_overdue_on_every_page_and_in_the_queue(house, walk, dossier):
    walk.to_the_last_step().sign()
    yesterday = clock.today() - datetime.timedelta(days=1)
    Handover.objects.update(due_on=yesterday)
    FollowUp.objects.filter(subject=walk.handover).update(due=yesterday)
    assert handovers(viewer=house.analyst)[0].overdue
    for url in (reverse("handover:index"), walk.url("page"), reverse("dossiers:dossier", args=[dossier.id])):
        assert "badge-red" in walk.client.get(url).content.decode()
    assert walk.url("page") in walk.client.get(reverse("triage:queue")).content.decode()


def test_the_list_is_shown_a_page_at_a_time_with_what_is_overdue_first(house, walk, dossier, monkeypatch):
    monkeypatch.setattr("seinhuis.desk.handover.views.ON_A_PAGE", 2)
    others = [start_handover(dossier.id, viewer=house.analyst) for _ in range(4)]
    walk.to_the_last_step().sign()
    yesterday = clock.today() - datetime.timedelta(days=1)
    Handover.objects.filter(pk=walk.handover).update(due_on=yesterday, started_on=yesterday)
    seen = []
    for page in ("1", "2", "3"):
        html = walk.client.get(reverse("handover:index"), {"page": page}).content.decode()
        assert ("Volgende pagina" in html) == (page != "3")
        assert ("Vorige pagina" in html) == (page != "1")
        seen.append({number for number in (walk.handover, *others) if str(number) in html})
    assert [len(each) for each in seen] == [2, 2, 1]
    assert set.union(*seen) == {walk.handover, *others}
    assert walk.handover in seen[0]
    beyond = walk.client.get(reverse("handover:index"), {"page": "4"}).content.decode()
    assert "Er zijn geen overdrachten meer." in beyond


def test_only_the_sources_of_which_something_left_are_kept_as_sources(walk, dossier):
    walk.to_the_last_step().sign()
    assert set(HandoverSource.objects.values_list("report", flat=True)) == set(dossier.reports)


def test_nothing_readable_stays_after_success(house, walk, home):
    walk.to_the_last_step()
    assert walk.sign().status_code == 302, walk.html
    assert readable_in(home) == []
    assert not list(packaging.IN_MEMORY.glob(f"{packaging.PREFIX}{os.getpid()}-*"))


def test_a_failing_build_leaves_the_draft_and_nothing_readable(house, walk, home, dossier):
    """The file of an exhibit was changed on disk: the package is refused as a whole."""
    add_exhibit(dossier.id, viewer=house.analyst, name="lijst.txt", data=b"gewone tekst\n")
    walk.to_the_last_step()
    for path in (home / "blobs").rglob("*"):
        if path.is_file():
            path.write_bytes(b"kapot")
    page = walk.sign()
    assert page.status_code in (409, 422)
    assert still_a_draft()
    assert readable_in(home) == []
    assert Exhibit.objects.exists()


def test_a_failure_while_keeping_leaves_the_draft(house, walk):
    """The database refuses the last write (another handover has this lookup): nothing has been sent."""
    walk.to_the_last_step()

    def broken(*args, **kwargs):
        raise OSError("disk full")

    original, sending.store_blob = sending.store_blob, broken
    walk.client.raise_request_exception = False
    try:
        assert walk.sign().status_code == 500
    finally:
        sending.store_blob = original
    assert still_a_draft()
    assert not FollowUp.objects.filter(subject=walk.handover).exists()


def test_a_wrong_passphrase_sends_nothing(walk):
    walk.to_the_last_step()
    page = walk.sign(passphrase="niet deze zin")
    assert page.status_code == 422
    assert still_a_draft()
    assert "niet deze zin" not in walk.html


def test_without_the_tick_nothing_is_signed(house, walk):
    walk.to_the_last_step()
    seen = prepare(walk.handover, viewer=house.analyst).digest
    assert walk.post("sign", seen=seen, passphrase=PASSPHRASE).status_code == 422
    assert still_a_draft()


def test_what_was_signed_is_what_was_seen(walk):
    walk.to_the_last_step()
    assert walk.sign(seen="0" * 64).status_code == 422
    assert still_a_draft()


@pytest.mark.parametrize("change", ["recipient", "purpose"])
def test_what_a_colleague_changed_after_the_review_is_not_signed_for(house, walk, change):
    walk.to_the_last_step()
    seen = prepare(walk.handover, viewer=house.analyst).digest
    if change == "recipient":
        choose_recipient(walk.handover, viewer=house.coordinator, recipient=make_recipient(house).id)
    else:
        draft = prepare(walk.handover, viewer=house.analyst).handover.draft
        save_grounds(walk.handover, viewer=house.coordinator, grounds=replace(draft.grounds, licence="AP-2"))
    assert walk.sign(seen=seen).status_code == 422
    assert still_a_draft()


@pytest.mark.parametrize("change", ["fact", "recipient"])
def test_what_a_colleague_withdrew_while_the_package_was_made_does_not_leave(
    house, walk, dossier, police, monkeypatch, change
):
    walk.to_the_last_step()
    original = sending.make_package

    def slow(*args, **kwargs):
        package = original(*args, **kwargs)
        if change == "recipient":
            set_recipient_active(police.id, viewer=house.coordinator, active=False)
        else:
            fact = Fact.objects.get()
            withdraw(dossier.id, Thing.FACT, fact.pk, viewer=house.coordinator, reason="Klopt niet.")
        return package

    monkeypatch.setattr(sending, "make_package", slow)
    assert walk.sign().status_code == 422
    assert still_a_draft()
    assert not Blob.objects.exists()


def test_a_handover_is_sent_once(walk):
    walk.to_the_last_step()
    walk.sign()
    sent = Handover.objects.get().package_sha256
    assert walk.post("sign", seen="0" * 64, statement="on", passphrase="x").status_code == 302
    assert Handover.objects.get().package_sha256 == sent


def test_a_damaged_dossier_is_not_passed_on(house, walk, dossier):
    walk.to_the_last_step()
    row = Statement.objects.first()
    row.sealed_content = row.sealed_content[:-1] + bytes([row.sealed_content[-1] ^ 1])
    row.save()
    seen = prepare(walk.handover, viewer=house.analyst).digest
    assert walk.sign(seen=seen).status_code in (409, 422)
    assert still_a_draft()


@pytest.fixture
def stamping(authority, settings, tmp_path):
    """An installation with a real time stamp authority behind it."""
    (tmp_path / "root.pem").write_bytes(authority.certificate)
    settings.SEINHUIS_TSA_URL = authority.url
    settings.SEINHUIS_TSA_CERTIFICATE = str(tmp_path / "root.pem")
    return authority


@pytest.mark.tool("openssl", "tar")
def test_a_time_stamp_goes_along_and_openssl_verifies_it(walk, police, stamping, tmp_path):
    walk.to_the_last_step()
    assert walk.sign().status_code == 302, walk.html
    assert Handover.objects.get().stamp == "stamped"
    (tmp_path / "package.tar").write_bytes(open_with_identity(walk.download(), police.identity))
    run("tar", "-xf", "package.tar", cwd=tmp_path)
    name = next(tmp_path.glob("*.tsr")).stem
    data = f"{name}/tagmanifest-sha256.txt"
    run("openssl", "ts", "-verify", "-in", f"{name}.tsr", "-CAfile", "root.pem", "-data", data, cwd=tmp_path)


@pytest.mark.tool("openssl")
@pytest.mark.parametrize("trouble", ["status", "answer", "certificate"])
def test_an_authority_without_a_stamp_is_said_and_sending_without_is_a_choice(
    walk, stamping, settings, trouble
):
    walk.to_the_last_step()
    if trouble == "status":
        stamping.status = 503
    elif trouble == "answer":
        stamping.spoil = lambda answer: answer[:-9]
    else:
        settings.SEINHUIS_TSA_CERTIFICATE = "/nowhere.pem"
    page = walk.sign()
    assert page.status_code == 422
    assert still_a_draft()
    assert 'name="without_stamp"' in walk.html
    assert walk.sign(without_stamp="on").status_code == 302, walk.html
    assert Handover.objects.get().stamp == "sent_without"
    actions = [json.loads(bytes(row.canonical))["action"] for row in JournalEntry.objects.all()]
    assert "handover.sent_without_stamp" in actions


def test_nobody_waits_for_the_package_to_be_made(walk, monkeypatch):
    """While a package is made no transaction is open, so that reports can come in."""
    walk.to_the_last_step()
    open_then = []
    original = sending.make_package

    def watched(*args, **kwargs):
        open_then.append(len(connection.savepoint_ids))
        return original(*args, **kwargs)

    monkeypatch.setattr(sending, "make_package", watched)
    walk.sign()
    assert open_then == [0]


def test_a_private_folder_is_private_and_goes(tmp_path, monkeypatch):
    monkeypatch.setattr(packaging, "IN_MEMORY", tmp_path)
    left_behind = tmp_path / f"{packaging.PREFIX}999999999-old"
    left_behind.mkdir()
    (left_behind / "case.jsonld").write_text("x")
    with packaging.private_folder() as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        assert not left_behind.exists()
        (folder / "case.jsonld").write_text("x")
    assert list(tmp_path.iterdir()) == []
