"""Facts rest on a passage that is really there, are graded, and are superseded, never edited."""

import pytest

from seinhuis.desk.dossiers.api import (
    InformationGrade,
    NewFact,
    NoSuchPassage,
    SourceGrade,
    add_exhibit,
    add_fact,
    open_dossier,
)
from seinhuis.desk.dossiers.models import Fact
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.reports.api import ReportContent, answer_as_reporter, submit_report


@pytest.fixture
def fact(report):
    return NewFact(
        text="Een meisje van ongeveer 15 werd drie keer gebracht.",
        report=report,
        passage_field="story",
        passage="drie keer gebracht en gehaald",
        source_grade=SourceGrade.B,
        information_grade=InformationGrade.PROBABLY_TRUE,
        happened_on="2026-05",
        happened_text="in mei",
    )


def changed(fact, **values):
    from dataclasses import replace

    return replace(fact, **values)


def test_a_fact_keeps_its_source_and_grades(house, dossier, fact):
    number = add_fact(dossier, fact, viewer=house.analyst)
    kept = open_dossier(dossier, viewer=house.analyst).facts[0]
    assert (kept.id, kept.number, kept.text) == (number, 1, fact.text)
    assert (kept.report, kept.passage_field) == (fact.report, "story")
    assert (kept.source_grade, kept.information_grade) == (SourceGrade.B, InformationGrade.PROBABLY_TRUE)
    assert (kept.happened_on, kept.happened_text) == ("2026-05", "in mei")
    assert kept.source_reference.startswith("R-")


def test_the_passage_is_kept_as_it_stands_in_the_report(house, dossier, fact):
    add_fact(dossier, fact, viewer=house.analyst)
    assert open_dossier(dossier, viewer=house.analyst).facts[0].passage == "drie keer\ngebracht en gehaald"


def test_superseding_makes_a_new_fact_and_keeps_the_old(house, dossier, fact):
    first = add_fact(dossier, fact, viewer=house.analyst)
    row = bytes(Fact.objects.get(pk=first).sealed_content)
    second = add_fact(
        dossier,
        changed(fact, text="Zij werd drie keer gebracht."),
        viewer=house.coordinator,
        supersedes=first,
    )
    third = add_fact(
        dossier, changed(fact, text="Drie keer gebracht."), viewer=house.analyst, supersedes=second
    )
    opened = open_dossier(dossier, viewer=house.analyst)
    assert [each.id for each in opened.current_facts()] == [third]
    old, middle, new = opened.facts
    assert (old.superseded_by, middle.supersedes, middle.superseded_by, new.supersedes) == (
        second,
        first,
        third,
        second,
    )
    assert old.text == fact.text
    assert [each.number for each in opened.facts] == [1, 2, 3]
    assert bytes(Fact.objects.get(pk=first).sealed_content) == row


def test_a_fact_is_superseded_once(house, dossier, fact):
    first = add_fact(dossier, fact, viewer=house.analyst)
    add_fact(dossier, fact, viewer=house.analyst, supersedes=first)
    with pytest.raises(Refused):
        add_fact(dossier, fact, viewer=house.analyst, supersedes=first)
    assert Fact.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "passage", "said"),
    [
        ("where", "kamer 12", "“Het verhaal”"),
        ("story", "kamer 13", "nergens"),
        ("story", "Hotel aan de haven", "“Waar het was”"),
        ("when", "kamer 12", "“Het verhaal”"),
        ("nonsense", "kamer 12", "“Het verhaal”"),
        ("story", "  ", "Kopieer"),
    ],
)
def test_a_passage_that_is_not_there_is_refused_and_said_where_it_is(
    house, dossier, fact, field, passage, said
):
    with pytest.raises(NoSuchPassage, match=said):
        add_fact(dossier, changed(fact, passage_field=field, passage=passage), viewer=house.analyst)
    assert not Fact.objects.exists()


def test_the_refusal_repeats_nothing_that_was_typed(house, dossier, fact):
    with pytest.raises(NoSuchPassage) as refused:
        add_fact(dossier, changed(fact, passage="geheim-1234"), viewer=house.analyst)
    assert "geheim-1234" not in str(refused.value)


def test_a_passage_of_another_report_is_refused(house, dossier, fact):
    other = house.report(story="Een busje met kenteken").report
    with pytest.raises(NotFound):
        add_fact(dossier, changed(fact, report=other, passage="busje"), viewer=house.analyst)


