"""From a message of the corpus to a dossier: it becomes an exhibit."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from seinhuis.desk.dossiers.actions.exhibits import add_exhibit
from seinhuis.desk.dossiers.forms import AddToDossierForm
from seinhuis.desk.dossiers.listing import MAY_GROW, list_dossiers
from seinhuis.desk.dossiers.views.working import accepted, back_to, form_page, posted, viewer_of, worker_view
from seinhuis.desk.kernel.panels import Panel
from seinhuis.desk.traces.api import check_corpus_record, corpus_exhibit
from seinhuis.desk.vault.api import Viewer

MOST_DOSSIERS = 200


def corpus_panel(request: HttpRequest, record: UUID) -> Panel:
    """On the page of a message: the way to a dossier."""
    return Panel("dossiers/panels/corpus_record.html", {"record": record})


@worker_view
def from_corpus(request: HttpRequest, record: UUID) -> HttpResponse:
    """Choose a dossier for a message of the corpus."""
    viewer = viewer_of(request)
    check_corpus_record(record, viewer=viewer)
    dossiers = list_dossiers(viewer=viewer, states=MAY_GROW, limit=MOST_DOSSIERS)
    form = AddToDossierForm(posted(request), dossiers=dossiers, related=False)
    if accepted(form, lambda: _take(UUID(form.cleaned_data["dossier"]), record, viewer)):
        said = _("The message is an exhibit of this dossier now.")
        return back_to(request, UUID(form.cleaned_data["dossier"]), "exhibits", said)
    return form_page(request, "dossiers/from_corpus.html", form, record=record, dossiers=dossiers)


@transaction.atomic
def _take(dossier: UUID, record: UUID, viewer: Viewer) -> None:
    file = corpus_exhibit(record, viewer=viewer)
    add_exhibit(dossier, viewer=viewer, name=file.name, data=file.data, description=file.description)
