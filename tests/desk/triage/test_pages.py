"""The pages of the triage in a browser without JavaScript."""

import datetime
import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import translation

from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel import clock, outbox
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.reports.api import CloseReason, Danger, answer_as_reporter, open_report, reference
from seinhuis.desk.reports.models import Report
from seinhuis.desk.triage import api
from seinhuis.desk.triage.contracts import ItemState
from seinhuis.desk.triage.deeds import DEEDS
from seinhuis.desk.triage.models import Note, QueueItem
from tests.desk.triage.conftest import STORY, item

CANARY = "Canarie van de desk"
POSTED = {
    "urgency": {"urgency": "U1", "reason": CANARY},
    "next_date": {"next_date": "2026-12-24"},
    "put_back": {"next_date": "2026-12-24"},
    "note": {"text": CANARY},
    "ask": {"text": CANARY},
    "join": {"reference": "R-0000-0000"},
    "undo_join": {"other": "00000000-0000-4000-8000-000000000000"},
    "close": {"reason": "not_enough", "note": CANARY},
}


def address(name, report):
    return reverse(f"triage:{name}", args=[report])


def text_of(page):
    return page.content.decode()


@pytest.fixture
def desk(house):
    return house.log_in()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pages_have_one_heading_and_nothing_inline(house, queued, desk, language):
    report = queued(house, identifiers="06 12345678", signals=("R12",), not_sure=True)
    with translation.override(language):
        for url in (reverse("triage:queue"), address("report", report)):
            html = text_of(desk.get(url))
            assert f'lang="{language}"' in html
            assert html.count("<h1") == 1
            assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]*src=)|https?://(?!www\.w3\.org)", html)
            ids = re.findall(r'\sid="([^"]+)"', html)
            assert len(ids) == len(set(ids)), "every id stands once on the page"


def test_an_empty_queue_says_what_to_do(desk):
    html = text_of(desk.get(reverse("triage:queue")))
    assert "Er wacht niets" in html
    assert "Toon alles" in text_of(desk.get(reverse("triage:queue"), {"show": "mine"}))


def test_danger_now_stands_above_every_part_of_the_queue(house, queued, desk):
    queued(house, danger=Danger.YES)
    for part in ("all", "mine", "U3", "nonsense"):
        assert "1 melding zegt dat er nu iemand in gevaar kan zijn." in text_of(
            desk.get(reverse("triage:queue"), {"show": part, "page": "x"})
        )


def test_late_is_said_in_words(report, desk):
    QueueItem.objects.update(next_date=clock.today() - datetime.timedelta(days=2))
    assert "2 dagen te laat" in text_of(desk.get(reverse("triage:queue")))
    assert "2 dagen te laat" in text_of(desk.get(address("report", report)))


def test_the_summary_stands_before_the_content(house, queued, desk):
    report = queued(house, age_band="12_15", signals=("R12",), where="Hotel aan de haven")
    html = text_of(desk.get(address("report", report)))
    about, told, text = (
        html.index(each) for each in ("Waar het over gaat", "Wat er is gemeld", "werd drie keer gebracht")
    )
    assert about < told < text
    assert "Het gaat over een minderjarige" in html
    assert html.index('<details class="story"') < text
    assert "Vooraf: de tekst kan gaan over geweld" in html


def test_what_was_found_is_marked_and_listed(house, queued, desk):
    html = text_of(desk.get(address("report", queued(house, story="Bel nul zes 12345678 & vraag"))))
    assert re.search(r"<mark>nul zes 12345678</mark>", html)
    assert "+31612345678" in html
    assert "verborgen geschreven" in html
    assert "&amp; vraag" in html


def test_a_hidden_way_of_writing_is_said_in_words(house, queued, desk):
    hidden = "verborgen geschreven"
    assert hidden in text_of(desk.get(address("report", queued(house, story="bel nul zes 12345678"))))
    assert hidden not in text_of(desk.get(address("report", queued(house, story="bel 06 12345678"))))


