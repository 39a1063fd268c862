"""What somebody typed goes back to them in the page where it cannot be taken now; the server keeps none of
it.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from seinhuis.desk.kernel.typed_text import visible

FORBIDDEN = 403
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
# Fields that hold a passphrase or a code that opens something: a page never carries those back.
SECRET_FIELDS = frozenset({"password", "passphrase", "old", "new", "again", "recovery_code"})


class Why(StrEnum):
    """Why a form could not be taken."""

    LOGGED_OUT = "logged_out"
    KEY_CLOSED = "key_closed"
    NOT_YOUR_OWN = "not_your_own"
    OPEN_TOO_LONG = "open_too_long"


# Where somebody mends it in another window.
MENDED_AT = {
    Why.LOGGED_OUT: "account_login",
    Why.KEY_CLOSED: "account_login",
    Why.NOT_YOUR_OWN: "accounts:passphrase",
}


@dataclass(frozen=True)
class Typed:
    """What a form held: what goes back into the page, and whether something must be given anew."""

    fields: tuple[tuple[str, str], ...] = field(repr=False)
    secrets: bool
    files: bool

    @property
    def texts(self) -> list[str]:
        """What is more than one word or code, for reading and copying."""
        return [value for _name, value in self.fields if len(value.split()) > 1]


def typed_in(request: HttpRequest) -> Typed:
    """What was posted, without the token and without secrets. Raises what Django raises for a form that is
    too large or damaged.
    """
    sent = [(name, value) for name, values in request.POST.lists() if name != TOKEN for value in values]
    return Typed(
        fields=tuple((name, visible(value)) for name, value in sent if not _is_secret(name)),
        secrets=any(value for name, value in sent if _is_secret(name)),
        files=bool(request.FILES),
    )


def send_again_page(request: HttpRequest, why: Why, *, frame: str = "desk.html") -> HttpResponse:
    """The page that holds what was typed, and a button that sends it to the same address again.

    Only for a form that came from a page of this house: another site could otherwise have its own text sent
    by whoever presses the button.
    """
    context = {
        "frame": frame,
        "why": why.value,
        "typed": typed_in(request),
        "mended_at": reverse(MENDED_AT[why]) if why in MENDED_AT else "",
    }
    response = render(request, "send_again.html", context, status=FORBIDDEN)
    add_never_cache_headers(response)
    return response


def _is_secret(name: str) -> bool:
    """Several of the same form on one page have a prefix before the name."""
    return name.rpartition("-")[2] in SECRET_FIELDS
