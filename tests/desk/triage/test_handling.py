"""Taking, giving, urgency, next date, notes, closing: what each does, who may, and what stays behind."""

import datetime
import json

import pytest
from django.utils import translation

from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotAllowed, NotFound, Refused
from seinhuis.desk.reports.api import CloseReason, State, Urgency, open_report
from seinhuis.desk.triage import api
from seinhuis.desk.triage.contracts import ItemState, NotePurpose
from seinhuis.desk.triage.models import Note, QueueItem
from seinhuis.desk.vault.models import Grant
from tests.desk.triage.conftest import item

DEEDS = {
    "take": lambda report, viewer: api.take(report, viewer=viewer),
    "assign": lambda report, viewer: api.assign(report, viewer=viewer, assignee=""),
    "set_urgency": lambda report, viewer: api.set_urgency(report, viewer=viewer, urgency=Urgency.U1),
    "set_next_date": lambda report, viewer: api.set_next_date(report, viewer=viewer, next_date=clock.today()),
    "add_note": lambda report, viewer: api.add_note(report, viewer=viewer, text="Gebeld met de receptie."),
    "close": lambda report, viewer: api.close(report, viewer=viewer, reason=CloseReason.NOT_ENOUGH),
    "reopen": lambda report, viewer: api.reopen(report, viewer=viewer),
    "undo_join": lambda report, viewer: api.undo_join(report, viewer=viewer),
    "join": lambda report, viewer: api.join(report, into=report, viewer=viewer),
    "mark_handed_over": lambda report, viewer: api.mark_handed_over([report], viewer=viewer),
    "return_to_queue": lambda report, viewer: api.return_to_queue(
        [report], viewer=viewer, next_date=clock.today()
    ),
    "item_of": lambda report, viewer: api.item_of(report, viewer=viewer),
    "joined_with": lambda report, viewer: api.joined_with(report, viewer=viewer),
    "notes_of": lambda report, viewer: api.notes_of(report, viewer=viewer),
}


def journal_actions(report):
    rows = JournalEntry.objects.filter(subject=str(report)).order_by("index")
    return [json.loads(bytes(row.canonical))["action"] for row in rows]


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.KEYHOLDER])
def test_who_does_not_work_with_reports_does_nothing_here(house, report, deed, role):
    with pytest.raises(NotAllowed):
        DEEDS[deed](report, house.viewer(role))


@pytest.mark.parametrize("deed", DEEDS)
def test_another_organisation_finds_nothing(house, other_house, report, deed):
    with pytest.raises(NotFound):
        DEEDS[deed](report, other_house.coordinator)
    assert QueueItem.objects.get().state == ItemState.OPEN
    assert not Note.objects.exists()


def test_taking_a_report_tells_the_reporter_that_it_is_looked_at(house, report):
    api.take(report, viewer=house.analyst)
    assert item(report).assignee == house.analyst.actor.id
    assert open_report(report, viewer=house.analyst).state == State.IN_REVIEW
    assert "triage.taken" in journal_actions(report)


def test_an_analyst_does_not_take_what_a_colleague_has(house, report):
    api.take(report, viewer=house.coordinator)
    with pytest.raises(Refused, match="coordinator noord"):
        api.take(report, viewer=house.analyst)
    with pytest.raises(NotAllowed):
        api.assign(report, viewer=house.analyst, assignee="")
    assert item(report).assignee == house.coordinator.actor.id


def test_an_analyst_releases_their_own_and_a_coordinator_gives_it_to_anybody(house, report):
    api.take(report, viewer=house.analyst)
    api.assign(report, viewer=house.analyst, assignee="")
    assert item(report).assignee == ""
    with pytest.raises(NotAllowed):
        api.assign(report, viewer=house.analyst, assignee=house.coordinator.actor.id)
    api.assign(report, viewer=house.coordinator, assignee=house.analyst.actor.id)
    assert item(report).assignee == house.analyst.actor.id


def test_a_report_is_given_only_to_somebody_who_works_with_reports_here(house, other_house, report):
    for stranger in (other_house.analyst.actor.id, str(house.people[Role.AUDITOR]), "nobody"):
        with pytest.raises(Refused):
            api.assign(report, viewer=house.coordinator, assignee=stranger)


def test_a_person_sets_the_urgency_and_the_next_date_follows(house, report):
    api.set_urgency(report, viewer=house.analyst, urgency=Urgency.U0, reason="De melder belde: het is nu.")
    assert (item(report).urgency, item(report).next_date) == (Urgency.U0, clock.today())
    assert item(report).urgency_set_by == house.analyst.actor.id
    note = api.notes_of(report, viewer=house.analyst)[0]
    assert (note.text, note.purpose) == ("De melder belde: het is nu.", NotePurpose.URGENCY)
    api.set_urgency(report, viewer=house.analyst, urgency=Urgency.U3)
    assert item(report).next_date == clock.today() + datetime.timedelta(days=14)


