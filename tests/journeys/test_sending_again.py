"""Somebody types for a long time, and meanwhile their session has ended: not a word is lost."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as said

from seinhuis.desk.accounts import keys
from seinhuis.desk.kernel.contracts import Role
from tests.desk.conftest import PASSPHRASE
from tests.desk.handover.conftest import make_dossier
from tests.journeys.looking import look
from tests.journeys.visiting import Visitor

TYPED = 'De eigenaar belde terug.\nKamer 12, "drie keer" & <gordijnen> dicht.'


def log_in_elsewhere(somebody, house):
    """In the window that the link opens; then back to the first one."""
    link = somebody.page.get_by_role("link", name=said("Log in in another window"))
    with somebody.page.context.expect_page() as opened:
        link.click()
    window = opened.value
    window.wait_for_load_state()
    window.has_javascript = somebody.page.has_javascript
    look(window)
    window.fill("[name=login]", house.username(Role.ANALYST))
    window.fill("[name=password]", PASSPHRASE)
    with window.expect_navigation():
        window.press("[name=password]", "Enter")
    assert "/desk/" in window.url
    return Visitor(window, somebody.base)


@pytest.mark.parametrize("gone", ["everything", "the session", "the key"])
def test_what_was_typed_survives_the_end_of_a_session(house, colleague, javascript, gone):
    dossier = make_dossier(house).id
    analyst = colleague(javascript=javascript, width=320).go(reverse("dossiers:add_note", args=[dossier]))
    analyst.fill(said("Note"), TYPED)
    cookies = {"everything": {}, "the session": {"name": "sessionid"}, "the key": {"name": keys.COOKIE}}
    analyst.page.context.clear_cookies(**cookies[gone])

    analyst.press(said("Save"))
    expected = "Your key is closed" if gone == "the key" else "You were logged out"
    assert analyst.page.inner_text("h1") == said(expected)
    analyst.unfold(said("Read or copy what was typed")).sees(TYPED)
    log_in_elsewhere(analyst, house)

    analyst.press(said("Send again"))
    assert analyst.page.inner_text("h1") == said("This page was open too long")
    analyst.press(said("Send again"))
    assert analyst.page.url.partition("#")[0].endswith(reverse("dossiers:dossier", args=[dossier]))
    analyst.sees(said("The note has been added."), *TYPED.splitlines())
