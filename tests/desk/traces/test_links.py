"""The links of one report: found, explained, limited, and in a constant number of queries."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seinhuis.desk.kernel import outbox
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotAllowed, NotFound
from seinhuis.desk.reports.models import Report
from seinhuis.desk.traces import selectors
from seinhuis.desk.traces.actions import add_noise, judge
from seinhuis.desk.traces.api import Judgement, links_of, reports_judged_same
from seinhuis.desk.traces.selectors import trace_of
from seinhuis.desk.vault.api import blind_token
from tests.desk.traces.conftest import CANONICAL, PHONE, PLATE


def test_a_link_says_over_what_and_since_when(house, pair, hand_in):
    one, other = pair
    hand_in(house, "06 99999999")
    Report.objects.filter(pk=one).update(received_on=datetime.date(2026, 1, 5))
    Report.objects.filter(pk=other).update(received_on=datetime.date(2026, 3, 1))
    for here, there in ((one, other), (other, one)):
        (link,) = links_of(here, viewer=house.analyst)
        assert link.report == there
        assert [(each.kind, each.canonical) for each in link.shared] == [("phone", CANONICAL)]
        assert link.since == datetime.date(2026, 3, 1)
        assert link.headline == "Kamer 12, gordijnen dicht."
        assert link.opinion is None


def test_what_shares_more_comes_first(house, hand_in):
    here = hand_in(house, f"{PHONE}, {PLATE}")
    thin, thick = hand_in(house, PHONE), hand_in(house, f"{PLATE} en {PHONE}")
    links = links_of(here, viewer=house.analyst)
    assert [link.report for link in links] == [thick, thin]
    assert {each.kind for each in links[0].shared} == {"phone", "plate"}


def test_an_answer_of_the_reporter_links_too(house, hand_in):
    from seinhuis.desk.reports.api import answer_as_reporter

    other = hand_in(house, PHONE)
    sent = house.report(story="Kamer 14.")
    answer_as_reporter(receipt=sent.receipt, text=f"Zijn nummer is {PHONE}")
    outbox.deliver_pending()
    assert [link.report for link in links_of(sent.report, viewer=house.analyst)] == [other]


def test_no_link_crosses_the_border_of_an_organisation(house, other_house, hand_in):
    here, there = hand_in(house, PHONE), hand_in(other_house, PHONE)
    assert links_of(here, viewer=house.analyst) == ()
    assert links_of(there, viewer=other_house.analyst) == ()
    with pytest.raises(NotFound):
        links_of(here, viewer=other_house.analyst)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.KEYHOLDER])
def test_who_does_not_work_with_reports_sees_no_links(house, pair, role):
    with pytest.raises(NotAllowed):
        links_of(pair[0], viewer=house.viewer(role))
    with pytest.raises(NotAllowed):
        reports_judged_same(pair[0], viewer=house.viewer(role))


def test_a_damaged_report_at_the_other_end_is_named_as_damaged(house, pair, hand_in):
    one, broken = pair
    sound = hand_in(house, PHONE)
    Report.objects.filter(pk=broken).update(sealed_content=b"\x01" + bytes(90))
    links = {link.report: link for link in links_of(one, viewer=house.analyst)}
    assert links[broken].damaged
    assert not links[sound].damaged


def test_of_a_very_common_identifier_only_the_newest_are_looked_at(house, hand_in, monkeypatch):
    monkeypatch.setattr(selectors, "LOOKED_AT", 3)
    reports = [hand_in(house, PHONE) for _ in range(6)]
    here = hand_in(house, f"{PHONE}, {PLATE}")
    rare = hand_in(house, PLATE)
    trace = trace_of(here, viewer=house.analyst)
    (common,) = trace.cut_off
    assert (common.others, common.listed) == (6, 3)
    assert {each.report for each in trace.candidates} == {rare, *reports[-3:]}
    assert trace.candidates[0].report == rare, "what few reports share says more"


def test_the_number_of_queries_does_not_grow_with_the_links(house, hand_in):
    here = hand_in(house, f"{PHONE}, {PLATE}")

    def queries():
        with CaptureQueriesContext(connection) as caught:
            links_of(here, viewer=house.analyst)
        return len(caught)

    for number in range(5):
        other = hand_in(house, PHONE)
        judge(here, other, viewer=house.analyst, judgement=Judgement.UNSURE, reason=f"Reden {number}")
    few = queries()
    for _ in range(45):
        hand_in(house, PHONE)
    assert queries() == few


def test_a_judged_link_stays_when_its_identifier_becomes_noise(house, pair, hand_in):
    one, other = pair
    hand_in(house, PHONE)
    judge(one, other, viewer=house.analyst, judgement=Judgement.SAME)
    add_noise(
        one, viewer=house.analyst, token=blind_token(house.card.id, "phone", CANONICAL), reason="Taxibedrijf"
    )
    (link,) = links_of(one, viewer=house.analyst)
    assert (link.report, link.shared) == (other, ())
    assert reports_judged_same(one, viewer=house.analyst) == (other,)
