"""How somebody walks through the public form, page by page."""

import re

from django.urls import reverse
from django.utils import translation

STORY = "Een meisje van ongeveer 15 werd drie keer gebracht en gehaald, kamer 12. Telefoon 06 12345678."
ANSWERS = {"danger": "no", "reporter_kind": "citizen", "setting": "reception", "consent": "police"}
TEXTS = {"story": STORY, "identifiers": "06-12345678, @kees_1999 op insta"}
LONGEST_WALK = 14


def begin(page, base, house, language="nl"):
    """Open the first page of the form."""
    with translation.override(language):
        page.goto(base + reverse("reports:start", args=[house.card.slug]))


def step_of(page):
    """The name of the page of the form."""
    return page.locator("[name=step]").get_attribute("value")


def press(page, go):
    """Press a button of the form and wait for the page it leads to."""
    with page.expect_navigation():
        page.click(f"button[name=go][value={go}]")


def fill_step(page, step, texts, answers=ANSWERS):
    """Answer one page as somebody would who saw something at a reception desk."""
    for name, value in answers.items():
        box = page.locator(f"input[name={name}][value={value}]")
        if box.count():
            box.check()
    if step == "signals":
        page.check("input[name=signals][value=R12]")
        page.check("input[name=not_sure]")
    for name, text in texts.items():
        if page.locator(f"[name={name}]").count():
            page.fill(f"[name={name}]", text)


def to_step(page, wanted, texts=TEXTS, on_page=lambda page: None, answers=ANSWERS):
    """Walk until this step is on the page."""
    for _ in range(LONGEST_WALK):
        on_page(page)
        step = step_of(page)
        if step == wanted:
            return
        fill_step(page, step, texts, answers)
        press(page, "next")
    raise AssertionError(f"the form never came to {wanted}")


def walk(page, texts=TEXTS, on_page=lambda page: None):
    """From the first page to the receipt code, which is returned."""
    to_step(page, "review", texts, on_page)
    press(page, "submit")
    on_page(page)
    return code_on(page)


def code_on(page):
    """The digits of the receipt code."""
    digits = re.sub(r"\D", "", page.locator(".report-code").inner_text())
    assert len(digits) == 25
    return digits
