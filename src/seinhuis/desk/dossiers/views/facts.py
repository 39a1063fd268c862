"""Adding a fact: first its source, then the words in it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from seinhuis.desk.dossiers.actions.facts import add_fact
from seinhuis.desk.dossiers.contracts import Exhibit, Fact, OpenedDossier, SourceReport
from seinhuis.desk.dossiers.forms import Choices, FactForm, fact_as_typed
from seinhuis.desk.dossiers.passages import texts_of
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
from seinhuis.desk.dossiers.wording import field_name
from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.reports.api import OpenedReport, open_report


@worker_view
def choose_source(request: HttpRequest, dossier: UUID) -> HttpResponse:
    """Choose what a new fact rests on."""
    opened = open_dossier(dossier, viewer=viewer_of(request))
    content = {"dossier": opened, "replaced": _replaced(request, opened)}
    return render(request, "dossiers/choose_source.html", content)


@worker_view
def fact_from_source(request: HttpRequest, dossier: UUID, source: UUID) -> HttpResponse:
    """Write a fact with the texts of its source in view."""
    viewer = viewer_of(request)
    opened = open_dossier(dossier, viewer=viewer)
    report, exhibit = _source(opened, source)
    shown = None if report is None else open_report(report.id, viewer=viewer)
    replaced = _replaced(request, opened)
    form = _form(request, shown, replaced, source)

    def add() -> UUID:
        new = form.fact(report=id_of(report), exhibit=id_of(exhibit))
        return add_fact(dossier, new, viewer=viewer, supersedes=id_of(replaced))

    if accepted(form, add):
        return back_to(request, dossier, "facts", _said(replaced))
    content = {"dossier": opened, "source": report, "exhibit": exhibit, "replaced": replaced}
    return form_page(request, "dossiers/fact.html", form, parts=_parts(shown), **content)


def _said(replaced: Fact | None) -> str:
    if replaced is None:
        return _("The fact has been added.")
    return _("The fact has been changed. The earlier version stays readable below it.")


def _form(request: HttpRequest, shown: OpenedReport | None, replaced: Fact | None, source: UUID) -> FactForm:
    fields: Choices | None = None
    if shown is not None:
        fields = [(code, name) for code, name, _text in _parts(shown)]
    same = replaced is not None and source in (replaced.report, replaced.exhibit)
    initial = {} if replaced is None else fact_as_typed(replaced)
    if not same:
        initial |= {"passage": "", "passage_field": ""}
    if fields and len(fields) == 1:
        initial["passage_field"] = str(fields[0][0])
    return FactForm(posted(request), fields=fields, initial=initial)


def _parts(report: OpenedReport | None) -> list[tuple[str, str, str]]:
    """Code, name and text of every part of a report that a fact can rest on."""
    if report is None:
        return []
    days = {f"message:{each.id}": date_format(each.day, "j F Y") for each in report.messages}
    return [(code, _part_name(code, days), text) for code, text in texts_of(report).items()]


def _part_name(code: str, days: dict[str, str]) -> str:
    return f"{field_name(code)}, {days[code]}" if code in days else field_name(code)


def _source(dossier: OpenedDossier, source: UUID) -> tuple[SourceReport | None, Exhibit | None]:
    report = next((each for each in dossier.reports if each.id == source), None)
    exhibit = next((each for each in dossier.exhibits if each.id == source), None)
    if report is None and exhibit is None:
        raise NotFound(_("This is not a source of this dossier."))
    return report, exhibit


def _replaced(request: HttpRequest, dossier: OpenedDossier) -> Fact | None:
    """The fact that the new one takes the place of, where the address names one."""
    wanted = request.GET.get("replaces")
    if wanted is None:
        return None
    found = next((each for each in dossier.current_facts() if str(each.id) == wanted), None)
    if found is None:
        raise NotFound(_("There is no such fact in this dossier."))
    return found
