"""What the clock brings back."""

import datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import translation

from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Actor, Role
from seinhuis.desk.kernel.errors import NotAllowed
from seinhuis.desk.triage.api import FollowUpCode, came_back, due_dates, follow_up, fulfil, move_follow_up
from seinhuis.desk.triage.models import FollowUp
from seinhuis.desk.triage.queue import Show, queue_page

CODE = FollowUpCode.ACKNOWLEDGEMENT


def remember(house, days, subject=None):
    subject = subject or uuid4()
    due = clock.today() + datetime.timedelta(days=days)
    follow_up(viewer=house.analyst, subject=subject, code=CODE, due=due, address="/nl/desk/queue/")
    return subject


def test_it_comes_back_on_its_day_and_is_red_after_it(house, report):
    remember(house, 1)
    assert len(queue_page(viewer=house.analyst).lines) == 1
    remember(house, 0)
    remember(house, -3)
    first, *others = queue_page(viewer=house.analyst).lines
    assert (first.red, first.days_late) == (True, 3)
    assert [(line.red, line.days_late) for line in others if hasattr(line, "follow_up")] == [(False, 0)]
    assert queue_page(viewer=house.analyst, show=Show.OVERDUE).counts[Show.OVERDUE] == 1


def test_it_says_in_words_how_late_it_is(house):
    remember(house, -3)
    page = house.log_in().get(reverse("triage:queue")).content.decode()
    assert "Nog geen ontvangstbevestiging van een overdracht" in page
    assert "3 dagen te laat" in page


def test_asking_again_moves_the_day_and_fulfilling_takes_it_away(house):
    subject = remember(house, -3)
    remember(house, -1, subject)
    assert FollowUp.objects.count() == 1
    recipient = Actor("recipient", house.card.id)
    assert fulfil(subject, CODE, actor=recipient)
    assert not fulfil(subject, CODE, actor=recipient)
    assert not queue_page(viewer=house.analyst).lines
    remember(house, -1, subject)
    assert len(queue_page(viewer=house.analyst).lines) == 1


def test_another_organisation_neither_sees_nor_fulfils_it(house, other_house):
    subject = remember(house, -3)
    assert not queue_page(viewer=other_house.analyst).lines
    assert not fulfil(subject, CODE, actor=Actor("recipient", other_house.card.id))
    assert len(queue_page(viewer=house.analyst).lines) == 1


def test_only_who_works_with_reports_sets_one_and_only_with_a_path_of_this_house(house):
    today = clock.today()
    with pytest.raises(NotAllowed):
        follow_up(viewer=house.viewer(Role.AUDITOR), subject=uuid4(), code=CODE, due=today, address="/nl/")
    for address in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        with pytest.raises(ValueError, match="path"):
            follow_up(viewer=house.analyst, subject=uuid4(), code=CODE, due=today, address=address)


def test_its_page_opens_in_the_language_of_who_looks(house):
    remember(house, -3)
    with translation.override("en"):
        assert queue_page(viewer=house.analyst).lines[0].address == "/en/desk/queue/"


def test_what_came_back_about_a_thing_is_known_from_its_day_on(house, other_house):
    late, later = remember(house, -3), remember(house, 1)
    assert came_back(late, viewer=house.analyst) == (CODE,)
    assert came_back(later, viewer=house.analyst) == ()
    assert came_back(late, viewer=other_house.analyst) == ()
    with pytest.raises(NotAllowed):
        came_back(late, viewer=house.viewer(Role.AUDITOR))


def test_it_can_be_moved_as_long_as_it_waits_and_stays_whose_it_is(house, other_house):
    subject, today = remember(house, -3), clock.today()
    later = today + datetime.timedelta(days=9)
    assert not move_follow_up(subject, CODE, viewer=other_house.analyst, due=later)
    assert not move_follow_up(subject, FollowUpCode.DOSSIER_OPEN, viewer=house.analyst, due=later)
    assert not move_follow_up(uuid4(), CODE, viewer=house.analyst, due=later)
    assert move_follow_up(subject, CODE, viewer=house.coordinator, due=later)
    assert not queue_page(viewer=house.analyst).lines
    assert FollowUp.objects.get().owner == house.analyst.actor.id
    assert fulfil(subject, CODE, actor=Actor("recipient", house.card.id))
    assert not move_follow_up(subject, CODE, viewer=house.analyst, due=later)
    with pytest.raises(NotAllowed):
        move_follow_up(subject, CODE, viewer=house.viewer(Role.AUDITOR), due=later)


def test_the_days_of_many_are_known_in_one_query(house, other_house, django_assert_num_queries):
    late, later, done = remember(house, -3), remember(house, 4), remember(house, 5)
    fulfil(done, CODE, actor=Actor("recipient", house.card.id))
    days = {late: clock.today() - datetime.timedelta(3), later: clock.today() + datetime.timedelta(4)}
    with django_assert_num_queries(1):
        assert due_dates([late, later, done, uuid4()], CODE, viewer=house.analyst) == days
    assert due_dates([late], CODE, viewer=other_house.analyst) == {}
    assert due_dates([late], FollowUpCode.DOSSIER_OPEN, viewer=house.analyst) == {}
    with pytest.raises(NotAllowed):
        due_dates([late], CODE, viewer=house.viewer(Role.AUDITOR))
