"""A reporter on a phone, with and without JavaScript, by keyboard, in Dutch and in English, right to left."""

import pytest
from django.urls import reverse, translate_url
from django.utils.translation import gettext as said
from playwright.sync_api import Error

from seinhuis.desk.kernel import outbox
from tests.journeys.looking import look
from tests.journeys.reporting import (
    ANSWERS,
    LONGEST_WALK,
    STORY,
    TEXTS,
    begin,
    code_on,
    press,
    step_of,
    to_step,
    walk,
)

ONWARD = "button[name=go][value=next]"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_report_on_a_phone(live_server, house, window, javascript, language):
    page = window(javascript=javascript, width=320)
    begin(page, live_server.url, house, language)
    code = walk(page, on_page=look)
    press(page, "print")
    assert code_on(page) == code
    look(page)


def test_coming_back_reading_a_question_and_answering(house, visitor, colleague, javascript):
    sent = house.report(story=STORY)
    outbox.deliver_pending()
    desk = colleague().go(reverse("triage:queue")).follow("R-", at=".queue")
    desk.unfold(said("Ask the reporter one more question")).fill(
        said("Your question"), "Welke kleur had de auto?"
    )
    desk.press(said("Ask this"))

    back = visitor(javascript=javascript, width=320).go(reverse("reports:back"))
    back.page.fill("[name=code]", "12345 12345 12345 12345 12345")
    back.press(said("Open"))
    assert back.page.locator("[role=alert]").count() == 1
    back.page.fill("[name=code]", sent.receipt.grouped())
    back.press(said("Open")).sees("Welke kleur had de auto?")
    back.page.fill("[name=text]", "Grijs, kenteken GH-123-J")
    back.press(said("Send")).sees("Grijs, kenteken GH-123-J")
    desk.go(reverse("triage:queue")).sees(said("New answer of the reporter"))


def test_the_whole_form_by_keyboard_alone(live_server, house, window):
    page = window()
    begin(page, live_server.url, house)
    for _ in range(LONGEST_WALK):
        step = step_of(page)
        if step == "review":
            break
        if step == "story":
            tab_to(page, "[name=story]")
            page.keyboard.type(STORY)
        tab_to(page, ONWARD, choose=step in ("danger", "who", "setting", "consent"))
        with page.expect_navigation():
            page.keyboard.press("Enter")
    tab_to(page, "button[name=go][value=submit]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert code_on(page)


CHOICE_OPEN = """document.activeElement.type === 'radio'
    && !document.activeElement.form.querySelector('input[type=radio]:checked')"""


def tab_to(page, selector, *, choose=False):
    """Tab onward until the element has the focus; choose the second radio button on the way."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if choose and page.evaluate(CHOICE_OPEN):
            page.keyboard.press("Space")
            page.keyboard.press("ArrowDown")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by keyboard")


def test_changing_an_answer_on_the_review_page(live_server, house, window, javascript):
    page = window(javascript=javascript, width=390)
    begin(page, live_server.url, house)
    to_step(page, "review")
    press(page, "edit-story")
    assert page.input_value("[name=story]") == STORY
    page.fill("[name=story]", "Toch kamer 14.")
    press(page, "next")
    look(page)
    assert step_of(page) == "review"
    assert "Toch kamer 14." in page.inner_text("main")
    press(page, "submit")
    assert code_on(page)


def test_somebody_at_work_who_sees_danger_now(live_server, house, window):
    page = window(width=320)
    begin(page, live_server.url, house)
    seen = []

    def on_page(page):
        seen.append(step_of(page))
        look(page, colours=False)

    answers = {**ANSWERS, "danger": "yes", "reporter_kind": "professional", "sector": "hotel"}
    to_step(page, "review", on_page=on_page, answers=answers)
    assert {"danger_now", "sector"} <= set(seen)
    assert page.locator("a[href='tel:112']").count() == 1
    press(page, "submit")
    assert page.locator("a[href='tel:112']").count() == 1
    look(page)


def test_the_other_public_pages_also_where_nothing_was_filled_in(house, visitor):
    somebody = visitor(width=320)
    for language in ("nl", "en"):
        somebody.go(translate_url(reverse("front_door"), language))
        for name in ("reports:back", "handover:acknowledge", "accounts:recover"):
            somebody.go(translate_url(reverse(name), language))
            somebody.leave_by(somebody.page.locator("main form button").first)
            assert somebody.page.locator("main [role=alert]").count() == 1


def test_leaving_in_a_hurry_leaves_nothing_to_go_back_to(live_server, house, window, javascript):
    page = window(javascript=javascript, width=390)
    begin(page, live_server.url, house)
    to_step(page, "story")
    page.fill("[name=story]", STORY)
    with page.expect_navigation():
        page.locator("[data-exit]").first.click()
    assert "/form/" not in page.url
    go_back(page)
    assert STORY not in page.content()
    filled = page.evaluate("[...document.querySelectorAll('textarea')].map(each => each.value).join('')")
    assert filled == ""


def go_back(page):
    """Press "back". The page there was an answer to a form; the browser has no copy of it to show."""
    try:
        page.go_back()
    except Error as nothing_kept:
        if "ERR_CACHE_MISS" not in str(nothing_kept):
            raise
        page.wait_for_url("chrome-error://**")


def test_leaving_by_keyboard(live_server, house, window):
    page = window()
    begin(page, live_server.url, house)
    for _ in range(3):
        page.keyboard.press("Escape")
    page.wait_for_url(lambda url: "/form/" not in url)


def test_right_to_left_the_page_still_fits(live_server, house, window):
    page = window(width=320)
    begin(page, live_server.url, house)

    def mirrored(page):
        page.evaluate("document.documentElement.dir = 'rtl'")
        look(page)

    assert walk(page, TEXTS, mirrored)
