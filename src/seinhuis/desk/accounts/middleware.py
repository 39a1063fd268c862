"""Puts the viewer on every request and carries the session half between server and browser."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from seinhuis.desk.accounts.keys import keyring_from_session, set_cookie
from seinhuis.desk.accounts.rules import at_the_desk
from seinhuis.desk.kernel.contracts import Actor, Role
from seinhuis.desk.kernel.sending_again import Why, send_again_page
from seinhuis.desk.vault.api import Viewer


class ViewerMiddleware:
    """Sets `request.viewer`: who acts, with the keys that are open. Lazy, so public pages cost nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        set_cookie(request, response)
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponse | None:
        """Whoever has a temporary passphrase chooses their own first. After the check of the form's token, so
        that only a form of our own comes back with what was typed.
        """
        if not _must_change(request):
            return None
        if request.method == "POST":
            return send_again_page(request, Why.NOT_YOUR_OWN)
        return redirect("accounts:passphrase")


def viewer_of(request: HttpRequest) -> Viewer:
    """The viewer behind a request; somebody who is not logged in has no organisation, no roles and no
    keys.
    """
    person = request.user
    if not person.is_authenticated:
        return Viewer(Actor("nobody", None))
    actor = Actor(str(person.pk), person.organisation_id, frozenset(Role(role) for role in person.roles))
    return Viewer(actor, keyring_from_session(request, person))


def _must_change(request: HttpRequest) -> bool:
    if not at_the_desk(request.path) or not request.user.is_authenticated:
        return False
    return request.user.must_change_passphrase and request.path != reverse("accounts:passphrase")
