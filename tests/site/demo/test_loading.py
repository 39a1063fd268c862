"""The demo house: made once, by the actions people use, and never in a house that is somebody's."""

import datetime
import io
import itertools
import json
import re
import tarfile
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from seinhuis.desk.accounts.api import every_organisation, found_organisation, organisation_named
from seinhuis.desk.handover.api import handovers, sealed_package
from seinhuis.desk.handover.contracts import HandoverState
from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel import clock, outbox
from seinhuis.desk.kernel.contracts import Actor, Role
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.reports.api import SIGNALS, ReportContent, open_summaries, submit_report
from seinhuis.desk.reports.models import Report
from seinhuis.desk.triage.models import QueueItem
from seinhuis.desk.vault.api import Keyring, Viewer
from seinhuis.engine.evidence.seal import open_with_identity
from seinhuis.engine.sealing.keypairs import KeyPair
from seinhuis.site.demo import loading, work
from seinhuis.site.demo.people import ORGANISATIONS, PEOPLE
from seinhuis.site.demo.reports import demo_reports

FORBIDDEN = re.compile(r"nationalit|afkomst|etnisch|loverboy|seks|\bsex|porno|huidskleur", re.I)


def viewer(slug, pair):
    card = organisation_named(slug)
    return Viewer(Actor("somebody", card.id, frozenset({Role.ANALYST})), Keyring({card.holder: pair}))


def found_in(pairs, slug):
    summaries = open_summaries(Report.objects.values_list("pk", flat=True), viewer=viewer(slug, pairs[slug]))
    return Counter(
        (kind, canonical)
        for summary in summaries.values()
        for kind, canonical in {(each.kind, each.canonical) for each in summary.identifiers}
    )


def test_what_is_planted_is_found(demo, pairs):
    meldpunt, zorghuis = found_in(pairs, "meldpunt"), found_in(pairs, "zorghuis")
    assert meldpunt["phone", "+31612345601"] == 3
    assert meldpunt["plate", "12KXB3"] == 4
    assert meldpunt["handle", "instagram:zonnig_park12"] == 2
    assert meldpunt["phone", "+31881234567"] >= 7
    for half in (("phone", "+31612345640"), ("handle", "instagram:zonnig_park12")):
        assert meldpunt[half]
        assert zorghuis[half]


def test_the_phone_is_written_four_ways_over_three_reports():
    ways = {"06-12345601", "0612345601", "nul zes 12 34 56 01", "+31 6 1234 5601"}
    holding = Counter(
        report.key
        for report in demo_reports()
        for way in ways
        if way in report.content.story + report.content.identifiers
    )
    assert len(holding) == 3
    assert sum(holding.values()) == len(ways)


def test_every_open_item_has_a_next_date_and_the_queue_agrees_with_the_reports(demo):
    assert Report.objects.count() == QueueItem.objects.count() == len(demo_reports())
    assert not QueueItem.objects.filter(next_date=None).exists()
    late = QueueItem.objects.filter(state="open", next_date__lt=clock.today())
    assert 0 < late.count() < 6


def test_the_journal_goes_forward_in_time_and_has_every_report(demo):
    entries = [json.loads(bytes(row.canonical)) for row in JournalEntry.objects.order_by("index")]
    assert all(one["day"] <= other["day"] for one, other in itertools.pairwise(entries))
    assert entries[-1]["day"] <= clock.today().isoformat()
    received = {entry["subject"] for entry in entries if entry["action"] == "report.received"}
    assert received == {str(pk) for pk in Report.objects.values_list("pk", flat=True)}


def test_a_second_time_keeps_the_house_and_what_was_entered(demo):
    submit_report(
        organisation=organisation_named("meldpunt"), content=ReportContent(story="Van een nieuwkomer")
    )
    assert loading.load() == demo
    assert Report.objects.count() == len(demo_reports()) + 1


