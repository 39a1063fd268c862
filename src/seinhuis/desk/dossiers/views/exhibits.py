"""Files: the warning and the upload, giving one out, and destroying one that may not be kept."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from seinhuis.desk.dossiers.actions.exhibits import add_exhibit as add
from seinhuis.desk.dossiers.actions.exhibits import remove_and_refer
from seinhuis.desk.dossiers.contracts import Exhibit, OpenedDossier
from seinhuis.desk.dossiers.file_types import EXTENSIONS
from seinhuis.desk.dossiers.forms import ExhibitForm, RemovalForm
from seinhuis.desk.dossiers.reference import dossier_reference
from seinhuis.desk.dossiers.selectors import exhibit_with_file, open_dossier
from seinhuis.desk.dossiers.views.working import accepted, back_to, form_page, posted, viewer_of, worker_view
from seinhuis.desk.kernel.errors import NotFound


@worker_view
def add_exhibit(request: HttpRequest, dossier: UUID) -> HttpResponse:
    """Add a file, after reading what may never be added."""
    viewer = viewer_of(request)
    opened = open_dossier(dossier, viewer=viewer)
    form = ExhibitForm(*(request.POST, request.FILES) if request.method == "POST" else ())

    def do() -> UUID:
        file, description = form.cleaned_data["file"], form.cleaned_data["description"]
        return add(dossier, viewer=viewer, name=file.name, data=file.read(), description=description)

    if accepted(form, do):
        return back_to(request, dossier, "exhibits", _("The file has been added."))
    return form_page(request, "dossiers/exhibit.html", form, dossier=opened)


@worker_view
def exhibit_file(request: HttpRequest, dossier: UUID, exhibit: UUID) -> HttpResponse:
    """Give a file out, to be kept and opened elsewhere; nothing of it is shown here.

    The file gets a neutral name, since names of downloads stay behind in browsers.
    """
    known, data = exhibit_with_file(dossier, exhibit, viewer=viewer_of(request))
    name = f"{dossier_reference(dossier)}-{known.number}.{EXTENSIONS.get(known.media_type, 'bin')}"
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@worker_view
def remove(request: HttpRequest, dossier: UUID, exhibit: UUID) -> HttpResponse:
    """Destroy a file and write down to whom it was referred."""
    viewer = viewer_of(request)
    opened = open_dossier(dossier, viewer=viewer)
    known = _exhibit(opened, exhibit)
    form = RemovalForm(posted(request))

    def do() -> None:
        reason = form.cleaned_data["reason"]
        remove_and_refer(dossier, exhibit, viewer=viewer, referral=form.to_whom(), reason=reason)

    if accepted(form, do):
        return back_to(request, dossier, "exhibits", _("The file has been destroyed."))
    return form_page(request, "dossiers/remove_exhibit.html", form, dossier=opened, exhibit=known)


def _exhibit(dossier: OpenedDossier, exhibit: UUID) -> Exhibit:
    whole = (*dossier.exhibits, *dossier.history.exhibits)
    found = next((each for each in whole if each.id == exhibit), None)
    if found is None:
        raise NotFound(_("There is no such exhibit in this dossier."))
    return found
