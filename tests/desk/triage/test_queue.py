"""The queue: the right lines in the right order, opened only as far as shown, and never many queries."""

import datetime
import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from seinhuis.desk.kernel import clock, outbox
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import Locked, NotAllowed
from seinhuis.desk.reports.api import Urgency, answer_as_reporter
from seinhuis.desk.reports.models import Report
from seinhuis.desk.triage import api, rules
from seinhuis.desk.triage.models import QueueItem
from seinhuis.desk.triage.queue import PAGE_SIZE, Show, queue_page
from seinhuis.desk.vault.api import Keyring, Viewer, blind_token, mute_token, unmute_token
from seinhuis.desk.vault.models import Grant
from tests.desk.triage.conftest import STORY

PHONE = "+31612345678"


def shown(house, **kwargs):
    return [line.item.report for line in queue_page(viewer=house.analyst, **kwargs).lines]


def test_the_database_gives_the_order_of_the_rules(house):
    today = clock.today()
    places = list(itertools.product(Urgency, (-20, -1, 0, 3)))
    for urgency, days in places:
        report = house.report(story=STORY).report
        outbox.deliver_pending()
        QueueItem.objects.filter(pk=report).update(
            urgency=urgency, next_date=today + datetime.timedelta(days=days)
        )
    items = [line.item for line in queue_page(viewer=house.analyst).lines]
    assert len(items) == len(places)
    assert items == sorted(
        items, key=lambda item: (*rules.sort_key(item.urgency, item.next_date, today), item.report)
    )


def test_the_parts_of_the_queue_and_their_counts(house, queued):
    mine, late, urgent = queued(house), queued(house), queued(house)
    sent = house.report(story=STORY)
    outbox.deliver_pending()
    api.take(mine, viewer=house.analyst)
    QueueItem.objects.filter(pk=late).update(next_date=clock.today() - datetime.timedelta(days=1))
    api.set_urgency(urgent, viewer=house.analyst, urgency=Urgency.U0)
    answer_as_reporter(receipt=sent.receipt, text="Het was op vrijdag.")
    outbox.deliver_pending()
    assert shown(house, show=Show.MINE) == [mine]
    assert shown(house, show=Show.OVERDUE) == [late]
    assert shown(house, show=Show.U0) == [urgent]
    assert shown(house, show=Show.ANSWERS) == [sent.report]
    assert set(shown(house, show=Show.UNASSIGNED)) == {late, urgent, sent.report}
    page = queue_page(viewer=house.analyst)
    for part in Show:
        assert page.counts[part] == len(shown(house, show=part)), part
    assert page.danger_now == 1


def test_what_is_joined_is_shown_with_its_lead(house, queued):
    lead, other = queued(house), queued(house)
    api.join(other, into=lead, viewer=house.analyst)
    (line,) = queue_page(viewer=house.analyst).lines
    assert (line.item.report, line.joined) == (lead, 1)


def test_another_organisation_sees_nothing(house, other_house, report):
    page = queue_page(viewer=other_house.analyst)
    assert not page.lines
    assert not any(page.counts.values())


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.KEYHOLDER])
def test_who_does_not_work_with_reports_sees_no_queue(house, report, role):
    with pytest.raises(NotAllowed):
        queue_page(viewer=house.viewer(role))


def test_without_an_open_key_there_is_no_queue(house, report):
    with pytest.raises(Locked):
        queue_page(viewer=Viewer(house.analyst.actor, Keyring()))


def test_pages_hold_every_report_once(house):
    sent = {house.report(story=STORY).report for _ in range(PAGE_SIZE + 7)}
    outbox.deliver_pending()
    first, second = shown(house, number=1), shown(house, number=2)
    assert (len(first), len(second)) == (PAGE_SIZE, 7)
    assert {*first, *second} == sent
    assert shown(house, number=99) == second


def test_the_number_of_queries_does_not_grow_with_the_reports(house):
    def hand_in(count):
        for number in range(count):
            house.report(story=f"{STORY} Bel 06 12345678, of 06 1111 22{number:02d}.")
        outbox.deliver_pending()

    def queries():
        with CaptureQueriesContext(
            connection,
        ) as caught:
            queue_page(viewer=house.analyst)
        return len(caught)

    hand_in(5)
    few = queries()
    hand_in(45)
    assert queries() == few


def test_seen_before_says_which_kind_and_how_many(house, queued):
    first = queued(house, identifiers="06 12345678")
    for written in ("06-12345678", "+31 6 12 34 56 78", "nul zes 12345678"):
        queued(house, identifiers=written)
    queued(house, identifiers="06 99999999")
    lines = {line.item.report: line for line in queue_page(viewer=house.analyst).lines}
    (seen,) = lines[first].seen
    assert (seen.kind, seen.others) == ("phone", 3)
    assert seen.sentence() == "3 andere meldingen hebben dit telefoonnummer ook"
    assert sum(bool(line.seen) for line in lines.values()) == 4


def test_noise_is_not_seen_before_and_comes_back_when_it_links_again(house, queued):
    report = queued(house, identifiers="06 12345678")
    queued(house, identifiers="06 12345678")
    token = blind_token(house.card.id, "phone", PHONE)

    def badge():
        return next(
            line for line in queue_page(viewer=house.analyst).lines if line.item.report == report
        ).seen

    assert badge()
    mute_token(house.card.id, token)
    assert not badge()
    unmute_token(house.card.id, token)
    assert badge()


def test_another_organisations_reports_are_not_counted_as_seen_before(house, other_house, queued):
    queued(house, identifiers="06 12345678")
    queued(other_house, identifiers="06 12345678")
    assert not queue_page(viewer=house.analyst).lines[0].seen


@pytest.mark.parametrize("damage", ["envelope", "grant"])
def test_a_damaged_report_costs_its_own_line_and_no_other(house, queued, damage):
    broken, sound = queued(house), queued(house, story="Kamer 14, gordijnen dicht.")
    if damage == "envelope":
        Report.objects.filter(pk=broken).update(sealed_content=b"\x01" + bytes(90))
    else:
        Grant.objects.filter(record=broken).update(sealed_key=bytes(90))
    lines = {line.item.report: line.summary for line in queue_page(viewer=house.analyst).lines}
    assert lines[broken].damaged
    assert lines[sound].headline == "Kamer 14, gordijnen dicht."
    page = house.log_in().get(reverse("triage:queue"))
    assert page.status_code == 200
    assert "Beschadigd" in page.content.decode()


def test_a_report_this_viewer_holds_no_key_to_is_still_in_the_queue(house, report):
    Grant.objects.filter(record=report).delete()
    (line,) = queue_page(viewer=house.analyst).lines
    assert line.summary is None
    assert (
        "Uw sleutel opent deze melding niet." in house.log_in().get(reverse("triage:queue")).content.decode()
    )
