"""The way from one message to another: its steps, what each rests on, and what hangs on it."""

import pytest
from django.urls import reverse

from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.traces.corpus.actions import judge_pair
from seinhuis.desk.traces.corpus.contracts import Why
from seinhuis.desk.traces.corpus.ways import way_page
from seinhuis.engine.linkage.linking import link
from tests.desk.traces.corpora import PHONE
from tests.engine.linkage.corpus.making import TODAY


def html_of(answer):
    return answer.content.decode()


def test_each_step_has_its_reason_and_what_hangs_on_it(house, at):
    page = way_page(at("a"), at("d"), viewer=house.analyst)
    assert (page.start.record, page.end.record) == ("bord:a", "bord:d")
    assert [step.one.record for step in page.steps[1:]] == [step.other.record for step in page.steps[:-1]]
    text, phone = page.steps
    assert text.text is not None
    assert text.text.similarity > text.text.least
    assert phone.reason.value == "+31612345011"
    assert phone.parts == (1, 3)
    assert page.steps[0].one.number == 1


def test_the_page_marks_what_a_step_rests_on(corpus, desk, at):
    html = html_of(desk.get(reverse("traces:corpus_way", args=[at("a"), at("d")])))
    assert f"<mark>{PHONE}</mark>" in html
    assert "<mark>o6 1234 5011</mark>" in html
    assert "Stap 2: van 3 naar 4" in html
    assert "Alles hangt eraan" in html
    assert "valt de groep uiteen, in 1 en 3 berichten" in html
    assert reverse("traces:corpus_pair", args=[at("c"), at("d")]) in html
    assert JournalEntry.objects.order_by("-index").first().action == "corpus.way_read"


def test_a_step_that_a_person_made_says_who(corpus, house, desk, at):
    judge_pair(at("a"), at("e"), viewer=house.analyst, verdict="same", why=Why.DETAILS_FIT)
    link(corpus, day=TODAY)
    html = html_of(desk.get(reverse("traces:corpus_way", args=[at("b"), at("e")])))
    assert "Iemand zei dat ze bij elkaar horen" in html
    assert "analyst noord" in html
    assert "Bijzonderheden in beide teksten passen bij elkaar" in html


def test_between_two_clusters_there_is_no_way(corpus, desk, at):
    html = html_of(desk.get(reverse("traces:corpus_way", args=[at("a"), at("e")])))
    assert "Er is geen weg tussen deze twee" in html
    assert "Ze staan in verschillende groepen" in html


def test_two_numbers_lead_to_the_way(corpus, desk, at):
    address = reverse("traces:corpus_choose_way", args=[at("b")])
    answer = desk.get(address, {"start": "1", "end": "4"})
    assert answer["Location"] == reverse("traces:corpus_way", args=[at("a"), at("d")])
    cluster = reverse("traces:corpus_cluster", args=[at("b")])
    assert desk.get(address)["Location"] == f"{cluster}?"
    assert desk.get(address, {"page": "2"})["Location"] == f"{cluster}?page=2"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"start": "1", "end": "5"}, "Deze groep heeft geen bericht met dat nummer."),
        ({"start": "2", "end": "2"}, "Kies een ander bericht dan dat waar u begint."),
        ({"start": "1"}, "Naar bericht"),
        ({"start": "x", "end": "1"}, "Van bericht"),
        ({"start": "0", "end": "99999999999999999999"}, "Van bericht"),
    ],
)
def test_numbers_that_lead_nowhere_come_back(corpus, desk, at, typed, said):
    answer = desk.get(reverse("traces:corpus_choose_way", args=[at("b")]), typed)
    html = html_of(answer)
    assert answer.status_code == 422
    assert said in html
    assert 'role="alert"' in html
    assert "Groep van 4 berichten" in html
