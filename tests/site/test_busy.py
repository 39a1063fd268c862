"""When the database refuses, people read how to send again."""

import pytest
from django.db import OperationalError

from seinhuis.desk.reports import views
from seinhuis.desk.reports.models import Report
from tests.desk.conftest import make_house
from tests.desk.reports.walking import WHOLE, Form


@pytest.fixture
def review(db):
    return Form(make_house("noord").card.slug).walk_to("review", WHOLE)


def test_a_busy_database_is_said_and_the_same_page_can_be_sent_again(review, monkeypatch):
    def refuse(**_):
        raise OperationalError("deadlock detected near Een meisje")

    monkeypatch.setattr(views, "submit_report", refuse)
    last, url = {"draft": review.draft, "step": "review", "go": "submit"}, review.url
    answer = review.client.post(url, last)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert "misschien niet bewaard" in answer.content.decode()
    assert "deadlock" not in answer.content.decode()
    assert not Report.objects.exists()

    monkeypatch.undo()
    assert review.client.post(url, last).status_code == 200
    assert Report.objects.count() == 1
