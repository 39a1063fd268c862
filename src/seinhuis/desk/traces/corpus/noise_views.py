"""The pages on which somebody sets an identifier or a message of the corpus aside as noise."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.http import desk_view
from seinhuis.desk.traces.contracts import SharedIdentifier
from seinhuis.desk.traces.corpus.actions import set_aside
from seinhuis.desk.traces.corpus.forms import AsideForm
from seinhuis.desk.traces.corpus.noise import RECORD
from seinhuis.desk.traces.corpus.setting_aside import identifier_named, record_named
from seinhuis.desk.traces.selectors import WORKERS
from seinhuis.desk.vault.api import Viewer

UNPROCESSABLE = 422


@desk_view(*WORKERS)
def identifier(request: HttpRequest, cluster: UUID, identifier: UUID) -> HttpResponse:
    """Ask why an identifier of a cluster says nothing, and fold it away."""
    found = identifier_named(cluster, identifier, viewer=request.viewer)  # type: ignore[attr-defined]
    return _ask(request, found, cluster)


@desk_view(*WORKERS)
def record(request: HttpRequest, record: UUID) -> HttpResponse:
    """Ask why a message says nothing, and fold it away."""
    found = record_named(record, viewer=request.viewer)  # type: ignore[attr-defined]
    return _ask(request, found, record)


def _ask(request: HttpRequest, found: SharedIdentifier, back: UUID) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = AsideForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _put_aside(found, viewer, form):
        messages.success(
            request, _("It is on the noise list. On the board it is folded away until it is taken off.")
        )
        return redirect("traces:corpus_cluster", back)
    action = "corpus.record_read" if found.kind == RECORD else "corpus.cluster_read"
    with transaction.atomic():
        journal(actor=viewer.actor, action=action, subject=UUID(bytes=found.token))
    context = {"found": found, "back": back, "form": form}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "traces/corpus/set_aside.html", context, status=status)


def _put_aside(found: SharedIdentifier, viewer: Viewer, form: AsideForm) -> bool:
    try:
        set_aside(found, viewer=viewer, reason=form.cleaned_data["reason"])
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True
