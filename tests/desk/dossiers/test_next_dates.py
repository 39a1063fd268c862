"""An open dossier is never without a next date, and from that day on it stands in the queue."""

import datetime
import json

import pytest
from django.urls import reverse

from seinhuis.desk.dossiers.actions.dossiers import close_dossier, reopen_dossier
from seinhuis.desk.dossiers.actions.withdrawing import Thing, withdraw
from seinhuis.desk.dossiers.api import (
    DossierState,
    keep_next_date,
    list_dossiers,
    mark_handed_over,
    open_dossier,
    set_next_date,
)
from seinhuis.desk.dossiers.next_dates import next_date_of
from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import Locked, NotAllowed, NotFound, Refused
from seinhuis.desk.reports.api import CloseReason
from seinhuis.desk.triage import api as triage
from seinhuis.desk.triage.models import FollowUp
from seinhuis.desk.triage.queue import queue_page
from seinhuis.desk.vault.api import Keyring, Viewer

CODE = triage.FollowUpCode.DOSSIER_OPEN


def days_ahead(days):
    return clock.today() + datetime.timedelta(days=days)


def day_of(house, dossier):
    found = next_date_of(dossier, viewer=house.analyst)
    return found and found.day


def forget(dossier):
    """A dossier from before there were next dates."""
    FollowUp.objects.filter(subject=dossier).delete()


def bring_back(dossier, days=-3):
    FollowUp.objects.filter(subject=dossier).update(due=days_ahead(days))


def test_a_new_dossier_has_the_days_of_enriching(house, dossier, settings):
    assert day_of(house, dossier) == days_ahead(settings.SEINHUIS_DAYS_BY_URGENCY["U3"])
    assert FollowUp.objects.get(code=CODE).owner == house.analyst.actor.id


def test_it_does_not_lie_silent_when_everything_else_is_finished(house, report, dossier):
    from seinhuis.desk.kernel import outbox

    outbox.deliver_pending()
    triage.close(report, viewer=house.analyst, reason=CloseReason.ALREADY_KNOWN)
    assert not queue_page(viewer=house.analyst).lines
    bring_back(dossier, 0)
    (line,) = queue_page(viewer=house.analyst).lines
    assert line.address == reverse("dossiers:dossier", args=[dossier])
    assert line.label == "Een open dossier wacht op de volgende stap"
    queue = house.log_in().get(reverse("triage:queue")).content.decode()
    assert f'href="{line.address}"' in queue


def test_another_day_can_be_set_and_the_journal_keeps_it(house, dossier):
    set_next_date(dossier, viewer=house.coordinator, day=days_ahead(40))
    assert day_of(house, dossier) == days_ahead(40)
    rows = [json.loads(bytes(row.canonical)) for row in JournalEntry.objects.filter(subject=str(dossier))]
    assert [row["ground"] for row in rows if row["action"] == "dossier.next_date_set"] == [
        days_ahead(40).isoformat()
    ]


@pytest.mark.parametrize(("days", "fits"), [(-1, False), (0, True), (366, True), (367, False)])
def test_a_day_is_a_promise(house, dossier, days, fits):
    before = day_of(house, dossier)
    if fits:
        set_next_date(dossier, viewer=house.analyst, day=days_ahead(days))
    else:
        with pytest.raises(Refused):
            set_next_date(dossier, viewer=house.analyst, day=days_ahead(days))
    assert day_of(house, dossier) == (days_ahead(days) if fits else before)


@pytest.mark.parametrize("finish", [close_dossier, mark_handed_over])
def test_what_is_finished_does_not_come_back_and_an_open_one_does(house, dossier, finish):
    bring_back(dossier)
    finish(dossier, viewer=house.analyst)
    finish(dossier, viewer=house.analyst)
    assert day_of(house, dossier) is None
    assert not queue_page(viewer=house.analyst).lines
    reopen_dossier(dossier, viewer=house.analyst)
    assert day_of(house, dossier) == days_ahead(14)


def test_with_more_to_come_a_handed_over_dossier_keeps_its_day(house, dossier):
    set_next_date(dossier, viewer=house.analyst, day=days_ahead(3))
    mark_handed_over(dossier, viewer=house.analyst, more_to_come=True)
    assert open_dossier(dossier, viewer=house.analyst).state == DossierState.HANDED_OVER
    assert day_of(house, dossier) == days_ahead(3)
    mark_handed_over(dossier, viewer=house.analyst)
    assert day_of(house, dossier) is None


