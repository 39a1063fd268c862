"""What people read when something does not go: plain words, a way on, and the same care as everywhere."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as said

from seinhuis.desk.handover.api import start_handover, withdraw_handover
from seinhuis.desk.kernel.contracts import Role
from tests.desk.conftest import PASSPHRASE
from tests.desk.handover.conftest import make_dossier, make_recipient

NOBODY = "00000000-0000-4000-8000-000000000000"


def log_in_with(visitor, name, passphrase):
    visitor.page.fill("[name=login]", name)
    visitor.page.fill("[name=password]", passphrase)
    return visitor.press(said("Log in"))


def test_a_wrong_login_says_so_and_the_right_one_still_works(house, visitor, javascript):
    somebody = visitor(javascript=javascript, width=320).go(reverse("account_login"))
    log_in_with(somebody, house.username(Role.ANALYST), "iets anders helemaal")
    assert said("This name and this passphrase do not belong together.") in somebody.page.inner_text(
        "main [role=alert]"
    )
    assert somebody.page.title().startswith(said("Please check"))
    assert somebody.page.input_value("[name=password]") == ""
    log_in_with(somebody, house.username(Role.ANALYST), PASSPHRASE)
    assert somebody.page.url.endswith(reverse("triage:queue"))


def test_whoever_guesses_is_asked_to_wait(house, visitor):
    somebody = visitor(width=320).go(reverse("account_login"))
    for _ in range(6):
        log_in_with(somebody, house.username(Role.ANALYST), "iets anders helemaal")
    assert said("Too many failed attempts. Wait five minutes, then try again.") in somebody.page.inner_text(
        "main [role=alert]"
    )


def test_a_session_whose_key_is_gone_asks_for_the_passphrase(house, colleague, javascript):
    analyst = colleague(javascript=javascript, width=320)
    analyst.page.context.clear_cookies(name="seinhuis_key")
    analyst.go(reverse("triage:queue"))
    assert reverse("account_login") in analyst.page.url
    analyst.sees(
        said("You are known here, but your key is not open on this page. Type your passphrase to open it.")
    )
    log_in_with(analyst, house.username(Role.ANALYST), PASSPHRASE)
    assert analyst.page.url.endswith(reverse("triage:queue"))


@pytest.mark.parametrize("path", ["/nl/bestaat-niet/", "/en/form/nowhere/", "/nl/desk/bestaat-niet/"])
def test_an_address_where_nothing_is_has_a_way_on(house, visitor, path):
    stranger = visitor(width=320).go(path)
    stranger.leave_by(stranger.page.locator("main a").first)
    assert stranger.page.url.rstrip("/").endswith(path[:3])


def test_the_desk_without_logging_in_leads_to_the_login(house, visitor):
    stranger = visitor(width=320).go(reverse("triage:queue"))
    assert reverse("account_login") in stranger.page.url


def test_what_does_not_exist_and_what_is_not_for_a_role(house, colleague):
    analyst = colleague(width=320)
    for name in ("triage:report", "dossiers:dossier", "handover:page"):
        analyst.go(reverse(name, args=[NOBODY]))
        assert analyst.page.inner_text("h1") == said("There is nothing here")
    analyst.go(reverse("journal:entries"))
    assert analyst.page.inner_text("h1") == said("This page is not for your role")
    analyst.leave_by(analyst.page.locator("main a").first)
    assert analyst.page.url.endswith(reverse("triage:queue"))
    auditor = colleague(Role.AUDITOR, width=320).go(reverse("triage:queue"))
    assert auditor.page.inner_text("h1") == said("This page is not for your role")


def test_an_empty_address_book_means_that_nothing_goes_to_anybody(house, colleague, javascript):
    dossier = make_dossier(house)
    analyst = colleague(javascript=javascript, width=320)
    analyst.go(reverse("handover:start", args=[dossier.id]))
    assert analyst.page.locator("main .empty").count() == 1
    assert analyst.page.locator("main form").count() == 0
    analyst.follow(said("To the address book")).sees(
        said("The address book is empty. Ask a coordinator or keyholder to add a recipient.")
    )


def test_an_empty_desk_says_what_to_do(house, colleague):
    coordinator = colleague(Role.COORDINATOR, width=320)
    for name in ("triage:queue", "dossiers:index", "handover:index", "handover:recipients", "traces:noise"):
        coordinator.go(reverse(name))
        assert coordinator.page.locator("main .empty").count() == 1, name


def test_what_cannot_be_done_now_says_why(house, colleague):
    dossier, police = make_dossier(house), make_recipient(house)
    number = start_handover(dossier.id, viewer=house.analyst, recipient=police.id)
    withdraw_handover(number, viewer=house.analyst)
    analyst = colleague(width=320).go(reverse("handover:check", args=[number]))
    assert analyst.page.locator("main .notice-warning").count() == 1
    assert analyst.page.inner_text("h1") == said("This cannot be done now")


def test_a_form_from_a_page_that_was_open_too_long(house, colleague):
    analyst = colleague(width=320).go(reverse("accounts:passphrase"))
    analyst.page.context.clear_cookies(name="csrftoken")
    analyst.press(said("Change"))
    assert analyst.page.inner_text("h1") == said("This page was open too long")
