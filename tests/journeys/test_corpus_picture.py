"""The picture of a cluster that can be moved and walked along, and the same without JavaScript."""

import shutil

import pytest
from django.conf import settings

from seinhuis.desk.traces.corpus.access import address_of
from seinhuis.engine.linkage.browsing import places_of
from seinhuis.engine.linkage.corpus import judgements
from seinhuis.engine.linkage.linking import link
from tests.desk.traces.corpora import add, make_corpus, many
from tests.engine.linkage.corpus.making import TODAY
from tests.journeys.looking import look

VIEW = "(() => { const cy = document.querySelector('[data-graph-canvas]')._cyreg.cy; return %s; })()"
MIDDLE = "cy.edges('.%s').map(edge => edge.renderedMidpoint())[0]"
PLACE = "cy.$id('%s').renderedPosition()"
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Its small cluster holds four messages, its large one is folded; nobody changes it."""
    files = tmp_path_factory.mktemp("many")
    folder = make_corpus(files / "corpus", files, linked=False)
    add(folder, files, "veel", many(230))
    link(folder, day=TODAY)
    return folder


@pytest.fixture
def corpus(made, house):
    return shutil.copytree(made, settings.SEINHUIS_CORPUS)


@pytest.fixture
def cluster(house, corpus):
    """The path of the cluster in which a record is."""

    def path(record):
        address = address_of(house.card.id, record, places_of(corpus, [record])[record].row)
        return f"/nl/desk/corpus/clusters/{address}/"

    return path


def at(page, what):
    """Where something in the picture is on the screen, once it has been drawn."""
    page.evaluate(TWO_FRAMES)
    box = page.locator("[data-graph-canvas]").bounding_box()
    spot = page.evaluate(VIEW % what)
    return box["x"] + spot["x"], box["y"] + spot["y"]


def walk_to(page, words):
    """Press Tab until the caption says these words."""
    for _ in range(30):
        if words in page.locator("[data-graph-caption]").inner_text():
            return page.evaluate("document.activeElement.textContent")
        page.keyboard.press("Tab")
    raise AssertionError(f"{words} was not reached with Tab")


def test_the_picture_is_walked_along_with_the_keyboard(cluster, colleague):
    analyst = colleague()
    page = analyst.go(cluster("bord:a")).page
    assert not page.locator("[data-graph-still]").is_visible()
    page.locator("[data-graph-canvas]").focus()
    whole = page.evaluate(VIEW % "cy.zoom()")
    for key in ("+", "ArrowLeft"):
        page.keyboard.press(key)
    assert page.evaluate(VIEW % "cy.zoom()") > whole
    page.keyboard.press("0")
    assert page.evaluate(VIEW % "cy.zoom()") == pytest.approx(whole)
    walk_to(page, "Bericht 4, 30 september 2026, Breda: De buren vertellen")
    assert page.evaluate(VIEW % "cy.nodes('.here').map(each => each.id())") == ["r4"]
    look(page)
    name = walk_to(page, "Bericht 4: bevat het")
    assert name.startswith("Telefoonnummer +31612345011 – ")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    analyst.sees("Waarom deze twee berichten", "o6 1234 5011")


def test_the_picture_is_clicked_and_dragged(cluster, colleague):
    analyst = colleague()
    page = analyst.go(cluster("bord:a")).page
    page.locator("[data-graph-canvas]").scroll_into_view_if_needed()
    before = page.evaluate(VIEW % (PLACE % "r1"))
    page.mouse.move(*at(page, PLACE % "r1"))
    page.mouse.down()
    page.mouse.move(*(each + 25 for each in at(page, PLACE % "r1")), steps=4)
    page.mouse.up()
    assert page.evaluate(VIEW % (PLACE % "r1"))["x"] > before["x"] + 10
    page.keyboard.down("Shift")
    for node in ("r1", "r4"):
        page.mouse.click(*at(page, PLACE % node))
    page.keyboard.up("Shift")
    assert page.evaluate("document.activeElement.textContent") == "Toon de weg"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    analyst.sees("De weg van het ene bericht naar het andere", "Stap 2: van 3 naar 4", "Alles hangt eraan")
    look(page)
    page.goto(analyst.base + cluster("bord:a"))
    page.locator("[data-graph-canvas]").scroll_into_view_if_needed()
    with page.expect_navigation():
        page.mouse.click(*at(page, MIDDLE % "text"))
    analyst.sees("Bijna dezelfde tekst", "Waarom deze twee berichten")


def test_one_key_judges_unless_somebody_types_or_turned_them_off(corpus, cluster, colleague):
    analyst = colleague()
    page = analyst.go(cluster("bord:a")).follow("3 en 4").page
    for key, verdict in (("s", "same"), ("u", "unsure"), ("n", "not-same")):
        page.keyboard.press(key)
        assert page.locator("[name=verdict]:checked").get_attribute("value") == verdict
    assert page.evaluate("document.activeElement.name") == "why"
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    analyst.sees("Uw oordeel is bewaard", "Horen niet bij elkaar")
    assert [str(each.verdict) for each in judgements.standing(corpus)] == ["not-same"]
    page.get_by_role("button", name="Toetsen uit").click()
    page.keyboard.press("s")
    assert page.locator("[name=verdict]:checked").count() == 0
    page.reload()
    page.keyboard.press("s")
    assert page.locator("[name=verdict]:checked").count() == 0


def test_a_large_cluster_without_javascript_in_a_narrow_window(cluster, colleague):
    analyst = colleague(javascript=False, width=320)
    analyst.go(cluster("veel:000")).sees("55 berichten zijn samengenomen:")
    assert analyst.page.locator("[data-graph-canvas]").is_hidden()
    assert analyst.page.locator("svg .corpus-node").count() <= 200
    analyst.follow("per maand").follow("mei 2026: ", at="main section")
    analyst.sees("Fiets nummer", "hoogstens tweehonderd").follow("Groep")
    analyst.fill("Van bericht", "1").fill("Naar bericht", "999").press("Toon de weg")
    analyst.sees("Deze groep heeft geen bericht met dat nummer.")
    analyst.fill("Naar bericht", "9").press("Toon de weg")
    analyst.sees("Stap 1: van 1 naar 9", "Beide bevatten: Telefoonnummer +31612345088")


def test_noise_is_folded_away_and_shown_again(cluster, colleague, javascript):
    analyst = colleague(javascript=javascript)
    analyst.go(cluster("bord:a")).follow("Wegzetten als ruis", at="#shared-i0")
    analyst.fill("Waarom zegt dit niets?", "Een taxibedrijf.").press("Zet op de ruislijst")
    analyst.sees("Het staat op de ruislijst.")
    assert analyst.page.locator("[data-shape=identifier]").count() == 0
    analyst.unfold("1 weggezet als ruis").follow("Toon het hier toch")
    assert analyst.page.locator("[data-shape=identifier]").count() == 1
    analyst.press("Van de ruislijst halen").sees("Het is weer te zien.")
    assert analyst.page.locator("[data-shape=identifier]").count() == 1
