"""Making a dossier, its heading, sources and notes, where it stands, and who sees it."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from seinhuis.desk.dossiers.actions.dossiers import close_dossier, reopen_dossier, set_heading
from seinhuis.desk.dossiers.api import (
    DossierOpened,
    DossierState,
    NewFact,
    add_exhibit,
    add_fact,
    add_note,
    add_person,
    add_sources,
    create_dossier,
    dossier_reference,
    dossiers_with,
    list_dossiers,
    mark_handed_over,
    open_dossier,
)
from seinhuis.desk.dossiers.contracts import Attribute, PersonRole
from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel import outbox
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import Locked, NotAllowed, NotFound, Refused
from seinhuis.desk.reports.api import Consent
from seinhuis.desk.vault.api import Keyring, Viewer


def actions_of(subject):
    import json

    rows = JournalEntry.objects.filter(subject=str(subject)).order_by("index")
    return [json.loads(bytes(row.canonical))["action"] for row in rows]


def test_a_dossier_opens_as_it_was_made(house, report, dossier):
    opened = open_dossier(dossier, viewer=house.coordinator)
    assert opened.title == "Kamer 12"
    assert opened.reference == dossier_reference(dossier)
    assert opened.state == DossierState.OPEN
    assert opened.whole
    source = opened.reports[0]
    assert (source.id, source.consent, source.channel, source.damaged) == (
        report,
        Consent.POLICE,
        "form",
        False,
    )
    assert source.headline.startswith("Een meisje van ongeveer 15")


def test_making_is_announced_and_every_reading_is_in_the_journal_once(house, report, monkeypatch):
    heard = []
    monkeypatch.setattr(outbox, "announce", heard.append)
    monkeypatch.setattr("seinhuis.desk.dossiers.actions.dossiers.announce", heard.append)
    number = create_dossier(viewer=house.analyst, title="Kamer 12", reports=[report])
    assert heard == [DossierOpened(str(number), str(house.card.id))]
    open_dossier(number, viewer=house.analyst)
    assert actions_of(number) == ["dossier.opened", "triage.follow_up_set", "dossier.read"]


def test_the_same_report_twice_is_one_source(house, report):
    number = create_dossier(viewer=house.analyst, title="Kamer 12", reports=[report, report])
    assert len(open_dossier(number, viewer=house.analyst).reports) == 1
    assert add_sources(number, [report], viewer=house.analyst) == 0


@pytest.mark.parametrize("title", ["", "  \n "])
def test_a_dossier_has_a_title(house, report, title):
    with pytest.raises(Refused):
        create_dossier(viewer=house.analyst, title=title, reports=[report])


def test_a_dossier_rests_on_a_report_of_the_own_organisation(house, other_house, report):
    with pytest.raises(Refused):
        create_dossier(viewer=house.analyst, title="Kamer 12", reports=[])
    with pytest.raises(NotFound):
        create_dossier(viewer=other_house.analyst, title="Kamer 12", reports=[report])
    own = other_house.report(story="Iets anders").report
    number = create_dossier(viewer=other_house.analyst, title="Kamer 3", reports=[own])
    with pytest.raises(NotFound):
        add_sources(number, [report], viewer=other_house.analyst)


def test_consent_is_that_of_the_report_now(house, report, dossier):
    from dataclasses import replace

    from seinhuis.desk.reports.content import content_to_json
    from seinhuis.desk.reports.models import Report
    from seinhuis.desk.reports.sealed_rows import REPORT_TABLE, open_content
    from seinhuis.desk.vault.api import open_record

    row = Report.objects.get(pk=report)
    key = open_record(report, viewer=house.analyst)
    changed = content_to_json(replace(open_content(row, key), consent=Consent.NOBODY_YET))
    row.sealed_content = key.seal_json(changed, table=REPORT_TABLE, row=row.pk, column="sealed_content")
    row.save()
    assert open_dossier(dossier, viewer=house.analyst).reports[0].consent == Consent.NOBODY_YET


def test_title_and_summary_are_followed_never_edited(house, dossier):
    set_heading(dossier, viewer=house.analyst, title="Kamer 12 en 14", summary="Kort gezegd.", seen=1)
    opened = open_dossier(dossier, viewer=house.analyst)
    assert (opened.title, opened.summary) == ("Kamer 12 en 14", "Kort gezegd.")
    assert [head.title for head in opened.history.heads] == ["Kamer 12"]
    with pytest.raises(Refused):
        set_heading(dossier, viewer=house.coordinator, title="Van een ander", summary="", seen=1)
    assert open_dossier(dossier, viewer=house.analyst).title == "Kamer 12 en 14"


def test_notes_stay_in_order(house, dossier):
    for text in ("Eerst bellen", "Dan kijken"):
        add_note(dossier, viewer=house.analyst, text=text)
    assert [note.text for note in open_dossier(dossier, viewer=house.analyst).notes] == [
        "Eerst bellen",
        "Dan kijken",
    ]


def test_a_closed_dossier_does_not_change_until_it_is_open_again(house, dossier):
    close_dossier(dossier, viewer=house.analyst)
    with pytest.raises(Refused):
        add_note(dossier, viewer=house.analyst, text="Toch nog iets")
    reopen_dossier(dossier, viewer=house.analyst)
    add_note(dossier, viewer=house.analyst, text="Toch nog iets")


def test_handing_over_twice_is_fine(house, dossier):
    mark_handed_over(dossier, viewer=house.analyst)
    mark_handed_over(dossier, viewer=house.analyst)
    assert open_dossier(dossier, viewer=house.analyst).state == DossierState.HANDED_OVER
    assert actions_of(dossier).count("dossier.handed_over") == 1
    add_note(dossier, viewer=house.analyst, text="Na de overdracht")


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.KEYHOLDER, Role.ADMINISTRATOR])
def test_only_analysts_and_coordinators(house, report, dossier, role):
    viewer = house.viewer(role)
    for step in (
        lambda: open_dossier(dossier, viewer=viewer),
        lambda: list_dossiers(viewer=viewer),
        lambda: dossiers_with(report, viewer=viewer),
        lambda: create_dossier(viewer=viewer, title="x", reports=[report]),
        lambda: add_note(dossier, viewer=viewer, text="x"),
        lambda: mark_handed_over(dossier, viewer=viewer),
    ):
        with pytest.raises(NotAllowed):
            step()


def test_another_organisation_does_not_know_it(other_house, report, dossier):
    viewer = other_house.analyst
    assert list_dossiers(viewer=viewer) == []
    assert dossiers_with(report, viewer=viewer) == []
    for step in (
        lambda: open_dossier(dossier, viewer=viewer),
        lambda: add_note(dossier, viewer=viewer, text="x"),
        lambda: mark_handed_over(dossier, viewer=viewer),
    ):
        with pytest.raises(NotFound):
            step()


def test_a_locked_key_opens_nothing(house, dossier):
    with pytest.raises(Locked):
        open_dossier(dossier, viewer=Viewer(house.analyst.actor, Keyring({})))


def test_the_list_counts_the_facts_that_hold(house, report, dossier):
    fact = NewFact("Gebracht en gehaald", report=report, passage_field="story", passage="kamer 12")
    first = add_fact(dossier, fact, viewer=house.analyst)
    add_fact(dossier, fact, viewer=house.analyst, supersedes=first)
    add_fact(dossier, fact, viewer=house.analyst)
    create_dossier(viewer=house.analyst, title="Zonder feiten", reports=[report])
    assert {line.title: line.facts for line in list_dossiers(viewer=house.analyst)} == {
        "Kamer 12": 2,
        "Zonder feiten": 0,
    }
    assert len(dossiers_with(report, viewer=house.analyst)) == 2


def test_a_handover_does_not_open_a_closed_dossier(house, dossier):
    close_dossier(dossier, viewer=house.analyst)
    mark_handed_over(dossier, viewer=house.analyst)
    assert open_dossier(dossier, viewer=house.analyst).state == DossierState.CLOSED


def test_every_dossier_can_be_reached_from_the_list(house, report, desk, monkeypatch):
    monkeypatch.setattr("seinhuis.desk.dossiers.views.dossiers.ON_A_PAGE", 2)
    made = {create_dossier(viewer=house.analyst, title="Nog een", reports=[report]) for _ in range(5)}
    seen = []
    for page in ("1", "2", "3"):
        html = desk.get(reverse("dossiers:index"), {"page": page}).content.decode()
        assert ("Oudere dossiers" in html) == (page != "3")
        assert ("Nieuwere dossiers" in html) == (page != "1")
        seen += [number for number in made if str(number) in html]
    assert sorted(seen) == sorted(made)


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 5000, "٣", ""])
def test_a_strange_page_number_is_no_trouble(desk, page):
    assert desk.get(reverse("dossiers:index"), {"page": page}).status_code == 200


def fill(house, dossier, times):
    viewer = house.analyst
    for _ in range(times):
        report = house.report(story="Kamer 12, drie keer", identifiers="06 12345678").report
        add_sources(dossier, [report], viewer=viewer)
        fact = NewFact("Drie keer", report=report, passage_field="story", passage="drie keer")
        first = add_fact(dossier, fact, viewer=viewer)
        add_fact(dossier, fact, viewer=viewer, supersedes=first)
        add_person(
            dossier,
            viewer=viewer,
            role=PersonRole.WITNESS,
            attributes={Attribute.AGE: "ongeveer 40"},
            report=report,
        )
        add_exhibit(dossier, viewer=viewer, name="a.txt", data=b"een boeking")
        add_note(dossier, viewer=viewer, text="Bellen")


def queries(step):
    with (
        CaptureQueriesContext(
            connection,
        ) as captured,
        transaction.atomic(),
    ):
        step()
    return len(captured)


def test_the_number_of_queries_does_not_grow(house, dossier, desk):
    page = reverse("dossiers:dossier", args=[dossier])
    fill(house, dossier, 1)
    desk.get(page)
    small = queries(lambda: open_dossier(dossier, viewer=house.analyst)), queries(lambda: desk.get(page))
    fill(house, dossier, 4)
    large = queries(lambda: open_dossier(dossier, viewer=house.analyst)), queries(lambda: desk.get(page))
    assert large == small
    assert small[0] < 30


def test_the_list_has_a_constant_number_of_queries(house, report, dossier):
    small = queries(lambda: list_dossiers(viewer=house.analyst))
    for _ in range(5):
        create_dossier(viewer=house.analyst, title="Nog een", reports=[report])
    assert queries(lambda: list_dossiers(viewer=house.analyst)) == small