def test_keeping_gives_a_day_to_one_that_has_none_and_changes_no_other(house, dossier):
    set_next_date(dossier, viewer=house.analyst, day=days_ahead(3))
    keep_next_date(dossier, viewer=house.analyst)
    assert day_of(house, dossier) == days_ahead(3)
    mark_handed_over(dossier, viewer=house.analyst)
    keep_next_date(dossier, viewer=house.analyst)
    assert day_of(house, dossier) == days_ahead(14)


def test_opening_an_open_one_again_changes_nothing(house, dossier):
    set_next_date(dossier, viewer=house.analyst, day=days_ahead(3))
    reopen_dossier(dossier, viewer=house.analyst)
    assert day_of(house, dossier) == days_ahead(3)


def test_a_closed_one_is_opened_first(house, dossier):
    close_dossier(dossier, viewer=house.analyst)
    with pytest.raises(Refused):
        set_next_date(dossier, viewer=house.analyst, day=days_ahead(3))
    assert day_of(house, dossier) is None


def test_one_from_before_says_so_and_gets_a_day(house, dossier, desk, address):
    forget(dossier)
    for page in (address("dossier"), reverse("dossiers:index")):
        assert "nog geen volgende datum: kies er een" in desk.get(page).content.decode()
    answer = desk.post(address("next_date"), {"day": days_ahead(7).isoformat()})
    assert answer.headers["Location"] == f"{address('dossier')}#state"
    assert day_of(house, dossier) == days_ahead(7)
    assert "nog geen volgende datum" not in desk.get(address("dossier")).content.decode()
    assert FollowUp.objects.get(code=CODE).address == address("dossier")


def test_one_from_before_can_be_closed_and_opened_again(house, dossier):
    forget(dossier)
    close_dossier(dossier, viewer=house.analyst)
    reopen_dossier(dossier, viewer=house.analyst)
    assert day_of(house, dossier) == days_ahead(14)


def test_page_and_list_say_it_in_words_when_it_is_late(house, dossier, desk, address):
    for page in (address("dossier"), reverse("dossiers:index")):
        html = desk.get(page).content.decode()
        assert days_ahead(14).isoformat() in html
        assert "te laat" not in html
    bring_back(dossier, -1)
    for page in (address("dossier"), reverse("dossiers:index")):
        html = desk.get(page).content.decode()
        assert "badge-red" in html
        assert "1 dag te laat" in html
    (line,) = list_dossiers(viewer=house.analyst)
    assert (line.next_date.day, line.next_date.days_late) == (days_ahead(-1), 1)


@pytest.mark.parametrize("typed", ["", "gisteren", "2026-02-31", "0001-01-01", "9999-12-31"])
def test_a_wrong_day_stays_on_the_page_with_a_sentence(house, dossier, desk, address, typed):
    before = day_of(house, dossier)
    answer = desk.post(address("next_date"), {"day": typed})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in html
    assert html.count("<h1") == 1
    assert day_of(house, dossier) == before


def test_a_closed_page_has_no_form_for_it(house, dossier, desk, address):
    assert address("next_date") in desk.get(address("dossier")).content.decode()
    close_dossier(dossier, viewer=house.analyst)
    html = desk.get(address("dossier")).content.decode()
    assert address("next_date") not in html
    assert "nog geen volgende datum" not in html
    assert desk.post(address("next_date"), {"day": days_ahead(3).isoformat()}).status_code == 422


def test_nobody_else_sets_it(house, other_house, dossier):
    before = day_of(house, dossier)
    for viewer, error in (
        (house.viewer(Role.AUDITOR), NotAllowed),
        (other_house.analyst, NotFound),
        (Viewer(house.analyst.actor, Keyring({})), Locked),
    ):
        with pytest.raises(error):
            set_next_date(dossier, viewer=viewer, day=days_ahead(3))
    for viewer, error in ((house.viewer(Role.AUDITOR), NotAllowed), (other_house.analyst, NotFound)):
        with pytest.raises(error):
            keep_next_date(dossier, viewer=viewer)
    assert next_date_of(dossier, viewer=other_house.analyst) is None
    assert day_of(house, dossier) == before


def test_a_dossier_without_sources_still_comes_back(house, dossier):
    """What it rested on was withdrawn: the dossier itself is open all the same."""
    source = open_dossier(dossier, viewer=house.analyst).reports[0].entry
    withdraw(dossier, Thing.SOURCE, source, viewer=house.analyst, reason="Hoort hier niet.")
    assert day_of(house, dossier) == days_ahead(14)
