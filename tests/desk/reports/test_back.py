"""Coming back with a code: what the reporter reads, what they add, and what a wrong code gets."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from seinhuis.desk.kernel import clock
from seinhuis.desk.reports import throttle
from seinhuis.desk.reports.actions import answer_as_reporter, ask_reporter, set_state
from seinhuis.desk.reports.contracts import CloseReason, State
from seinhuis.desk.reports.models import Message, Report
from seinhuis.desk.reports.selectors import open_report
from seinhuis.engine.sealing.receipts import new_receipt
from tests.desk.reports.walking import hidden


@pytest.fixture
def submitted(house):
    return house.report(story="Kamer 12, drie keer gebracht en gehaald")


class Back:
    """A browser on the page to come back to."""

    def __init__(self, code=None):
        self.client = Client(enforce_csrf_checks=True)
        self.page = self.client.get(reverse("reports:back"))
        if code:
            self.post(code=code)

    @property
    def html(self):
        return self.page.content.decode()

    @property
    def sealed(self):
        return hidden(self.html, "pass")

    def post(self, **data):
        self.page = self.client.post(reverse("reports:back"), data)
        return self.page


def open_code(submitted):
    return Back(submitted.receipt.grouped())


def test_the_code_shows_question_and_state(house, submitted):
    ask_reporter(submitted.report, viewer=house.analyst, text="Hoe laat was het?")
    set_state(submitted.report, viewer=house.analyst, state=State.IN_REVIEW)
    html = open_code(submitted).html
    assert "Hoe laat was het?" in html
    assert "We zijn bezig met je melding." in html
    assert house.card.name in html
    assert str(house.people["analyst"]) not in html


@pytest.mark.parametrize("reason", list(CloseReason))
def test_a_closed_report_says_why_in_plain_words(house, submitted, reason):
    set_state(submitted.report, viewer=house.analyst, state=State.CLOSED, close_reason=reason)
    html = open_code(submitted).html
    assert "We zijn klaar met je melding." in html
    assert reason.value not in re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize("separator", ["", "-", " ", ".", "\u2013"])
def test_a_code_may_be_typed_as_people_type(submitted, separator):
    digits = submitted.receipt.digits
    typed = separator.join(digits[i : i + 5] for i in range(0, 25, 5))
    assert Back(f"  {typed} ").page.status_code == 200


def test_an_answer_reaches_the_desk_and_is_indexed(house, submitted):
    back = open_code(submitted)
    back.post(**{"pass": back.sealed}, text="Bel 06 12345678")
    assert back.page.status_code == 200
    assert "Bel 06 12345678" in back.html
    opened = open_report(submitted.report, viewer=house.analyst)
    assert [message.text for message in opened.messages] == ["Bel 06 12345678"]
    assert [each.canonical for each in opened.identifiers] == ["+31612345678"]


def test_an_answer_sent_twice_is_one_message(submitted):
    back = open_code(submitted)
    sealed = back.sealed
    for _ in range(2):
        back.post(**{"pass": sealed}, text="Dit is het antwoord")
        assert back.page.status_code == 200
    assert Message.objects.count() == 1


def test_another_text_from_the_same_page_is_another_message(submitted):
    back = open_code(submitted)
    sealed = back.sealed
    back.post(**{"pass": sealed}, text="Eerst dit")
    back.post(**{"pass": sealed}, text="En na teruggaan ook dit")
    assert "Eerst dit" in back.html
    assert "En na teruggaan ook dit" in back.html
    assert Message.objects.count() == 2


def test_an_empty_answer_is_told_and_nothing_is_kept(submitted):
    back = open_code(submitted)
    back.post(**{"pass": back.sealed}, text="   ")
    assert back.page.status_code == 422
    assert 'role="alert"' in back.html
    assert not Message.objects.exists()


def test_after_half_an_hour_the_code_is_asked_again_and_the_text_is_kept(submitted):
    back = open_code(submitted)
    sealed = back.sealed
    with clock.stopped_at(clock.now() + datetime.timedelta(minutes=31)):
        back.post(**{"pass": sealed}, text="Dit blijft staan")
    assert back.page.status_code == 422
    assert "Dit blijft staan" in back.html
    assert not Message.objects.exists()
    back.post(code=submitted.receipt.grouped(), text="Dit blijft staan")
    assert "Dit blijft staan" in back.html
    back.post(**{"pass": back.sealed}, text="Dit blijft staan")
    assert Message.objects.count() == 1


@pytest.mark.parametrize("broken", ["", "AAAA", "niet eens base64 é", "A" * 5000])
def test_a_changed_pass_is_not_accepted(submitted, broken):
    back = open_code(submitted)
    answer = back.client.post(reverse("reports:back"), {"pass": broken, "text": "blijft"})
    assert answer.status_code == 422
    assert "blijft" in answer.content.decode()


def test_neither_code_nor_conversation_stands_in_the_page_source(submitted):
    back = open_code(submitted)
    assert submitted.receipt.digits not in back.html
    assert submitted.receipt.grouped() not in back.html
    assert submitted.receipt.digits[:10] not in back.html
    assert not back.page.cookies


def test_a_wrong_code_gets_one_clear_sentence(house):
    back = Back(new_receipt().grouped())
    assert back.page.status_code == 422
    assert "We kennen deze code niet." in back.html
    assert 'name="pass"' not in back.html


@pytest.mark.parametrize("typed", ["12345", "x" * 25, "1" * 25, "", "1" * 5000])
def test_what_is_no_code_is_told_without_a_look_in_the_database(house, typed):
    back = Back()
    with CaptureQueriesContext(connection) as queries:
        back.post(code=typed)
    assert back.page.status_code == 422
    assert not queries.captured_queries


def test_a_wrong_code_costs_the_same_look_as_a_right_one(house, submitted, monkeypatch):
    from seinhuis.desk.vault import selectors

    tried = []
    unwrap = selectors.unwrap
    monkeypatch.setattr(selectors, "unwrap", lambda *args: tried.append(len(args[1])) or unwrap(*args))
    answer_lengths = []
    for receipt in (submitted.receipt, new_receipt()):
        tried.clear()
        with CaptureQueriesContext(connection) as queries:
            selectors.open_with_receipt(receipt)
        answer_lengths.append((tuple(tried), len(queries.captured_queries)))
    assert answer_lengths[0] == answer_lengths[1]


def test_many_wrong_codes_slow_guessers_down_and_lock_nobody_out(house, submitted, monkeypatch):
    monkeypatch.setattr(throttle, "WRONG_CODES_A_MINUTE", 3)
    statuses = [Back(new_receipt().grouped()).page.status_code for _ in range(6)]
    assert statuses == [422, 422, 422, 429, 429, 429]
    throttled = Back(new_receipt().grouped())
    assert throttled.page["Retry-After"] == "60"
    assert "We kennen deze code niet." in throttled.html
    assert open_code(submitted).page.status_code == 200
    with clock.stopped_at(clock.now() + datetime.timedelta(minutes=2)):
        assert Back(new_receipt().grouped()).page.status_code == 422


def test_many_wrong_codes_do_not_become_many_writes(house, monkeypatch):
    monkeypatch.setattr(throttle, "WRONG_CODES_A_MINUTE", 1)
    for _ in range(2):
        throttle.count_wrong_code()
    with CaptureQueriesContext(connection) as queries:
        assert throttle.count_wrong_code()
    assert not [query for query in queries.captured_queries if not query["sql"].startswith("SELECT")]


def test_a_damaged_message_does_not_hide_the_others(house, submitted):
    for text in ("Eerste bericht", "Tweede bericht"):
        answer_as_reporter(receipt=submitted.receipt, text=text)
    first = Message.objects.get(number=1)
    first.sealed_text = Message.objects.get(number=2).sealed_text
    first.save()
    html = open_code(submitted).html
    assert "Eerste bericht" not in html
    assert html.count("Tweede bericht") == 1
    assert "het zegel is beschadigd" in html
    opened = open_report(submitted.report, viewer=house.analyst)
    assert [message.damaged for message in opened.messages] == [True, False]


def test_a_receipt_opens_no_internal_content(house, submitted):
    from seinhuis.desk.vault.api import open_with_receipt

    key = open_with_receipt(submitted.receipt)
    assert key.record == Report.objects.get().conversation
    assert key.record != submitted.report


def test_of_the_reporter_only_the_day_is_kept(house, submitted):
    answer_as_reporter(receipt=submitted.receipt, text="Nog iets")
    row = Report.objects.values().get()
    message = Message.objects.values().get()
    times = [value for value in (*row.values(), *message.values()) if isinstance(value, datetime.datetime)]
    assert not times