def test_a_fact_can_rest_on_an_answer_of_the_reporter(house):
    from seinhuis.desk.dossiers.api import create_dossier

    sent = submit_report(organisation=house.card, content=ReportContent(story="Iets gezien"))
    message = answer_as_reporter(receipt=sent.receipt, text="Het was een grijs busje")
    number = create_dossier(viewer=house.analyst, title="Busje", reports=[sent.report])
    new = NewFact(
        "Een grijs busje", report=sent.report, passage_field=f"message:{message}", passage="grijs busje"
    )
    add_fact(number, new, viewer=house.analyst)
    assert open_dossier(number, viewer=house.analyst).facts[0].passage == "grijs busje"


def test_a_fact_can_rest_on_a_ticked_signal(house):
    from seinhuis.desk.dossiers.api import create_dossier
    from seinhuis.desk.reports.api import signal_text

    report = house.report(signals=("R12",)).report
    number = create_dossier(viewer=house.analyst, title="Signaal", reports=[report])
    new = NewFact("Gebracht", report=report, passage_field="signals", passage=signal_text("R12", "nl"))
    add_fact(number, new, viewer=house.analyst)


def test_a_fact_can_rest_on_an_exhibit(house, dossier):
    exhibit = add_exhibit(dossier, viewer=house.analyst, name="boeking.txt", data=b"kamer 12, contant")
    add_fact(dossier, NewFact("Contant betaald", exhibit=exhibit, passage="regel 1"), viewer=house.analyst)
    kept = open_dossier(dossier, viewer=house.analyst).facts[0]
    assert (kept.report, kept.exhibit, kept.source_reference) == (None, exhibit, "Bewijsstuk 1")


def test_a_fact_without_a_source_is_refused(house, dossier):
    with pytest.raises(NotFound):
        add_fact(dossier, NewFact("Zomaar"), viewer=house.analyst)


@pytest.mark.parametrize("day", ["morgen", "2026-02-30", "04-05-2026"])
def test_a_day_that_is_none_is_refused(house, dossier, fact, day):
    with pytest.raises(Refused):
        add_fact(dossier, changed(fact, happened_on=day), viewer=house.analyst)


PAGE = {
    "text": "Drie keer gebracht",
    "passage_field": "story",
    "passage": "drie keer\r\ngebracht",
    "source_grade": "C",
    "information_grade": "3",
    "happened_on": "2026-05-04",
    "happened_text": "",
}


def test_the_page_shows_the_report_and_returns_to_the_facts(house, report, dossier, desk, address):
    page = desk.get(address("fact_from_source", report))
    assert "gebracht en gehaald, kamer 12." in page.content.decode()
    assert "Hotel aan de haven" in page.content.decode()
    answer = desk.post(address("fact_from_source", report), PAGE)
    assert answer.status_code == 302
    assert answer.url == address("dossier") + "#facts"
    html = desk.get(address("dossier")).content.decode()
    assert "Drie keer gebracht" in html
    assert "C: " in html
    assert "4 mei 2026" in html


def test_a_wrong_passage_keeps_everything_that_was_typed(report, dossier, desk, address):
    page = desk.post(
        address("fact_from_source", report),
        {**PAGE, "passage_field": "where", "happened_text": "een vrijdag"},
    )
    html = page.content.decode()
    assert page.status_code == 422
    assert "Drie keer gebracht" in html
    assert "een vrijdag" in html
    assert "“Waar het was”" in html
    assert not Fact.objects.exists()


def test_changing_a_fact_starts_from_it_and_shows_the_earlier_version(
    house, report, dossier, fact, desk, address
):
    first = add_fact(dossier, fact, viewer=house.analyst)
    url = f"{address('fact_from_source', report)}?replaces={first}"
    html = desk.get(url).content.decode()
    assert fact.text in html
    assert 'value="B" selected' in html
    assert desk.post(url, PAGE).status_code == 302
    page = desk.get(address("dossier")).content.decode()
    assert "1 eerdere versie" in page
    assert fact.text in page
    assert desk.post(url, PAGE).status_code == 404


def test_an_empty_form_says_what_is_missing(report, dossier, desk, address):
    page = desk.post(address("fact_from_source", report), {})
    assert page.status_code == 422
    assert 'role="alert"' in page.content.decode()
