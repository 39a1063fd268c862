"""The pages that belong to no station: the front door, the way out, the first page of the desk."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from seinhuis.desk.accounts.api import organisations_taking_reports
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.http import desk_view

FIRST_PAGE = (
    (Role.ANALYST, "triage:queue"),
    (Role.COORDINATOR, "triage:queue"),
    (Role.AUDITOR, "journal:entries"),
    (Role.KEYHOLDER, "accounts:people"),
    (Role.ADMINISTRATOR, "accounts:people"),
)


def choose_language(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the front door in their browser's language."""
    return redirect(f"/{get_language()}/")


@never_cache
def front_door(request: HttpRequest) -> HttpResponse:
    """Where somebody begins a report or comes back to one."""
    return render(request, "front_door.html", {"organisations": organisations_taking_reports()})


@never_cache
def leave(request: HttpRequest) -> HttpResponse:
    """The way out: asks the browser to forget this site, and goes somewhere neutral."""
    response = HttpResponseRedirect(settings.SEINHUIS_EXIT_URL)
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@desk_view()
def desk(request: HttpRequest) -> HttpResponse:
    """Send a person to the first page of their role."""
    for role, page in FIRST_PAGE:
        if request.viewer.actor.has(role):  # type: ignore[attr-defined]
            return redirect(page)
    return render(request, "desk_without_station.html")
