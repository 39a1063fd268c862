"""A form whose token is not right: a page of ours that was open too long, or a page of somebody else."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render

from seinhuis.desk.accounts.api import at_the_desk
from seinhuis.desk.kernel.sending_again import FORBIDDEN, Why, send_again_page

# Django looks at where a form came from before it looks at the token, and says which of the two it refused.
ABOUT_THE_TOKEN = ("CSRF cookie", "CSRF token")


def refused_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page for a form that Django refused; with what was typed only where our own page sent it.

    Another site can make a browser send a form here, but the browser then says from where. If such a form
    came back with a button, one press would send a stranger's text in the name of whoever is logged in.
    """
    stale = request.method == "POST" and reason.startswith(ABOUT_THE_TOKEN)
    if not stale or not _from_our_own_page(request):
        return _plain_page(request)
    desk = at_the_desk(request.path)
    why = _why(request) if desk else Why.OPEN_TOO_LONG
    try:
        return send_again_page(request, why, frame="desk.html" if desk else "public.html")
    except UnreadablePostError:
        # The connection broke off while the form was sent; there is nothing to give back.
        return _plain_page(request)


def _plain_page(request: HttpRequest) -> HttpResponse:
    return render(request, "403_csrf.html", status=FORBIDDEN)


def _why(request: HttpRequest) -> Why:
    if not request.user.is_authenticated:
        return Why.LOGGED_OUT
    keyring = request.viewer.keyring  # type: ignore[attr-defined]
    return Why.OPEN_TOO_LONG if keyring.pairs else Why.KEY_CLOSED


def _from_our_own_page(request: HttpRequest) -> bool:
    """Whether the browser names a page of this very host as the sender; saying nothing is not enough."""
    named = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        parts = urlsplit(named)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())
