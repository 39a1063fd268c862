"""From a report to a dossier: a new one, or one that is there already."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from seinhuis.desk.dossiers.actions.dossiers import add_sources, create_dossier
from seinhuis.desk.dossiers.contracts import DossierLine
from seinhuis.desk.dossiers.forms import AddToDossierForm, NewDossierForm
from seinhuis.desk.dossiers.listing import MAY_GROW, any_dossier_without, dossiers_with, list_dossiers
from seinhuis.desk.dossiers.related import related_reports
from seinhuis.desk.dossiers.views.working import accepted, back_to, viewer_of, worker_view
from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.kernel.paging import ON_A_PAGE, page_asked
from seinhuis.desk.kernel.panels import Panel
from seinhuis.desk.reports.api import ReportSummary, open_summaries, reference
from seinhuis.desk.vault.api import Viewer


@dataclass(frozen=True)
class Offer:
    """What can be done with a report: the dossiers that hold it, one page of those it can go into, what goes
    with it.
    """

    holding: list[DossierLine]
    others: list[DossierLine]
    related: list[ReportSummary]
    page: int
    older: bool


def report_panel(request: HttpRequest, report: UUID) -> Panel:
    """On the page of a report: its dossiers, and the way to one."""
    viewer = viewer_of(request)
    content = {
        "report": report,
        "dossiers": dossiers_with(report, viewer=viewer),
        "new": NewDossierForm(related=related_reports(report, viewer=viewer)),
        "others": any_dossier_without(report, viewer=viewer),
    }
    return Panel("dossiers/panels/report.html", content)


@worker_view
def from_report(request: HttpRequest, report: UUID) -> HttpResponse:
    """Make a dossier from a report, or add it to one."""
    viewer = viewer_of(request)
    known = open_summaries([report], viewer=viewer).get(report)
    if known is None:
        raise NotFound(_("There is no such report in your organisation."))
    offer = _offer(report, viewer, page_asked(request))
    new, add = _forms(request, offer)
    if (answer := _made(request, report, new) or _added(request, report, add, offer)) is not None:
        return answer
    content = {"report": known, "dossiers": offer.holding, "new": new, "add": add, "offer": offer}
    wrong = bool(new.errors or add.errors)
    return render(request, "dossiers/from_report.html", content, status=422 if wrong else 200)


def _offer(report: UUID, viewer: Viewer, page: int) -> Offer:
    first = (page - 1) * ON_A_PAGE
    others = list_dossiers(viewer=viewer, states=MAY_GROW, without=report, first=first, limit=ON_A_PAGE + 1)
    return Offer(
        dossiers_with(report, viewer=viewer),
        others[:ON_A_PAGE],
        related_reports(report, viewer=viewer),
        page,
        older=len(others) > ON_A_PAGE,
    )


def _forms(request: HttpRequest | None, offer: Offer) -> tuple[NewDossierForm, AddToDossierForm]:
    asked = None if request is None else request.POST.get("do")
    data = None if request is None else request.POST
    new = NewDossierForm(data if asked == "new" else None, related=offer.related)
    add = AddToDossierForm(
        data if asked == "add" else None, dossiers=offer.others, related=bool(offer.related)
    )
    return new, add


def _made(request: HttpRequest, report: UUID, form: NewDossierForm) -> HttpResponse | None:
    made: list[UUID] = []

    def make() -> None:
        title, reports = form.cleaned_data["title"], [report, *form.chosen()]
        made.append(create_dossier(viewer=viewer_of(request), title=title, reports=reports))

    return redirect("dossiers:dossier", made[0]) if accepted(form, make) else None


def _added(request: HttpRequest, report: UUID, form: AddToDossierForm, offer: Offer) -> HttpResponse | None:
    def add() -> None:
        also = [each.id for each in offer.related] if form.cleaned_data.get("with_related") else []
        add_sources(UUID(form.cleaned_data["dossier"]), [report, *also], viewer=viewer_of(request))

    if not accepted(form, add):
        return None
    said = _("Report %(reference)s is now a source of this dossier.") % {"reference": reference(report)}
    return back_to(request, UUID(form.cleaned_data["dossier"]), "sources", said)
