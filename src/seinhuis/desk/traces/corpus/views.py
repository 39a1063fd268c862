"""The pages of the corpus."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import colleague_names
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.http import desk_view
from seinhuis.desk.kernel.paging import ON_A_PAGE, page_asked
from seinhuis.desk.kernel.panels import panels_for
from seinhuis.desk.traces.corpus import actions
from seinhuis.desk.traces.corpus.cluster import cluster_page, group_page, records_numbered
from seinhuis.desk.traces.corpus.contracts import LookUp, Wanted
from seinhuis.desk.traces.corpus.folding import Fold
from seinhuis.desk.traces.corpus.forms import GroundForm, LookUpForm, PairForm, WayForm
from seinhuis.desk.traces.corpus.labels import FOLDS
from seinhuis.desk.traces.corpus.looking_up import NotUnderstood, identifier_in_report, look_up, understood_in
from seinhuis.desk.traces.corpus.pairs import pair_behind, pair_page
from seinhuis.desk.traces.corpus.reading import cluster_list, corpus_state, record_page
from seinhuis.desk.traces.corpus.ways import way_page
from seinhuis.desk.vault.api import Viewer

WORKERS = (Role.ANALYST, Role.COORDINATOR)
UNPROCESSABLE = 422


@desk_view(*WORKERS)
def corpus(request: HttpRequest) -> HttpResponse:
    """What there is, a form to look something up, and the clusters with most reason to look first."""
    viewer = _viewer(request)
    state = corpus_state(viewer=viewer)
    form = LookUpForm(_sent(request))
    if request.method == "POST" and state.exists and form.is_valid():
        try:
            asked = understood_in(form.cleaned_data["value"])
        except NotUnderstood as problem:
            form.add_error("value", str(problem))
        else:
            return _found(request, look_up(asked, viewer=viewer, ground=form.cleaned_data["ground"]))
    context: dict[str, Any] = {"state": state, "form": form}
    if state.linked and not form.is_bound:
        number = page_asked(request)
        listed = cluster_list(viewer=viewer, page=number)
        context |= {"listed": listed, "number": number, "pages": -(-listed.total // ON_A_PAGE)}
    return render(request, "traces/corpus/corpus.html", context, status=_status(form))


@desk_view(*WORKERS)
def from_report(request: HttpRequest, report: UUID, number: int) -> HttpResponse:
    """Look up one identifier of a report."""
    viewer = _viewer(request)
    asked = identifier_in_report(report, number, viewer=viewer)
    form = GroundForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        found = look_up((asked,), viewer=viewer, ground=form.cleaned_data["ground"], report=report)
        return _found(request, found, report)
    with transaction.atomic():
        journal(actor=viewer.actor, action="trace.links_read", subject=report)
    context = {"form": form, "report": report, "kind": asked[0], "value": asked[1]}
    return render(request, "traces/corpus/from_report.html", context, status=_status(form))


@desk_view(*WORKERS)
def cluster(request: HttpRequest, cluster: UUID) -> HttpResponse:
    """One cluster: facts, picture, timeline, records and reasons."""
    return _cluster(request, cluster, WayForm())


@desk_view(*WORKERS)
def group(request: HttpRequest, cluster: UUID, by: Fold, group: int) -> HttpResponse:
    """The messages behind one group of the picture of a cluster."""
    page = group_page(
        cluster,
        by,
        group,
        viewer=_viewer(request),
        page=page_asked(request),
        with_noise=_with_noise(request),
    )
    context = {"page": page, "keep": kept_in_address(None, with_noise=_with_noise(request))}
    return render(request, "traces/corpus/group.html", context)


@desk_view(*WORKERS)
def choose_way(request: HttpRequest, cluster: UUID) -> HttpResponse:
    """From the numbers of two messages in the list to the way between them."""
    form = WayForm(request.GET)
    if not {"start", "end"} & request.GET.keys():
        # Where numbers were refused the page of the cluster stands under this address, with its own links.
        records_numbered(cluster, (), viewer=_viewer(request))
        return redirect(f"{reverse('traces:corpus_cluster', args=[cluster])}?{request.GET.urlencode()}")
    if form.is_valid():
        asked = (form.cleaned_data["start"], form.cleaned_data["end"])
        found = records_numbered(cluster, asked, viewer=_viewer(request))
        if len(found) == len(asked):
            return redirect("traces:corpus_way", *(found[each] for each in asked))
        for name in ("start", "end"):
            if form.cleaned_data[name] not in found:
                form.add_error(name, _("This cluster has no message with that number."))
    return _cluster(request, cluster, form)


@desk_view(*WORKERS)
def way(request: HttpRequest, one: UUID, other: UUID) -> HttpResponse:
    """How one message leads to another, step by step."""
    viewer = _viewer(request)
    page = way_page(one, other, viewer=viewer)
    names = colleague_names(viewer=viewer) if any(step.said for step in page.steps) else {}
    steps = [(each, names.get(each.said.by, each.said.by) if each.said else "") for each in page.steps]
    return render(request, "traces/corpus/way.html", {"page": page, "steps": steps})


@desk_view(*WORKERS)
def record(request: HttpRequest, record: UUID) -> HttpResponse:
    """One record with its whole text."""
    page = record_page(record, viewer=_viewer(request))
    panels = panels_for("corpus record", request, record)
    return render(request, "traces/corpus/record.html", {"page": page, "panels": panels})


@desk_view(*WORKERS)
def pair(request: HttpRequest, one: UUID, other: UUID) -> HttpResponse:
    """Why two records are linked; and what a person thinks of that."""
    viewer = _viewer(request)
    form = PairForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        actions.judge_pair(one, other, viewer=viewer, verdict=data["verdict"], why=data["why"])
        messages.success(
            request, _("Your judgement has been kept. It counts from the next time the corpus is linked.")
        )
        return redirect("traces:corpus_pair", one, other)
    page = pair_page(one, other, viewer=viewer)
    names = colleague_names(viewer=viewer)
    context = {"page": page, "form": form, "by": names.get(page.said.by, page.said.by) if page.said else ""}
    return render(request, "traces/corpus/pair.html", context, status=_status(form))


@desk_view(*WORKERS)
def take_back(request: HttpRequest, one: UUID, other: UUID) -> HttpResponse:
    """Take back what stands for two records."""
    if request.method == "POST":
        actions.take_back_judgement(one, other, viewer=_viewer(request))
        messages.success(request, _("The judgement has been undone."))
    else:
        pair_behind(one, other, viewer=_viewer(request))
    return redirect("traces:corpus_pair", one, other)


def _cluster(request: HttpRequest, cluster: UUID, form: WayForm) -> HttpResponse:
    by = request.GET.get("by", "")
    wanted = Wanted(page_asked(request), Fold(by) if by in set(Fold) else None, _with_noise(request))
    page = cluster_page(cluster, viewer=_viewer(request), wanted=wanted)
    context = {
        "page": page,
        "form": form,
        "folds": [(each.value, words) for each, words in FOLDS.items()],
        "keep": kept_in_address(wanted.by, with_noise=wanted.with_noise),
        "keep_noise": kept_in_address(None, with_noise=wanted.with_noise),
        "keep_by": kept_in_address(wanted.by, with_noise=False),
    }
    return render(request, "traces/corpus/cluster.html", context, status=_status(form))


def kept_in_address(by: Fold | None, *, with_noise: bool) -> str:
    """What links within a cluster carry along of how somebody looks at it."""
    return ("&by=" + by if by else "") + ("&noise=shown" if with_noise else "")


def _with_noise(request: HttpRequest) -> bool:
    return request.GET.get("noise") == "shown"


def _found(request: HttpRequest, found: LookUp, report: UUID | None = None) -> HttpResponse:
    return render(request, "traces/corpus/found.html", {"found": found, "report": report})


def _sent(request: HttpRequest) -> Any:
    """What was sent, also when that is nothing at all."""
    return request.POST if request.method == "POST" else None


def _status(form: Any) -> int:
    return UNPROCESSABLE if form.errors else 200


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer
