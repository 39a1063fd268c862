"""Keys of people: a new colleague, access renewed, the recovery sheet, and what is shown only once."""

import re

from django.urls import reverse
from django.utils.translation import gettext as said

from seinhuis.desk.kernel import outbox
from seinhuis.desk.kernel.contracts import Role
from tests.desk.conftest import PASSPHRASE

OWN = "een heel andere wachtzin"


def log_in_with(visitor, name, passphrase):
    visitor.go(reverse("account_login")).page.fill("[name=login]", name)
    visitor.page.fill("[name=password]", passphrase)
    return visitor.press(said("Log in"))


def choose_own(visitor, now):
    """The temporary passphrase was seen by a colleague, so nothing else opens before it is changed."""
    assert visitor.page.url.endswith(reverse("accounts:passphrase"))
    for name, text in (("old", now), ("new", OWN), ("again", OWN)):
        visitor.page.fill(f"[name={name}]", text)
    return visitor.press(said("Change"))


def code_sheet(visitor):
    return visitor.page.inner_text(".code-sheet").strip()


def test_a_new_colleague_reads_what_came_in_before(house, visitor, colleague, javascript):
    house.report(story="Kamer 12, gordijnen dicht.")
    outbox.deliver_pending()
    keyholder = colleague(Role.KEYHOLDER, javascript=javascript, width=320).go(reverse("accounts:people"))
    keyholder.page.fill("[name=display_name]", "Sanne Bos")
    keyholder.page.fill("[name=username]", "sanne")
    keyholder.tick("roles", "analyst").press(said("Add"), at="form[action$='/add/']")
    temporary = code_sheet(keyholder)

    sanne = log_in_with(visitor(javascript=javascript, width=320), "sanne", temporary)
    choose_own(sanne, temporary)
    sanne.go(reverse("triage:queue")).follow("kamer 12, gordijnen dicht.", at=".queue")
    with sanne.page.expect_navigation():
        sanne.page.get_by_role("button", name=said("Log out")).click()
    sanne.go(reverse("triage:queue"))
    assert reverse("account_login") in sanne.page.url


def test_renewed_access_replaces_a_forgotten_passphrase(house, visitor, colleague):
    keyholder = colleague(Role.KEYHOLDER, width=320).go(reverse("accounts:people"))
    row = keyholder.page.locator("main tbody tr").filter(has_text=house.username(Role.ANALYST))
    row.locator("summary").click()
    keyholder.leave_by(row.locator("form[action$='/renew/'] button"))
    temporary = code_sheet(keyholder)
    analyst = log_in_with(visitor(width=320), house.username(Role.ANALYST), PASSPHRASE)
    assert analyst.page.locator("main [role=alert]").count() == 1
    choose_own(log_in_with(analyst, house.username(Role.ANALYST), temporary), temporary)
    assert analyst.page.url.endswith(reverse("triage:queue"))


def test_the_recovery_sheet_opens_the_house_again(house, visitor, colleague, javascript):
    keyholder = colleague(Role.KEYHOLDER, javascript=javascript, width=320).go(reverse("accounts:people"))
    keyholder.press(said("Make a new recovery sheet"))
    code = code_sheet(keyholder)

    forgetful = visitor(javascript=javascript, width=320).go(reverse("account_login"))
    forgetful.follow(said("Use the recovery sheet"))
    for name, text in (
        ("username", house.username(Role.KEYHOLDER)),
        ("recovery_code", code),
        ("new", OWN),
        ("again", OWN),
    ):
        forgetful.page.fill(f"[name={name}]", text)
    forgetful.press(said("Restore access"))
    log_in_with(forgetful, house.username(Role.KEYHOLDER), OWN)
    assert forgetful.page.url.endswith(reverse("accounts:people"))


def test_the_escrow_key_is_shown_when_it_is_asked_for(house, colleague):
    keyholder = colleague(Role.KEYHOLDER, width=320).go(reverse("handover:escrow"))
    assert keyholder.page.locator(".code-sheet").count() == 0
    keyholder.press(said("Show the escrow key"))
    assert re.fullmatch(r"AGE-SECRET-KEY-1[0-9A-Z]+", code_sheet(keyholder))
