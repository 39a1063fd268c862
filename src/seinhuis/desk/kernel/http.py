"""How the web layer meets the stations: who looks, and what a refusal becomes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import HouseError, Locked, NotAllowed, NotFound, Refused
from seinhuis.desk.kernel.sending_again import Why, send_again_page

View = Callable[..., HttpResponse]
STATUS: tuple[tuple[type[HouseError], int, str], ...] = (
    (NotAllowed, 403, "403.html"),
    (NotFound, 404, "404.html"),
    (Refused, 409, "refused.html"),
)


def desk_view(*roles: Role) -> Callable[[View], View]:
    """Guard a page of the desk: logged in, key open where the role works with content, one of ``roles``.

    The actions and selectors behind the page check again; this only spares people a dead end. Whoever has to
    log in first goes to the login; what they had typed comes back in a page that sends it again.
    """

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _log_in_first(request, Why.LOGGED_OUT)
            try:
                if roles and not request.viewer.actor.has(*roles):  # type: ignore[attr-defined]
                    raise NotAllowed()
                return view(request, *args, **kwargs)
            except Locked:
                return _log_in_first(request, Why.KEY_CLOSED)
            except HouseError as error:
                return refusal_page(request, error)

        guarded.desk_roles = roles  # type: ignore[attr-defined]
        return guarded

    return decorate


def refusal_page(request: HttpRequest, error: HouseError) -> HttpResponse:
    """Render the page that says why not."""
    for kind, status, template in STATUS:
        if isinstance(error, kind):
            return render(request, template, {"reason": str(error)}, status=status)
    raise error


def _log_in_first(request: HttpRequest, why: Why) -> HttpResponse:
    return send_again_page(request, why) if request.method == "POST" else redirect("account_login")