@pytest.mark.parametrize("days", [-1, 184, 4000])
def test_a_next_date_that_is_no_promise_is_refused(house, report, days):
    before = item(report).next_date
    with pytest.raises(Refused):
        api.set_next_date(
            report, viewer=house.analyst, next_date=clock.today() + datetime.timedelta(days=days)
        )
    assert item(report).next_date == before


def test_notes_are_in_order_and_under_a_key_of_their_own(house, report):
    api.add_note(report, viewer=house.analyst, text="Eerste notitie.")
    api.add_note(report, viewer=house.coordinator, text="Tweede\x00 notitie.")
    notes = api.notes_of(report, viewer=house.analyst)
    assert [note.text for note in notes] == ["Eerste notitie.", "Tweede␀ notitie."]
    assert [note.author for note in notes] == [house.analyst.actor.id, house.coordinator.actor.id]
    assert item(report).record not in (None, report)
    assert len({row.record for row in Note.objects.all()}) == 1
    with pytest.raises(Refused):
        api.add_note(report, viewer=house.analyst, text="  \n ")


def test_a_damaged_note_stands_there_as_damaged_and_the_others_are_read(house, report):
    first = api.add_note(report, viewer=house.analyst, text="Eerste notitie.")
    api.add_note(report, viewer=house.analyst, text="Tweede notitie.")
    Note.objects.filter(pk=first).update(sealed_text=b"\x01" + bytes(80))
    notes = api.notes_of(report, viewer=house.analyst)
    assert [(note.damaged, note.text) for note in notes] == [(True, ""), (False, "Tweede notitie.")]


def test_two_notes_swapped_in_the_database_are_both_damaged(house, report):
    first = Note.objects.get(pk=api.add_note(report, viewer=house.analyst, text="Eerste notitie."))
    second = Note.objects.get(pk=api.add_note(report, viewer=house.analyst, text="Tweede notitie."))
    Note.objects.filter(pk=first.pk).update(sealed_text=second.sealed_text)
    Note.objects.filter(pk=second.pk).update(sealed_text=first.sealed_text)
    assert all(note.damaged for note in api.notes_of(report, viewer=house.analyst))


def test_a_damaged_grant_to_the_notes_does_not_stop_the_next_note(house, report):
    api.add_note(report, viewer=house.analyst, text="Eerste notitie.")
    Grant.objects.filter(record=item(report).record).update(sealed_key=bytes(80))
    api.add_note(report, viewer=house.analyst, text="Tweede notitie.")
    notes = api.notes_of(report, viewer=house.analyst)
    assert [(note.damaged, note.text) for note in notes] == [(True, ""), (False, "Tweede notitie.")]


def test_closing_takes_it_out_of_the_queue_and_tells_the_reporter_why(house, report):
    api.close(report, viewer=house.analyst, reason=CloseReason.ALREADY_KNOWN, note="Zie R-0000-0000.")
    assert item(report).state == ItemState.CLOSED
    opened = open_report(report, viewer=house.analyst)
    assert (opened.state, opened.close_reason) == (State.CLOSED, CloseReason.ALREADY_KNOWN)
    assert api.notes_of(report, viewer=house.analyst)[0].purpose == NotePurpose.CLOSING
    with translation.override("en"), pytest.raises(Refused, match="closed"):
        api.set_urgency(report, viewer=house.analyst, urgency=Urgency.U1)


def test_reopening_puts_it_back_with_a_fresh_next_date(house, report):
    api.close(report, viewer=house.analyst, reason=CloseReason.NOT_ENOUGH)
    QueueItem.objects.update(next_date=clock.today() - datetime.timedelta(days=90))
    api.reopen(report, viewer=house.analyst)
    assert item(report).state == ItemState.OPEN
    assert item(report).next_date >= clock.today()
    assert open_report(report, viewer=house.analyst).state == State.IN_REVIEW


def test_every_deed_leaves_a_row_in_the_journal(house, report):
    for deed in ("take", "set_urgency", "set_next_date", "add_note", "close", "reopen", "mark_handed_over"):
        DEEDS[deed](report, house.analyst)
    assert [each for each in journal_actions(report) if each.startswith("triage.")] == [
        "triage.taken",
        "triage.urgency_set",
        "triage.next_date_set",
        "triage.noted",
        "triage.closed",
        "triage.reopened",
        "triage.handed_over",
    ]
