"""Panels: a higher station shows something on a lower station's page."""

from uuid import uuid4

import pytest
from django.test import RequestFactory

from seinhuis.desk.kernel import panels
from seinhuis.desk.kernel.panels import Panel, panels_for, register_panel

SUBJECT = uuid4()


@pytest.fixture
def page():
    """A page of its own, so that panels of the house stay out of it."""
    name = f"page-{uuid4()}"
    yield name
    panels._makers.pop(name, None)


def first(request, subject):
    return Panel("first.html", {"subject": subject})


def second(request, subject):
    return Panel("second.html")


def nothing(request, subject):
    return None


def shown(page):
    return panels_for(page, RequestFactory().get("/"), SUBJECT)


def test_panels_come_in_their_order_with_what_they_show(page):
    register_panel(page, second, order=20)
    register_panel(page, first, order=10)
    assert [panel.template for panel in shown(page)] == ["first.html", "second.html"]
    assert shown(page)[0].content == {"subject": SUBJECT}


def test_a_maker_with_nothing_to_show_is_left_out(page):
    register_panel(page, nothing, order=1)
    assert shown(page) == []


def test_registering_twice_shows_it_once(page):
    register_panel(page, first, order=10)
    register_panel(page, first, order=10)
    assert len(shown(page)) == 1


def test_a_page_without_panels_has_none(page):
    assert shown(page) == []


def test_what_a_panel_holds_is_not_in_its_representation():
    assert "typed" not in repr(Panel("first.html", {"text": "typed"}))
