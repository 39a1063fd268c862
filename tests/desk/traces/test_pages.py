"""Links and noise on the pages, in a browser without JavaScript."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.reports.models import Report
from seinhuis.desk.traces.api import Judgement, links_of
from seinhuis.desk.traces.models import JudgementRow, NoiseRow
from seinhuis.desk.traces.noise import noise_entries
from seinhuis.desk.triage.api import joined_with
from tests.desk.traces.conftest import CANONICAL, PHONE, PLATE

CANARY = "Canarie van het spoor"
PAGES = ("links", "judge", "undo_judgement", "join", "add_noise")


def address(name, report):
    return reverse(f"traces:{name}", args=[report, 1] if name == "add_noise" else [report])


def report_page(report):
    return reverse("triage:report", args=[report])


def text_of(page):
    return page.content.decode()


@pytest.fixture
def desk(house):
    return house.log_in()


def test_the_page_of_a_report_shows_its_links_in_a_picture_and_in_words(house, pair, desk):
    html = text_of(desk.get(report_page(pair[0])))
    other = links_of(pair[0], viewer=house.analyst)[0]
    assert "Sporen naar andere meldingen" in html
    assert html.count(other.reference) >= 2
    assert '<svg width="' in html
    assert 'role="img"' in html
    assert f"Telefoonnummer <bdi>{CANONICAL}</bdi>" in html
    assert "verbonden sinds" in html


def test_the_pages_have_one_heading_and_nothing_inline(house, pair, desk):
    for language in ("nl", "en"):
        with translation.override(language):
            for url in (address("links", pair[0]), address("add_noise", pair[0]), reverse("traces:noise")):
                html = text_of(desk.get(url))
                assert html.count("<h1") == 1
                assert not re.search(
                    r"\sstyle=|\son\w+=|<script(?![^>]*src=)|https?://(?!www\.w3\.org)", html
                )
                ids = re.findall(r'\sid="([^"]+)"', html)
                assert len(ids) == len(set(ids))


def test_a_hidden_way_of_writing_is_said_with_the_identifier(house, hand_in, desk):
    hidden = hand_in(house, "bel 06 12345678 of nul zes 12345678")
    plain = hand_in(house, "bel 06 12345678")
    said = f'<bdi>{CANONICAL}</bdi> <span class="badge badge-neutral">verborgen geschreven</span>'
    assert said in text_of(desk.get(report_page(hidden)))
    assert said not in text_of(desk.get(report_page(plain)))


def test_judging_and_undoing_by_hand(house, pair, desk):
    one, other = pair
    judged = desk.post(
        address("judge", one),
        {"other": other, "judgement": "not_same", "reason": CANARY, "back": "report"},
        follow=True,
    )
    html = text_of(judged)
    assert judged.redirect_chain == [(report_page(one), 302)]
    assert "Uw oordeel is bewaard" in html
    assert CANARY in html
    assert "1 spoor beoordeeld als niet hetzelfde" in html
    undone = desk.post(address("undo_judgement", one), {"other": other, "back": "links"}, follow=True)
    assert undone.redirect_chain == [(address("links", one), 302)]
    assert links_of(one, viewer=house.analyst)[0].opinion is None


def test_joining_from_a_link(house, pair, desk):
    one, other = pair
    desk.post(address("join", one), {"other": other, "back": "report"})
    assert joined_with(one, viewer=house.analyst) == (one, other)
    assert "samengevoegd" in text_of(desk.get(address("links", one)))
    again = desk.post(address("join", one), {"other": other})
    assert again.status_code == 409


def test_what_is_no_judgement_is_refused(pair, desk):
    for data in ({}, {"other": "Canarie", "judgement": "same"}, {"other": pair[1], "judgement": "Canarie"}):
        page = desk.post(address("judge", pair[0]), data)
        assert page.status_code == 409
        assert "Canarie" not in text_of(page)
    assert not JudgementRow.objects.exists()


def test_setting_aside_as_noise_by_hand(house, pair, desk):
    empty = desk.post(address("add_noise", pair[0]), {"reason": ""})
    assert empty.status_code == 422
    done = desk.post(address("add_noise", pair[0]), {"reason": CANARY}, follow=True)
    assert done.redirect_chain == [(report_page(pair[0]), 302)]
    assert "op de ruislijst" in text_of(done)
    html = text_of(desk.get(reverse("traces:noise")))
    assert CANONICAL in html
    assert CANARY in html
    assert "staat al op de ruislijst" in text_of(desk.get(address("add_noise", pair[0])))
    (entry,) = noise_entries(viewer=house.analyst)
    desk.post(reverse("traces:remove_noise", args=[entry.id]))
    assert "De ruislijst is leeg" in text_of(desk.get(reverse("traces:noise")))
    assert desk.post(reverse("traces:remove_noise", args=[entry.id])).status_code == 404


def test_many_links_are_paged_and_the_rest_is_counted(house, hand_in, desk):
    reports = [hand_in(house, PHONE) for _ in range(31)]
    html = text_of(desk.get(report_page(reports[0])))
    assert "Toon alle 30 sporen" in html
    first, second = (text_of(desk.get(address("links", reports[0]), {"page": page})) for page in (1, 2))
    assert "10 meldingen passen niet meer in de tekening." in first
    shown = [set(re.findall(r"<strong>(R-[0-9A-F-]{9})</strong>", html)) for html in (first, second)]
    assert [len(each) for each in shown] == [25, 5]
    assert not shown[0] & shown[1]


def test_opening_the_links_is_one_row_in_the_journal(pair, desk):
    before = JournalEntry.objects.count()
    desk.get(address("links", pair[0]))
    assert JournalEntry.objects.count() == before + 1


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_organisation_finds_nothing_at_any_address(other_house, pair, name, method):
    stranger = other_house.log_in(Role.COORDINATOR)
    data = {"other": pair[1], "judgement": "same", "reason": CANARY}
    page = getattr(stranger, method)(address(name, pair[0]), data)
    assert page.status_code == 404
    assert not JudgementRow.objects.exists()
    assert not NoiseRow.objects.exists()


def test_another_organisation_does_not_find_an_entry_of_the_noise_list(house, other_house, pair, desk):
    desk.post(address("add_noise", pair[0]), {"reason": CANARY})
    entry = NoiseRow.objects.get().pk
    stranger = other_house.log_in()
    for method in (stranger.get, stranger.post):
        assert method(reverse("traces:remove_noise", args=[entry])).status_code == 404
    assert CANARY not in text_of(stranger.get(reverse("traces:noise")))
    assert NoiseRow.objects.get().removed_on is None


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.KEYHOLDER])
def test_other_roles_are_refused_at_every_address(house, pair, role):
    browser = house.log_in(role)
    assert browser.get(reverse("traces:noise")).status_code == 403
    for name in PAGES:
        assert browser.get(address(name, pair[0])).status_code == 403
        assert (
            browser.post(address(name, pair[0]), {"other": pair[1], "judgement": "same"}).status_code == 403
        )
    assert browser.post(reverse("traces:remove_noise", args=[pair[0]])).status_code == 403


def test_a_damaged_report_has_no_links_but_still_a_page(house, pair, desk):
    Report.objects.filter(pk=pair[0]).update(sealed_content=b"\x01" + bytes(90))
    page = desk.get(report_page(pair[0]))
    assert page.status_code == 200
    assert "niet te vergelijken" in text_of(page)
    assert desk.get(address("links", pair[0])).status_code == 200
    assert desk.get(report_page(pair[1])).status_code == 200


def test_what_people_type_is_shown_as_text(house, hand_in, desk):
    report = hand_in(house, PHONE)
    other = hand_in(house, PHONE, story="<script>alert(1)</script> kamer 12")
    desk.post(address("judge", report), {"other": other, "judgement": "same", "reason": "<img src=x>"})
    html = text_of(desk.get(address("links", report)))
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert links_of(report, viewer=house.analyst)[0].opinion.judgement == Judgement.SAME


def test_the_page_of_a_report_takes_as_many_queries_with_many_links_as_with_few(house, hand_in, desk):
    report = hand_in(house, f"{PHONE}, {PLATE}")

    def queries():
        with CaptureQueriesContext(connection) as caught:
            assert desk.get(report_page(report)).status_code == 200
        return len(caught)

    for _ in range(5):
        hand_in(house, f"{PHONE}, {PLATE}")
    queries()
    few = queries()
    for _ in range(45):
        hand_in(house, f"{PHONE}, {PLATE}")
    assert queries() == few


def test_the_page_that_shows_an_identifier_leaves_a_row(pair, desk):
    before = JournalEntry.objects.count()
    assert CANONICAL in text_of(desk.get(address("add_noise", pair[0])))
    rows = JournalEntry.objects.filter(index__gte=before)
    assert [(row.action, row.subject) for row in rows] == [("trace.links_read", str(pair[0]))]
