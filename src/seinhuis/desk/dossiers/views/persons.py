"""Persons by role and what is stated about them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from seinhuis.desk.dossiers.actions.persons import add_person as add
from seinhuis.desk.dossiers.actions.persons import add_statement as state
from seinhuis.desk.dossiers.contracts import Attribute, DossierPerson, OpenedDossier, Statement
from seinhuis.desk.dossiers.forms import OWN_RESEARCH, PersonForm, StatementForm
from seinhuis.desk.dossiers.selectors import open_dossier
from seinhuis.desk.dossiers.views.working import (
    accepted,
    back_to,
    form_page,
    id_of,
    posted,
    viewer_of,
    worker_view,
)
from seinhuis.desk.kernel.errors import NotFound


@worker_view
def add_person(request: HttpRequest, dossier: UUID) -> HttpResponse:
    """Add a person with what one source states."""
    viewer = viewer_of(request)
    opened = open_dossier(dossier, viewer=viewer)
    form = PersonForm(posted(request), sources=opened.reports)

    def do() -> UUID:
        stated = form.attributes()
        return add(dossier, viewer=viewer, role=form.person_role(), attributes=stated, report=form.source())

    if accepted(form, do):
        return back_to(request, dossier, "persons", _("The person has been added."))
    return form_page(request, "dossiers/person.html", form, dossier=opened)


@worker_view
def add_statement(request: HttpRequest, dossier: UUID, person: UUID) -> HttpResponse:
    """Add what a source states about a person."""
    opened = open_dossier(dossier, viewer=viewer_of(request))
    return _statement_page(request, opened, _person(opened, person), None)


@worker_view
def replace_statement(request: HttpRequest, dossier: UUID, person: UUID, statement: UUID) -> HttpResponse:
    """Let a statement take the place of an earlier one."""
    opened = open_dossier(dossier, viewer=viewer_of(request))
    known = _person(opened, person)
    earlier = next((each for each in known.statements if each.current and each.id == statement), None)
    if earlier is None:
        raise NotFound(_("There is no such statement in this dossier."))
    return _statement_page(request, opened, known, earlier)


def _statement_page(
    request: HttpRequest, opened: OpenedDossier, person: DossierPerson, earlier: Statement | None
) -> HttpResponse:
    form = StatementForm(posted(request), sources=opened.reports, initial=_as_stated(earlier))

    def do() -> UUID:
        return state(
            opened.id,
            person.id,
            viewer=viewer_of(request),
            code=Attribute(form.cleaned_data["code"]),
            text=form.cleaned_data["text"],
            report=form.source(),
            supersedes=id_of(earlier),
        )

    if accepted(form, do):
        return back_to(request, opened.id, "persons", _("What was stated has been written down."))
    return form_page(request, "dossiers/statement.html", form, dossier=opened, person=person, earlier=earlier)


def _as_stated(earlier: Statement | None) -> dict[str, str] | None:
    if earlier is None or earlier.damaged:
        return None
    return {"code": earlier.code, "text": earlier.text, "report": str(earlier.report or OWN_RESEARCH)}


def _person(dossier: OpenedDossier, person: UUID) -> DossierPerson:
    found = next((each for each in dossier.persons if each.id == person), None)
    if found is None:
        raise NotFound(_("There is no such person in this dossier."))
    return found
