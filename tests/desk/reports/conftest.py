"""A form that somebody fills in, and one that was sent."""

import pytest

from tests.desk.reports.walking import WHOLE, Form


@pytest.fixture
def form(house):
    return Form(house.card.slug)


@pytest.fixture
def sent(form):
    form.walk_to("review", WHOLE).press("submit")
    return form
