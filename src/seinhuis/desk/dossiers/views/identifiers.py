"""Identifiers: taking over what the reports hold, adding by hand, and saying whose they are."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from seinhuis.desk.dossiers.actions import identifiers as actions
from seinhuis.desk.dossiers.forms import IdentifierForm, OwnerForm
from seinhuis.desk.dossiers.selectors import open_dossier
from seinhuis.desk.dossiers.suggestions import offered_identifiers
from seinhuis.desk.dossiers.views.working import accepted, back_to, form_page, posted, viewer_of, worker_view
from seinhuis.desk.kernel.errors import NotFound


@worker_view
def add_identifiers(request: HttpRequest, dossier: UUID) -> HttpResponse:
    """Take over from the reports, or add by hand."""
    viewer = viewer_of(request)
    opened = open_dossier(dossier, viewer=viewer)
    form = IdentifierForm(posted(request), persons=opened.persons)

    def do() -> list[UUID]:
        owner = _chosen(form.cleaned_data["person"])
        return actions.add_identifiers(dossier, viewer=viewer, text=form.cleaned_data["text"], person=owner)

    if accepted(form, do):
        return back_to(request, dossier, "identifiers", _("The identifiers have been added."))
    offered = offered_identifiers(dossier, viewer=viewer)
    return form_page(request, "dossiers/identifiers.html", form, dossier=opened, offered=offered)


@require_POST
@worker_view
def take_over(request: HttpRequest, dossier: UUID) -> HttpResponse:
    """Take over one identifier, or all that are offered."""
    viewer = viewer_of(request)
    actions.take_over_identifiers(dossier, viewer=viewer, suggestions=request.POST.getlist("suggestion"))
    if offered_identifiers(dossier, viewer=viewer):
        return redirect("dossiers:add_identifiers", dossier)
    return back_to(request, dossier, "identifiers", _("The identifiers have been taken over."))


@worker_view
def assign(request: HttpRequest, dossier: UUID, identifier: UUID) -> HttpResponse:
    """Say whose an identifier is."""
    viewer = viewer_of(request)
    opened = open_dossier(dossier, viewer=viewer)
    known = next((each for each in opened.identifiers if each.id == identifier), None)
    if known is None:
        raise NotFound(_("There is no such identifier in this dossier."))
    form = OwnerForm(posted(request), persons=opened.persons, owner=known.person)

    def do() -> UUID:
        owner = _chosen(form.cleaned_data["person"])
        return actions.assign_identifier(dossier, identifier, viewer=viewer, person=owner)

    if accepted(form, do):
        return back_to(request, dossier, "identifiers", _("It has been written down whose this is."))
    return form_page(request, "dossiers/owner.html", form, dossier=opened, identifier=known)


def _chosen(person: str) -> UUID | None:
    return UUID(person) if person else None
