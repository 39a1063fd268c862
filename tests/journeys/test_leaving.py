"""What only a real browser shows: that a form with its headers gets through, and that leaving leaves nothing
behind.
"""

import pytest
from django.urls import reverse

from seinhuis.desk.kernel.contracts import Role
from tests.desk.conftest import PASSPHRASE

ELSEWHERE = "/static/css/tokens.css"


@pytest.fixture
def page(browser, live_server, house, settings):
    settings.SEINHUIS_EXIT_URL = ELSEWHERE
    context = browser.new_context(
        locale="nl-NL", base_url=live_server.url, viewport={"width": 320, "height": 700}
    )
    yield context.new_page()
    context.close()


def test_logging_in_and_out_works_with_the_headers_a_browser_really_sends(page):
    page.goto(reverse("account_login"))
    page.get_by_label("Inlognaam").fill(f"{Role.KEYHOLDER}-noord")
    page.get_by_label("Wachtzin").fill(PASSPHRASE)
    page.get_by_role("button", name="Inloggen").click()
    page.get_by_role("heading", name="Mensen en sleutels").wait_for()
    page.get_by_role("button", name="Uitloggen").click()
    page.get_by_role("heading", name="Inloggen").wait_for()
    assert not [cookie for cookie in page.context.cookies() if cookie["name"] == "seinhuis_key"]


@pytest.mark.parametrize("way", ["button", "Escape", "Shift"])
def test_leaving_cannot_be_undone_with_back(page, way):
    page.goto("/nl/")
    page.goto("/nl/form/noord/")
    page.get_by_label("Ja, nu").check()
    if way == "button":
        page.get_by_role("link", name="Verlaat deze pagina nu").click()
    else:
        for _ in range(3):
            page.keyboard.press(way)
    page.wait_for_url(f"**{ELSEWHERE}")
    page.go_back()
    assert page.url.endswith("/nl/")


def test_typing_capitals_does_not_leave(page):
    page.goto("/nl/back/")
    page.get_by_role("textbox").press_sequentially("A B C D E F")
    assert page.url.endswith("/nl/back/")


def test_the_way_out_is_in_sight_and_is_reached_first(page):
    page.goto("/nl/form/noord/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    way_out = page.get_by_role("link", name="Verlaat deze pagina nu")
    assert way_out.evaluate("link => link === document.activeElement")
    page.mouse.wheel(0, 3000)
    box = way_out.bounding_box()
    assert 0 <= box["y"] <= 700 - box["height"]
    assert box["height"] >= 44


def test_without_scripts_the_link_leads_out(browser, live_server, page):
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    plain = context.new_page()
    plain.goto("/nl/form/noord/")
    plain.get_by_role("link", name="Verlaat deze pagina nu").click()
    assert plain.url.endswith(ELSEWHERE)
    context.close()
