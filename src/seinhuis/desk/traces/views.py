"""The links of a report, judging them, and the noise list."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import colleague_names
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.kernel.http import desk_view
from seinhuis.desk.traces import actions
from seinhuis.desk.traces.contracts import SharedIdentifier
from seinhuis.desk.traces.corpus.labels import corpus_kind
from seinhuis.desk.traces.forms import BackForm, JudgeForm, LinkForm, NoiseForm
from seinhuis.desk.traces.groups import group_page
from seinhuis.desk.traces.labels import JUDGEMENTS, others_sentence
from seinhuis.desk.traces.link_pages import ON_PAGE, links_content
from seinhuis.desk.traces.noise import noise_entries
from seinhuis.desk.traces.selectors import identifiers_of, trace_of
from seinhuis.desk.triage.api import join as join_reports
from seinhuis.desk.triage.api import kind_label
from seinhuis.desk.vault.api import Viewer

WORKERS = (Role.ANALYST, Role.COORDINATOR)
UNPROCESSABLE = 422
LONGEST_NUMBER = 6


@desk_view(*WORKERS)
def links(request: HttpRequest, report: UUID) -> HttpResponse:
    """All links of one report, a page at a time, and the picture of them."""
    viewer = _viewer(request)
    trace = trace_of(report, viewer=viewer)
    page = Paginator(trace.candidates, ON_PAGE).get_page(request.GET.get("page"))
    content = links_content(trace, list(page), viewer=viewer)
    with transaction.atomic():
        journal(actor=viewer.actor, action="trace.links_read", subject=report)
    context = {"panel": {**content, "more": 0, "back": "links"}, "page": page, "own_page": True}
    return render(request, "traces/links.html", context)


@desk_view(*WORKERS)
def judge(request: HttpRequest, report: UUID) -> HttpResponse:
    """Judge one link."""
    form = JudgeForm(_posted(request, report))
    if form.has_error("reason"):
        return _reason_again(request, report, form)
    if form.is_valid():
        data = form.cleaned_data
        actions.judge(
            report, data["other"], viewer=_viewer(request), judgement=data["judgement"], reason=data["reason"]
        )
        messages.success(request, _("Your judgement has been kept. You can undo it."))
    return _back(request, report, form)


@desk_view(*WORKERS)
def undo_judgement(request: HttpRequest, report: UUID) -> HttpResponse:
    """Take back the judgement that stands for one link."""
    form = LinkForm(_posted(request, report))
    if form.is_valid():
        actions.undo_judgement(report, form.cleaned_data["other"], viewer=_viewer(request))
        messages.success(request, _("The judgement has been undone."))
    return _back(request, report, form)


@desk_view(*WORKERS)
def join(request: HttpRequest, report: UUID) -> HttpResponse:
    """Handle a linked report as one with this report."""
    form = LinkForm(_posted(request, report))
    if form.is_valid():
        join_reports(form.cleaned_data["other"], into=report, viewer=_viewer(request))
        messages.success(request, _("The reports are joined. You can undo this on the page of the report."))
    return _back(request, report, form)


@desk_view(*WORKERS)
def groups(request: HttpRequest) -> HttpResponse:
    """The identifiers that several reports share, the most shared first."""
    asked = request.GET.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) < LONGEST_NUMBER else 1
    page = group_page(viewer=_viewer(request), number=number)
    shown = [(each, kind_label(each.kind) if each.kind else "") for each in page.groups]
    return render(request, "traces/groups.html", {"groups": shown, "page": page})


@desk_view(*WORKERS)
def noise(request: HttpRequest) -> HttpResponse:
    """The noise list of the organisation."""
    viewer = _viewer(request)
    entries = noise_entries(viewer=viewer)
    names = colleague_names(viewer=viewer)
    with transaction.atomic():
        journal(actor=viewer.actor, action="trace.noise_read")
    shown = [(each, corpus_kind(each.kind), names.get(each.added_by, "")) for each in entries]
    return render(request, "traces/noise.html", {"entries": shown})


@desk_view(*WORKERS)
def add_noise(request: HttpRequest, report: UUID, number: int) -> HttpResponse:
    """Ask why one identifier of a report says nothing, and put it on the noise list."""
    viewer = _viewer(request)
    identifier = _numbered(report, number, viewer)
    form = NoiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _added(report, identifier, viewer, form):
        messages.success(
            request, _("The identifier is on the noise list. It links nothing until it is taken off.")
        )
        return redirect("triage:report", report)
    with transaction.atomic():
        journal(actor=viewer.actor, action="trace.links_read", subject=report)
    context = _noise_context(report, identifier, form)
    return render(request, "traces/add_noise.html", context, status=UNPROCESSABLE if form.errors else 200)


@desk_view(*WORKERS)
def remove_noise(request: HttpRequest, entry: UUID) -> HttpResponse:
    """Take one entry off the noise list."""
    if request.method == "POST":
        form = BackForm(request.POST)
        was_in_corpus = actions.remove_noise(entry, viewer=_viewer(request))
        said = _("It is shown again.") if was_in_corpus else _("The identifier links reports again.")
        messages.success(request, said)
        if form.is_valid() and form.cleaned_data["cluster"]:
            return redirect("traces:corpus_cluster", form.cleaned_data["cluster"])
    elif all(each.id != entry for each in noise_entries(viewer=_viewer(request))):
        raise NotFound(_("There is no such entry on the noise list of your organisation."))
    return redirect("traces:noise")


def _reason_again(request: HttpRequest, report: UUID, form: JudgeForm) -> HttpResponse:
    """A page for the reason alone: among many links nobody would find back what they typed."""
    identifiers_of(report, viewer=_viewer(request))
    context = {
        "report": report,
        "form": form,
        "judgements": [(code.value, words) for code, words in JUDGEMENTS.items()],
    }
    return render(request, "traces/judge.html", context, status=UNPROCESSABLE)


def _added(report: UUID, identifier: SharedIdentifier, viewer: Viewer, form: NoiseForm) -> bool:
    try:
        actions.add_noise(report, viewer=viewer, token=identifier.token, reason=form.cleaned_data["reason"])
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _noise_context(report: UUID, identifier: SharedIdentifier, form: NoiseForm) -> dict[str, Any]:
    return {
        "report": report,
        "identifier": identifier,
        "kind": kind_label(identifier.kind),
        "others": others_sentence(identifier),
        "form": form,
    }


def _numbered(report: UUID, number: int, viewer: Viewer) -> SharedIdentifier:
    for identifier in identifiers_of(report, viewer=viewer):
        if identifier.number == number:
            return identifier
    raise NotFound(_("This identifier does not stand in this report."))


def _posted(request: HttpRequest, report: UUID) -> Any:
    """What was posted; looking at such an address only leads back, for somebody who may see the report."""
    if request.method != "POST":
        identifiers_of(report, viewer=_viewer(request))
        return None
    return request.POST


def _back(request: HttpRequest, report: UUID, form: LinkForm) -> HttpResponse:
    if form.is_bound and not form.is_valid():
        raise Refused(_("Choose a link and a judgement on the page of the report."))
    page = "traces:links" if form.is_bound and form.cleaned_data["back"] == "links" else "triage:report"
    return redirect(page, report)


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer
