"""The desk by keyboard alone: the focus is seen, goes in the order of the page, and reaches everything."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as said

from seinhuis.desk.kernel import outbox
from seinhuis.desk.kernel.contracts import Role
from tests.desk.conftest import PASSPHRASE
from tests.desk.handover.conftest import make_dossier, make_recipient
from tests.journeys.full_house import make_full_house
from tests.journeys.keyboard import assert_downwards, press_enter, stops, tab, tab_to
from tests.journeys.looking import look


@pytest.fixture
def three_reports(house):
    for number in (1, 2, 3):
        house.report(story=f"Kamer {number}, gordijnen dicht.", identifiers=f"06 1234567{number}")
    outbox.deliver_pending()


def focused(page):
    return page.evaluate("document.activeElement.innerText")


def test_from_logging_in_to_a_question(live_server, house, three_reports, window):
    page = window()
    page.goto(live_server.url + reverse("account_login"))
    tab_to(page, said("Name to log in with"), "INPUT")
    page.keyboard.type(house.username(Role.ANALYST))
    tab(page)
    page.keyboard.type(PASSPHRASE)
    press_enter(page)

    tab_to(page, said("To the list"))
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'queue'")
    first = page.locator(".queue-link").nth(0).inner_text()
    second = page.locator(".queue-link").nth(1).inner_text()
    page.keyboard.press("j")
    assert focused(page) == first
    page.keyboard.press("k")
    assert focused(page) == first
    page.keyboard.press("j")
    assert focused(page) == second
    press_enter(page)
    look(page)
    assert second[:11] in page.inner_text("h1")

    tab_to(page, said("Take this report"), "BUTTON")
    press_enter(page)
    tab_to(page, said("Ask the reporter one more question"), "SUMMARY")
    page.keyboard.press("Enter")
    tab_to(page, said("Your question"), "TEXTAREA")
    page.keyboard.type("Welke kleur had de auto?")
    tab_to(page, said("Ask this"), "BUTTON")
    press_enter(page)
    look(page)
    assert "Welke kleur had de auto?" in page.inner_text("main")


def test_the_keys_of_the_list_leave_other_keys_alone(live_server, house, three_reports, colleague):
    page = colleague().go(reverse("triage:queue")).page
    page.locator(".queue-link").first.focus()
    for _ in range(5):
        page.keyboard.press("j")
    assert focused(page) == page.locator(".queue-link").last.inner_text()
    page.keyboard.press("Control+k")
    assert focused(page) == page.locator(".queue-link").last.inner_text()


def test_beginning_a_handover(live_server, house, colleague):
    dossier, _police = make_dossier(house), make_recipient(house)
    page = colleague().go(reverse("dossiers:dossier", args=[dossier.id])).page
    tab_to(page, said("Hand over to …"), "A")
    press_enter(page)
    tab_to(page, "Team Noord", "INPUT")
    page.keyboard.press("Space")
    tab_to(page, said("Begin"), "BUTTON")
    press_enter(page)
    tab_to(page, said("Who can be called back about this?"), "INPUT")
    page.keyboard.type("Noor, 088 000 00 00")
    tab_to(page, said("Save and go on"), "BUTTON")
    press_enter(page)
    look(page)
    assert said("Purpose and ground") in page.inner_text("h1")


def test_in_a_narrow_window_tab_goes_down_the_page(live_server, house, colleague):
    full = make_full_house(house)
    somebody = colleague(width=320)
    for name, key in (
        ("triage:queue", None),
        ("triage:report", "report"),
        ("dossiers:dossier", "dossier"),
        ("dossiers:add_person", "dossier"),
        ("handover:clearing", "handover"),
        ("handover:sign", "handover"),
    ):
        somebody.page.goto(somebody.base + reverse(name, args=[full.ids[key]] if key else []))
        found = stops(somebody.page)
        assert found[0]["name"] == said("To the content")
        assert len(found) > 10
        assert_downwards(found[1:])
