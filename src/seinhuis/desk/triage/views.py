"""The queue, the page of one report, and what a person does there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.http import View, desk_view
from seinhuis.desk.triage.deeds import Deed
from seinhuis.desk.triage.forms import DeedForm
from seinhuis.desk.triage.labels import URGENCIES
from seinhuis.desk.triage.queue import Show, queue_page
from seinhuis.desk.triage.report_page import form_for, report_context
from seinhuis.desk.triage.selectors import item_of

UNPROCESSABLE = 422


@desk_view(Role.ANALYST, Role.COORDINATOR)
def queue(request: HttpRequest) -> HttpResponse:
    """What has to be done, most urgent first."""
    asked = request.GET.get("show", Show.ALL)
    show = Show(asked) if asked in set(Show) else Show.ALL
    number = request.GET.get("page", "1")
    page = queue_page(
        viewer=request.viewer,  # type: ignore[attr-defined]
        show=show,
        number=int(number) if number.isdecimal() and len(number) < 9 else 1,
    )
    return render(request, "triage/queue.html", {"page": page, "urgencies": URGENCIES})


@desk_view(Role.ANALYST, Role.COORDINATOR)
def report(request: HttpRequest, report: UUID) -> HttpResponse:
    """One report: the summary first, then its content, and what to do with it."""
    return _page(request, report)


def deed_view(deed: Deed) -> View:
    """The address that does one thing with a report and goes back to its page."""

    @desk_view(Role.ANALYST, Role.COORDINATOR)
    def do(request: HttpRequest, report: UUID) -> HttpResponse:
        viewer = request.viewer  # type: ignore[attr-defined]
        item = item_of(report, viewer=viewer)
        if request.method != "POST":
            return redirect("triage:report", report)
        form = form_for(deed, item, viewer=viewer, data=request.POST)
        if form.is_valid() and _done(deed, report, request, form):
            messages.success(request, str(deed.done))
            return redirect("triage:report", report)
        return _page(request, report, bound=(deed.name, form))

    return do


def _done(deed: Deed, report: UUID, request: HttpRequest, form: DeedForm) -> bool:
    try:
        deed.act(report, request.viewer, form.cleaned_data)  # type: ignore[attr-defined]
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _page(request: HttpRequest, report: UUID, *, bound: tuple[str, DeedForm] | None = None) -> HttpResponse:
    context: dict[str, Any] = report_context(request, report, bound=bound)
    status = UNPROCESSABLE if bound else 200
    return render(request, "triage/report.html", context, status=status)
