"""What a refusal becomes on a page, and who gets past the door of the desk."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from seinhuis.desk.kernel.contracts import Actor, Role
from seinhuis.desk.kernel.errors import Locked, NotAllowed, NotFound, NotPrepared, Refused
from seinhuis.desk.kernel.http import desk_view
from seinhuis.desk.kernel.permissions import require

pytestmark = pytest.mark.django_db


def visit(view, *roles, user=None):
    request = RequestFactory().get("/nl/desk/")
    request.user = user or type("Person", (), {"is_authenticated": True})()
    request.viewer = type("Viewer", (), {"actor": Actor("somebody", None, frozenset(roles))})()
    return view(request)


def answering(answer):
    @desk_view(Role.ANALYST)
    def view(request):
        if isinstance(answer, Exception):
            raise answer
        return HttpResponse(answer)

    return view


def test_who_has_the_role_gets_the_page_and_nobody_stores_it():
    response = visit(answering("here"), Role.ANALYST, Role.AUDITOR)
    assert response.content == b"here"
    assert "no-store" in response["Cache-Control"]


def test_who_has_another_role_is_refused():
    assert visit(answering("here"), Role.AUDITOR).status_code == 403


def test_who_is_not_logged_in_goes_to_the_door():
    response = visit(answering("here"), Role.ANALYST, user=AnonymousUser())
    assert (response.status_code, response["Location"]) == (302, "/nl/account/login/")


def test_who_has_no_open_key_goes_to_the_door():
    assert visit(answering(Locked("locked")), Role.ANALYST).status_code == 302


@pytest.mark.parametrize(("error", "status"), [(NotAllowed, 403), (NotFound, 404), (Refused, 409)])
def test_a_refusal_is_a_page_with_its_reason(error, status):
    response = visit(answering(error("because of the house rule")), Role.ANALYST)
    assert response.status_code == status


def test_what_is_no_refusal_is_not_swallowed():
    with pytest.raises(NotPrepared):
        visit(answering(NotPrepared("a key is missing")), Role.ANALYST)


def test_require_lets_one_of_the_roles_pass():
    require(Actor("somebody", None, frozenset({Role.AUDITOR})), Role.ANALYST, Role.AUDITOR)
    with pytest.raises(NotAllowed):
        require(Actor("somebody", None), Role.ANALYST)
    with pytest.raises(NotAllowed):
        require(Actor("somebody", None, frozenset(Role)))