def test_opening_a_report_is_one_row_in_the_journal_and_reads_the_answer(house, desk):
    sent = house.report(story=STORY)
    answer_as_reporter(receipt=sent.receipt, text="Het was op vrijdag.")
    outbox.deliver_pending()
    before = JournalEntry.objects.filter(subject=str(sent.report)).count()
    assert "Nieuw antwoord van de melder" in text_of(desk.get(address("report", sent.report)))
    assert JournalEntry.objects.filter(subject=str(sent.report)).count() == before + 1
    assert not item(sent.report).new_answer
    assert "Nieuw antwoord" not in text_of(desk.get(reverse("triage:queue")))


def test_one_report_followed_by_hand(house, queued, desk):
    report, other = queued(house), queued(house)
    posts = [
        ("take", {}),
        ("urgency", {"urgency": "U1", "reason": "Er is een afspraak gepland."}),
        ("next_date", {"next_date": (clock.today() + datetime.timedelta(days=1)).isoformat()}),
        ("note", {"text": "Gebeld met de receptie."}),
        ("ask", {"text": "Welke dag was het?"}),
        ("join", {"reference": reference(other).lower()}),
        ("undo_join", {"other": str(other)}),
        ("release", {}),
        ("close", {"reason": "help_arranged", "note": ""}),
        ("reopen", {}),
    ]
    for name, data in posts:
        done = desk.post(address(name, report), data, follow=True)
        assert done.redirect_chain == [(address("report", report), 302)], name
        deed = next(each for each in DEEDS if each.name == name)
        assert str(deed.done) in text_of(done), name
    assert item(report).state == ItemState.OPEN
    assert [note.text for note in api.notes_of(report, viewer=house.analyst)] == [
        "Er is een afspraak gepland.",
        "Gebeld met de receptie.",
    ]
    assert [each.text for each in open_report(report, viewer=house.analyst).messages] == [
        "Welke dag was het?"
    ]


def test_a_coordinator_gives_a_report_to_a_colleague(house, report):
    desk = house.log_in(Role.COORDINATOR)
    desk.post(address("assign", report), {"assignee": house.analyst.actor.id})
    assert item(report).assignee == house.analyst.actor.id
    html = text_of(desk.get(address("report", report)))
    assert "analyst noord" in html
    assert "Aan niemand geven" in html


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("urgency", {"urgency": "U9", "reason": CANARY}, CANARY),
        ("next_date", {"next_date": "2001-01-01"}, "2001-01-01"),
        ("note", {"text": " "}, ""),
        ("ask", {"text": ""}, ""),
        ("join", {"reference": "Canarie 1"}, "Canarie 1"),
        ("join", {"reference": "R-0000-0000"}, "R-0000-0000"),
        ("close", {"reason": "", "note": CANARY}, CANARY),
        ("undo_join", {"other": "Canarie"}, ""),
    ],
)
def test_what_cannot_be_done_says_why_and_loses_nothing_that_was_typed(report, desk, name, data, kept):
    page = desk.post(address(name, report), data)
    html = text_of(page)
    assert page.status_code == 422
    assert "Kijk hier even naar" in html
    assert kept in html
    assert item(report).state == ItemState.OPEN


def test_typed_text_reaches_no_message_no_session_and_no_address(report, desk):
    for name in ("note", "urgency", "ask"):
        done = desk.post(address(name, report), POSTED[name])
        assert CANARY not in done["Location"]
        stored = [session.get_decoded() for session in Session.objects.all()]
        assert CANARY not in repr(stored)
        assert CANARY not in repr(done.cookies)


@pytest.mark.parametrize("name", ["report", *(deed.name for deed in DEEDS)])
@pytest.mark.parametrize("method", ["get", "post"])
def test_another_organisation_finds_nothing_at_any_address(other_house, house, report, name, method):
    before = list(QueueItem.objects.values())
    stranger = other_house.log_in(Role.COORDINATOR)
    page = getattr(stranger, method)(address(name, report), POSTED.get(name, {"assignee": ""}))
    assert page.status_code == 404
    assert list(QueueItem.objects.values()) == before
    assert not Note.objects.exists()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.KEYHOLDER])
