"""Which identifiers several reports share: the place to begin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotAllowed
from seinhuis.desk.traces.actions import add_noise
from seinhuis.desk.traces.groups import PAGE_SIZE, group_page
from seinhuis.desk.traces.selectors import identifiers_of


def shared(house, number, times):
    return [house.report(story=f"Het nummer is {number}, kamer 12.") for _ in range(times)]


def test_the_most_shared_comes_first_and_what_stands_alone_is_left_out(house):
    shared(house, "06 12345678", 2)
    newest = shared(house, "06 23456789", 3)[-1]
    shared(house, "06 34567890", 1)
    page = group_page(viewer=house.analyst)
    assert [(each.canonical, each.reports) for each in page.groups] == [
        ("+31623456789", 3),
        ("+31612345678", 2),
    ]
    assert page.groups[0].newest == newest.report
    assert page.total == 2


def test_noise_is_left_out(house):
    report = shared(house, "06 12345678", 3)[0].report
    found = identifiers_of(report, viewer=house.analyst)[0]
    add_noise(report, viewer=house.analyst, token=found.token, reason="Een taxibedrijf")
    assert group_page(viewer=house.analyst).groups == ()


def test_another_organisation_sees_nothing_of_it(house, other_house):
    shared(house, "06 12345678", 2)
    shared(other_house, "06 12345678", 1)
    assert group_page(viewer=other_house.analyst).total == 0


def test_an_auditor_is_refused(house):
    with pytest.raises(NotAllowed):
        group_page(viewer=house.viewer(Role.AUDITOR))


def test_the_page_leads_to_the_links_and_counts_its_queries_once(house):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse("traces:groups"), {"page": "999"})
        assert page.status_code == 200
        return len(captured), page.content.decode()

    client = house.log_in()
    newest = shared(house, "06 12345678", 2)[-1].report
    few, html = asked()
    assert reverse("traces:links", args=[newest]) in html
    for last in range(10, 10 + PAGE_SIZE // 4):
        shared(house, f"06 223344{last}", 2)
    many, html = asked()
    assert "+31622334410" in html
    assert many == few
