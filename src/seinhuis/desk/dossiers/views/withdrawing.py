"""Withdrawing one thing with a reason."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from seinhuis.desk.dossiers.actions.withdrawing import Thing, withdraw
from seinhuis.desk.dossiers.contracts import OpenedDossier
from seinhuis.desk.dossiers.forms import ReasonForm
from seinhuis.desk.dossiers.selectors import open_dossier
from seinhuis.desk.dossiers.views.working import accepted, back_to, form_page, posted, viewer_of, worker_view
from seinhuis.desk.dossiers.wording import KINDS, person_name
from seinhuis.desk.kernel.errors import NotFound

SECTIONS: dict[Thing, str] = {
    Thing.SOURCE: "sources",
    Thing.FACT: "facts",
    Thing.PERSON: "persons",
    Thing.STATEMENT: "persons",
    Thing.IDENTIFIER: "identifiers",
    Thing.EXHIBIT: "exhibits",
}


@worker_view
def withdraw_entry(request: HttpRequest, dossier: UUID, thing: str, entry: UUID) -> HttpResponse:
    """Ask why, and withdraw."""
    viewer = viewer_of(request)
    opened = open_dossier(dossier, viewer=viewer)
    kind = Thing(thing)
    known = _names(opened, kind)
    if entry not in known:
        raise NotFound(_("There is no such thing in this dossier."))
    form = ReasonForm(posted(request))
    if accepted(
        form, lambda: withdraw(dossier, kind, entry, viewer=viewer, reason=form.cleaned_data["reason"])
    ):
        return back_to(request, dossier, SECTIONS[kind], _("It has been withdrawn. It stays readable."))
    return form_page(
        request, "dossiers/withdraw.html", form, dossier=opened, name=known[entry], section=SECTIONS[kind]
    )


def _names(dossier: OpenedDossier, kind: Thing) -> dict[UUID | None, str]:
    """What can be withdrawn, by the id of the entry, as people name it."""
    if kind is Thing.SOURCE:
        return {each.entry: each.reference for each in dossier.reports}
    if kind is Thing.FACT:
        return {each.id: _("Fact %(number)s") % {"number": each.number} for each in dossier.current_facts()}
    if kind is Thing.PERSON:
        return {each.id: person_name(each) for each in dossier.persons}
    if kind is Thing.STATEMENT:
        return {
            stated.id: person_name(person)
            for person in dossier.persons
            for stated in person.statements
            if stated.current
        }
    if kind is Thing.IDENTIFIER:
        return {each.id: str(KINDS.get(each.kind, "")) for each in dossier.identifiers}
    return {each.id: _("Exhibit %(number)s") % {"number": each.number} for each in dossier.exhibits}