def test_other_roles_are_refused_at_every_address(house, report, role):
    desk = house.log_in(role)
    assert desk.get(reverse("triage:queue")).status_code == 403
    for name in ("report", *(deed.name for deed in DEEDS)):
        assert desk.post(address(name, report), POSTED.get(name, {})).status_code == 403
    assert item(report).state == ItemState.OPEN


def test_looking_at_the_address_of_a_deed_leads_back_and_does_nothing(report, desk):
    for deed in DEEDS:
        assert desk.get(address(deed.name, report)).headers["Location"] == address("report", report)
    assert not item(report).assignee


def test_a_damaged_report_still_has_its_page_and_can_be_handled(report, desk):
    Report.objects.filter(pk=report).update(sealed_content=b"\x01" + bytes(90))
    page = desk.get(address("report", report))
    assert page.status_code == 200
    assert "het zegel is beschadigd" in text_of(page)
    assert desk.post(address("note", report), {"text": "Sleutelhouder gewaarschuwd."}).status_code == 302
    assert "Sleutelhouder gewaarschuwd." in text_of(desk.get(address("report", report)))


def test_a_damaged_note_does_not_take_the_page_along(house, report, desk):
    note = api.add_note(report, viewer=house.analyst, text="Eerste notitie.")
    api.add_note(report, viewer=house.analyst, text="Tweede notitie.")
    Note.objects.filter(pk=note).update(sealed_text=b"\x01" + bytes(90))
    html = text_of(desk.get(address("report", report)))
    assert "Deze notitie gaat niet open" in html
    assert "Tweede notitie." in html


def test_what_people_type_is_shown_as_text(house, queued, desk):
    report = queued(house, story="<script>alert(1)</script> {{ 7|add:7 }} \u202eabc")
    api.add_note(report, viewer=house.analyst, text="<img src=x onerror=alert(1)>")
    html = text_of(desk.get(address("report", report)))
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "{{ 7|add:7 }}" in html
    assert "\u202e" not in html


def test_a_closed_report_offers_to_be_opened_again_and_nothing_else(house, report, desk):
    api.close(report, viewer=house.analyst, reason=CloseReason.NOT_ENOUGH)
    html = text_of(desk.get(address("report", report)))
    assert address("reopen", report) in html
    assert "Te weinig om verder te gaan" in html
    for name in ("take", "close", "urgency", "next_date", "join"):
        assert f'action="{address(name, report)}"' not in html


def test_what_was_handed_over_can_be_put_back_on_its_page(desk, house, report):
    api.mark_handed_over([report], viewer=house.analyst)
    assert address("put_back", report) in text_of(desk.get(address("report", report)))
    day = clock.today() + datetime.timedelta(days=3)
    answer = desk.post(address("put_back", report), {"next_date": day.isoformat()})
    assert answer.status_code == 302
    assert (item(report).state, item(report).next_date) == (ItemState.OPEN, day)
    assert address("put_back", report) not in text_of(desk.get(address("report", report)))


@pytest.mark.parametrize("state", [ItemState.OPEN, ItemState.JOINED, ItemState.CLOSED])
def test_only_what_was_handed_over_is_put_back_or_left_handed_over(desk, house, report, queued, state):
    if state == ItemState.JOINED:
        api.join(report, into=queued(house), viewer=house.analyst)
    if state == ItemState.CLOSED:
        api.close(report, viewer=house.analyst, reason=CloseReason.NOT_ENOUGH)
    before = list(QueueItem.objects.order_by("pk").values())
    seen_by_reporter = open_report(report, viewer=house.analyst).state
    day = clock.today() + datetime.timedelta(days=3)
    why = {
        ItemState.OPEN: "Deze melding staat in de werkvoorraad",
        ItemState.JOINED: "samengevoegd met een andere",
        ItemState.CLOSED: "Deze melding is gesloten",
    }[state]
    for name, said in (("put_back", why), ("stay_handed_over", "Deze melding is niet overgedragen")):
        answer = desk.post(address(name, report), {"next_date": day.isoformat()})
        assert answer.status_code == 422
        assert said in text_of(answer)
        assert 'role="alert"' in text_of(answer)
    assert list(QueueItem.objects.order_by("pk").values()) == before
    assert open_report(report, viewer=house.analyst).state == seen_by_reporter
