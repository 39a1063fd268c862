"""What the pages of one dossier share: who looks, a form page, and what a refusal does to it."""

from collections.abc import Callable
from typing import Any, Protocol
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from seinhuis.desk.dossiers.selectors import WORKERS
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.http import desk_view
from seinhuis.desk.vault.api import Viewer


class Identified(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> UUID:
        """The id."""


worker_view = desk_view(*WORKERS)


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks, with the keys that are open in this session."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when everything was left empty; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def id_of(thing: Identified | None) -> UUID | None:
    """The id of something that may be missing."""
    return None if thing is None else thing.id


def accepted(form: forms.Form, action: Callable[[], object]) -> bool:
    """Do what a valid form asks; a refusal becomes an error on the form, so that nothing typed is lost."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        action()
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def form_page(request: HttpRequest, template: str, form: forms.Form, **content: Any) -> HttpResponse:
    """A page with a form; with what is wrong with it, when something is."""
    return render(request, template, {"form": form, **content}, status=422 if form.errors else 200)


def back_to(request: HttpRequest, dossier: UUID, section: str, said: str) -> HttpResponse:
    """Back to a section of the dossier, with one sentence that holds nothing typed."""
    messages.success(request, said)
    return redirect(f"{reverse('dossiers:dossier', args=[dossier])}#{section}")
