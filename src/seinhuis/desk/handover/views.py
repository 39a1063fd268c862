"""All handovers, one handover, its package."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from seinhuis.desk.accounts.api import colleague_names
from seinhuis.desk.dossiers.api import dossier_reference
from seinhuis.desk.handover import labels, settling
from seinhuis.desk.handover.contracts import HandoverLine, HandoverState, Settlement
from seinhuis.desk.handover.draft_actions import withdraw_handover
from seinhuis.desk.handover.forms import SettleForm
from seinhuis.desk.handover.preparing import prepare
from seinhuis.desk.handover.reference import handover_reference
from seinhuis.desk.handover.selectors import (
    OpenedHandover,
    handover_of,
    handovers,
    read_handover,
    sealed_package,
)
from seinhuis.desk.handover.step_views import WORKERS
from seinhuis.desk.handover.steps import dossier_url, step_links
from seinhuis.desk.handover.sufficiency import Need
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.http import desk_view
from seinhuis.desk.kernel.paging import ON_A_PAGE, page_asked
from seinhuis.desk.reports.api import reference
from seinhuis.desk.triage.api import FollowUpCode, came_back
from seinhuis.desk.vault.api import Viewer


@desk_view(*WORKERS)
def index(request: HttpRequest) -> HttpResponse:
    """The handovers of the organisation, what is overdue first, a page at a time."""
    number = page_asked(request)
    first = (number - 1) * ON_A_PAGE
    lines = handovers(viewer=_viewer(request), first=first, limit=ON_A_PAGE + 1)
    context = {
        "lines": [described(line) for line in lines[:ON_A_PAGE]],
        "earlier": number - 1,
        "next": number + 1 if len(lines) > ON_A_PAGE else 0,
    }
    return render(request, "handover/index.html", context)


@desk_view(*WORKERS)
def page(request: HttpRequest, handover: UUID) -> HttpResponse:
    """One handover: the steps of a draft, or what was sent and whether it arrived."""
    viewer = _viewer(request)
    opened = read_handover(handover, viewer=viewer)
    names = colleague_names(viewer=viewer)
    context = {
        **described(opened.line),
        "opened": opened,
        "started_by": names.get(opened.started_by, ""),
        "ground": labels.legal_grounds().get(opened.draft.grounds.ground, ""),
        "overrides": _overrides(opened, names),
        "waivers": [
            (labels.NOT_KNOWN[Need(need)], why) for need, why in opened.draft.answers.waivers.items()
        ],
    }
    if viewer.actor.has(Role.COORDINATOR):
        context["settling"] = [
            (labels.CAME_BACK[code], SettleForm(code)) for code in came_back(handover, viewer=viewer)
        ]
    if opened.line.state is HandoverState.DRAFT and not opened.damaged:
        context["steps"] = step_links(prepare(handover, viewer=viewer), None)
    return render(request, "handover/page.html", context)


@require_POST
@desk_view(*WORKERS)
def withdraw(request: HttpRequest, handover: UUID) -> HttpResponse:
    """Give a draft up."""
    withdraw_handover(handover, viewer=_viewer(request))
    messages.success(request, _("The draft has been withdrawn. Nothing has left."))
    return redirect("handover:index")


@require_POST
@desk_view(*WORKERS)
def download(request: HttpRequest, handover: UUID) -> HttpResponse:
    """The sealed package, for the channel that the organisation and the recipient use."""
    data = sealed_package(handover, viewer=_viewer(request))
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{handover_reference(handover)}.tar.age"'
    return response


@require_POST
@desk_view(Role.COORDINATOR)
def settle(request: HttpRequest, handover: UUID) -> HttpResponse:
    """Take a line about this handover out of the queue, with a reason."""
    handover_of(handover, viewer=_viewer(request))
    form = SettleForm(request.POST.get("code", ""), request.POST)
    if not form.is_valid():
        raise Refused(_("Choose why this is settled, on the page of the handover."))
    code, reason = FollowUpCode(form.cleaned_data["code"]), Settlement(form.cleaned_data["reason"])
    settling.settle(handover, viewer=_viewer(request), code=code, reason=reason)
    messages.success(request, _("It is settled and has left the queue."))
    return redirect("handover:page", handover)


def described(line: HandoverLine) -> dict[str, object]:
    """One handover with its codes in words, for the list, the page and the panel."""
    return {
        "handover": line,
        "state": labels.STATES[line.state],
        "profile": labels.PROFILES[line.recipient.profile] if line.recipient else "",
        "stamp": labels.STAMPS[line.stamp] if line.stamp else "",
        "validation": labels.VALIDATIONS[line.validation] if line.validation else "",
        "dossier_reference": dossier_reference(line.dossier),
        "dossier_url": dossier_url(line.dossier),
    }


def _overrides(opened: OpenedHandover, names: dict[str, str]) -> list[dict[str, object]]:
    return [
        {
            "report": reference(UUID(report)),
            "ground": labels.OVERRIDE_GROUNDS[each.ground],
            "reason": each.reason,
            "colleague": names.get(each.colleague, ""),
            "by": names.get(each.by, ""),
        }
        for report, each in opened.draft.overrides.items()
    ]


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer
