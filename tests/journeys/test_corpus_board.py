"""An analyst asks what the corpus knows of a number in a report, sees why, and judges."""

import shutil

import pytest
from django.conf import settings

from seinhuis.desk.kernel import outbox
from seinhuis.engine.linkage.corpus import judgements
from tests.desk.traces.corpora import PHONE, make_corpus
from tests.journeys.looking import look


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """With a hub; nobody changes it."""
    files = tmp_path_factory.mktemp("hub")
    return make_corpus(files / "corpus", files, hub=True)


@pytest.fixture
def corpus(made, house):
    return shutil.copytree(made, settings.SEINHUIS_CORPUS)


def test_from_a_report_to_a_judgement(house, corpus, colleague, javascript):
    report = house.report(story="Kamer 12, gordijnen dicht.", identifiers=PHONE).report
    outbox.deliver_pending()
    analyst = colleague(javascript=javascript)
    analyst.go(f"/nl/desk/reports/{report}/").unfold("Waarmee deze melding te verbinden is")
    analyst.follow("Opzoeken in de verzameling").tick("ground", "report").press("Opzoeken")
    analyst.sees("2 berichten bevatten het.", "Reden om te kijken:", "o6 1234 5011")
    analyst.follow("4 berichten, van")
    analyst.sees("Groep van 4 berichten", "Telefoonnummer +31612345011", "Zonder de zwakste schakel")
    analyst.follow("3 en 4")
    analyst.sees("verborgen geschreven")
    assert analyst.page.locator("mark").all_inner_texts() == ["06 1234 5011", "o6 1234 5011"]
    analyst.tick("verdict", "not-same").tick("why", "shared_by_many").press("Dit oordeel bewaren")
    analyst.sees("Uw oordeel is bewaard", "Horen niet bij elkaar", "seinhuis link")
    assert [str(each.verdict) for each in judgements.standing(corpus)] == ["not-same"]
    analyst.press("Maak het oordeel ongedaan").sees("Het oordeel is ongedaan gemaakt")
    assert judgements.standing(corpus) == ()


def test_every_line_of_the_picture_opens_its_reasons(house, corpus, colleague):
    analyst = colleague(javascript=False)
    analyst.go("/nl/desk/corpus/").follow("4 berichten, van")
    cluster = analyst.page.url
    lines = analyst.page.locator(".corpus-graph a:has(line)")
    assert lines.count() == 4
    for number in range(lines.count()):
        box = lines.nth(number).locator("line").last.bounding_box()
        middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        with analyst.page.expect_navigation():
            analyst.page.mouse.click(*middle)
        look(analyst.page)
        analyst.sees("Waarom deze twee berichten")
        analyst.page.goto(cluster)


def test_looking_up_and_judging_by_keyboard_alone(house, corpus, colleague):
    analyst = colleague()
    analyst.go("/nl/desk/corpus/")
    page = analyst.page
    page.locator("[name=value]").focus()
    page.keyboard.type("06-12345011")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    analyst.sees("2 berichten bevatten het.")
    assert "12345011" not in page.url
