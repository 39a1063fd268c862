"""Joining reports that are one matter, undoing it, and what leaving the queue does with a group."""

import datetime

import pytest

from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.reports.api import CloseReason, Danger, State, Urgency, open_report
from seinhuis.desk.triage import api
from seinhuis.desk.triage.contracts import ItemState
from seinhuis.desk.triage.models import QueueItem
from seinhuis.desk.vault.api import Viewer
from tests.desk.triage.conftest import item


@pytest.fixture
def three(house, queued):
    return tuple(queued(house, story=f"Kamer {number}, gordijnen dicht.") for number in range(3))


def states(*reports):
    return [item(each).state for each in reports]


def test_what_is_joined_follows_its_lead(house, three):
    lead, one, other = three
    api.join(one, into=lead, viewer=house.analyst)
    api.join(other, into=one, viewer=house.analyst)
    assert states(*three) == [ItemState.OPEN, ItemState.JOINED, ItemState.JOINED]
    assert item(other).joined_into == one
    assert set(api.joined_with(other, viewer=house.analyst)) == set(three)
    assert api.joined_with(other, viewer=house.analyst)[0] == lead


def test_joining_makes_nothing_less_urgent(house, queued, report):
    urgent = queued(house, danger=Danger.YES)
    QueueItem.objects.filter(pk=urgent).update(next_date=clock.today() - datetime.timedelta(days=2))
    api.join(urgent, into=report, viewer=house.analyst)
    assert item(report).urgency == Urgency.U0
    assert item(report).next_date == clock.today() - datetime.timedelta(days=2)


def test_a_whole_group_joins_and_undoing_gives_the_whole_group_back(house, queued, three):
    lead, one, other = three
    big = queued(house)
    api.join(one, into=lead, viewer=house.analyst)
    api.join(other, into=lead, viewer=house.analyst)
    api.join(one, into=big, viewer=house.analyst)
    assert set(api.joined_with(big, viewer=house.analyst)) == {big, *three}
    api.undo_join(lead, viewer=house.analyst)
    assert api.joined_with(big, viewer=house.analyst) == (big,)
    assert set(api.joined_with(lead, viewer=house.analyst)) == set(three)
    assert states(lead, one, other) == [ItemState.OPEN, ItemState.JOINED, ItemState.JOINED]


def test_undoing_gives_a_report_its_own_urgency_and_a_next_date_from_today(house, queued, report):
    urgent = queued(house, danger=Danger.YES)
    api.join(report, into=urgent, viewer=house.analyst)
    QueueItem.objects.filter(pk=report).update(next_date=clock.today() - datetime.timedelta(days=30))
    api.undo_join(report, viewer=house.analyst)
    assert item(report).state == ItemState.OPEN
    assert item(report).urgency != Urgency.U0
    assert item(report).next_date == clock.today()
    with pytest.raises(Refused):
        api.undo_join(report, viewer=house.analyst)


def test_what_cannot_be_joined(house, other_house, queued, three):
    lead, one, other = three
    foreign = queued(other_house)
    api.join(one, into=lead, viewer=house.analyst)
    with pytest.raises(Refused):
        api.join(lead, into=one, viewer=house.analyst)
    with pytest.raises(Refused):
        api.join(lead, into=lead, viewer=house.analyst)
    with pytest.raises(NotFound):
        api.join(foreign, into=lead, viewer=house.analyst)
    with pytest.raises(NotFound):
        api.join(lead, into=foreign, viewer=house.analyst)
    api.close(other, viewer=house.analyst, reason=CloseReason.NOT_ENOUGH)
    with pytest.raises(Refused):
        api.join(other, into=lead, viewer=house.analyst)


def test_closing_and_reopening_a_lead_takes_the_group_along(house, three):
    lead, one, _ = three
    api.join(one, into=lead, viewer=house.analyst)
    with pytest.raises(Refused):
        api.close(one, viewer=house.analyst, reason=CloseReason.NOT_ENOUGH)
    api.close(lead, viewer=house.analyst, reason=CloseReason.HELP_ARRANGED)
    assert states(lead, one) == [ItemState.CLOSED, ItemState.CLOSED]
    assert open_report(one, viewer=house.analyst).close_reason == CloseReason.HELP_ARRANGED
    with pytest.raises(Refused):
        api.reopen(one, viewer=house.analyst)
    api.reopen(lead, viewer=house.analyst)
    assert states(lead, one) == [ItemState.OPEN, ItemState.JOINED]


def test_handing_over_a_whole_group_and_taking_it_back(house, three):
    lead, one, other = three
    api.join(one, into=lead, viewer=house.analyst)
    api.mark_handed_over([lead, one], viewer=house.analyst)
    api.mark_handed_over([lead, one], viewer=house.analyst)
    assert states(*three) == [ItemState.HANDED_OVER, ItemState.HANDED_OVER, ItemState.OPEN]
    assert open_report(one, viewer=house.analyst).state == State.HANDED_OVER
    api.return_to_queue([lead, one], viewer=house.analyst, next_date=clock.today())
    assert states(lead, one) == [ItemState.OPEN, ItemState.JOINED]
    assert item(lead).next_date == clock.today()
    assert open_report(lead, viewer=house.analyst).state == State.IN_REVIEW
    assert other not in api.joined_with(lead, viewer=house.analyst)


def test_what_is_joined_but_not_handed_over_stays_in_the_queue(house, three):
    lead, one, other = three
    api.join(one, into=lead, viewer=house.analyst)
    api.join(other, into=lead, viewer=house.analyst)
    QueueItem.objects.filter(pk=one).update(urgency=Urgency.U1)
    api.mark_handed_over([lead], viewer=house.analyst)
    assert states(*three) == [ItemState.HANDED_OVER, ItemState.OPEN, ItemState.JOINED]
    assert item(other).lead == one
    assert open_report(other, viewer=house.analyst).state != State.HANDED_OVER
    api.undo_join(other, viewer=house.analyst)
    assert states(one, other) == [ItemState.OPEN, ItemState.OPEN]


def test_handing_over_a_joined_report_alone_leaves_its_lead(house, three):
    lead, one, _ = three
    api.join(one, into=lead, viewer=house.analyst)
    api.mark_handed_over([one], viewer=house.analyst)
    assert states(lead, one) == [ItemState.OPEN, ItemState.HANDED_OVER]
    api.close(lead, viewer=house.analyst, reason=CloseReason.NOT_ENOUGH)
    assert item(one).state == ItemState.HANDED_OVER
    api.return_to_queue([one], viewer=house.analyst, next_date=clock.today())
    assert item(one).state == ItemState.OPEN


def test_a_handover_is_marked_without_anybodys_key_being_open(house, three):
    lead, one, _ = three
    api.join(one, into=lead, viewer=house.analyst)
    api.mark_handed_over([lead, one], viewer=Viewer(house.coordinator.actor))
    assert states(lead, one) == [ItemState.HANDED_OVER, ItemState.HANDED_OVER]


def test_a_report_comes_back_only_with_a_day_that_is_a_promise(house, report):
    api.mark_handed_over([report], viewer=house.analyst)
    with pytest.raises(Refused):
        api.return_to_queue(
            [report], viewer=house.analyst, next_date=clock.today() - datetime.timedelta(days=1)
        )
    assert item(report).state == ItemState.HANDED_OVER