def test_everybody_is_told_and_can_log_in(demo, home):
    told = json.loads(demo.as_json("http://localhost:8000"))
    assert {role.value for role in Role} == {role for each in told["people"] for role in each["roles"]}
    for slug in ("meldpunt", "zorghuis"):
        roles = [role for each in told["people"] if each["organisation"] == slug for role in each["roles"]]
        assert roles.count("keyholder") == 2
        assert set(roles) == {role.value for role in Role}
    text = demo.as_text("http://localhost:8000")
    for each in told["people"]:
        assert each["passphrase"] in text
        assert len(each["passphrase"].split()) == 4
    sanne = told["people"][0]
    with translation.override("nl"):
        page = Client().post(
            reverse("account_login"), {"login": sanne["username"], "password": sanne["passphrase"]}
        )
    assert page.status_code == 302


def test_the_codes_open_conversations(demo):
    for each in demo.receipts:
        assert each.code in demo.as_text("http://localhost:8000")
        with translation.override("nl"):
            page = Client().post(reverse("reports:back"), {"code": each.code})
        assert 'name="pass"' in page.content.decode()


def test_the_package_opens_with_the_key_in_the_file(demo, home, pairs):
    told = json.loads(demo.as_json("http://localhost:8000"))
    path = Path(told["identity_file"])
    assert path.is_relative_to(home)
    assert path.stat().st_mode & 0o077 == 0
    identity = next(line for line in path.read_text().splitlines() if not line.startswith("#"))
    meldpunt = viewer("meldpunt", pairs["meldpunt"])
    (line,) = handovers(viewer=meldpunt)
    assert line.state == HandoverState.PENDING
    assert not line.overdue
    opened = open_with_identity(sealed_package(line.id, viewer=meldpunt), identity)
    with tarfile.open(fileobj=io.BytesIO(opened)) as package:
        assert any(name.endswith("VERIFY.txt") for name in package.getnames())


def test_when_it_fails_halfway_nothing_is_there_and_the_next_time_it_is_made(home, pairs, monkeypatch):
    do = work.do

    def fail(scene, days):
        if days == 2:
            raise KeyboardInterrupt
        do(scene, days)

    monkeypatch.setattr(work, "do", fail)
    with pytest.raises(KeyboardInterrupt):
        loading.load()
    assert not every_organisation()
    assert not Report.objects.exists()
    monkeypatch.setattr(work, "do", do)
    loading.load()
    assert Report.objects.count() == len(demo_reports())


def test_it_can_be_made_around_midnight(home):
    with clock.stopped_at(datetime.datetime(2026, 11, 24, 23, 30, tzinfo=datetime.UTC)):
        loading.load()
    assert Report.objects.filter(received_on=datetime.date(2026, 11, 25)).exists()


def test_a_house_that_is_somebodys_is_left_alone(home):
    found_organisation(slug="echt", name="Een echte organisatie", contact="")
    with pytest.raises(Refused, match="empty house"):
        loading.load()
    assert [card.slug for card in every_organisation()] == ["echt"]


def test_a_file_of_another_house_does_not_open_the_door(demo, home):
    remembered = home / "demo" / "house.json"
    values = json.loads(remembered.read_text())
    values["organisations"]["meldpunt"] = str(KeyPair.generate().public.hex())
    remembered.write_text(json.dumps(values))
    with pytest.raises(Refused):
        loading.load()


def test_no_news_is_left_failing(demo):
    assert outbox.waiting() == 0


def test_the_reports_are_neutral_and_in_two_languages():
    reports = demo_reports()
    assert 55 <= len(reports) <= 70
    assert len({report.key for report in reports}) == len(reports)
    assert sum(report.content.language == "en" for report in reports) >= 8
    assert [report.days_ago for report in reports] == sorted(
        (report.days_ago for report in reports), reverse=True
    )
    for report in reports:
        content = report.content
        text = " ".join((content.story, content.about, content.where, content.when))
        assert not FORBIDDEN.search(text)
        assert len(content.story) < 300
        assert set(content.signals) <= set(SIGNALS)
        assert content.reporter_kind != "young_person"


def test_every_person_belongs_to_an_organisation_of_the_demo():
    assert {each.organisation for each in PEOPLE} == {each.slug for each in ORGANISATIONS}
    assert len({each.username for each in PEOPLE}) == len({each.passphrase for each in PEOPLE}) == len(PEOPLE)
