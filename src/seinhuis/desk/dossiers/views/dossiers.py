"""The list of dossiers, the page of one, its heading, its notes, and where it stands."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from seinhuis.desk.accounts.api import colleague_names
from seinhuis.desk.dossiers import page
from seinhuis.desk.dossiers.actions import dossiers as actions
from seinhuis.desk.dossiers.actions.next_dates import set_next_date
from seinhuis.desk.dossiers.forms import HeadingForm, NextDateForm, NoteForm
from seinhuis.desk.dossiers.listing import list_dossiers
from seinhuis.desk.dossiers.next_dates import next_date_of
from seinhuis.desk.dossiers.selectors import open_dossier
from seinhuis.desk.dossiers.views.working import accepted, back_to, form_page, posted, viewer_of, worker_view
from seinhuis.desk.kernel.paging import ON_A_PAGE, page_asked
from seinhuis.desk.kernel.panels import panels_for


@worker_view
def index(request: HttpRequest) -> HttpResponse:
    """The dossiers of the organisation, newest first, a page at a time."""
    number = page_asked(request)
    first = (number - 1) * ON_A_PAGE
    lines = list_dossiers(viewer=viewer_of(request), first=first, limit=ON_A_PAGE + 1)
    content = {
        "dossiers": lines[:ON_A_PAGE],
        "newer": number - 1,
        "older": number + 1 if len(lines) > ON_A_PAGE else 0,
    }
    return render(request, "dossiers/index.html", content)


@worker_view
def dossier(request: HttpRequest, dossier: UUID) -> HttpResponse:
    """One dossier, whole."""
    return _whole(request, dossier)


@require_POST
@worker_view
def next_date(request: HttpRequest, dossier: UUID) -> HttpResponse:
    """Set when the dossier is looked at again."""
    viewer = viewer_of(request)
    form = NextDateForm(request.POST)
    if accepted(form, lambda: set_next_date(dossier, viewer=viewer, day=form.cleaned_data["day"])):
        return back_to(request, dossier, "state", _("The next date has been set."))
    return _whole(request, dossier, form)


def _whole(request: HttpRequest, dossier: UUID, refused: NextDateForm | None = None) -> HttpResponse:
    viewer = viewer_of(request)
    opened = open_dossier(dossier, viewer=viewer)
    next_date = next_date_of(dossier, viewer=viewer)
    content = {
        "dossier": opened,
        "facts": page.facts_on_page(opened),
        "withdrawn_facts": page.withdrawn_facts(opened),
        "timeline": page.timeline_of(opened),
        "persons": page.persons_on_page(opened.persons),
        "withdrawn_persons": page.persons_on_page(opened.history.persons),
        "identifiers": page.identifiers_on_page(opened),
        "withdrawn_identifiers": page.withdrawn_identifiers(opened),
        "everybody": page.persons_by_id(opened),
        "names": colleague_names(viewer=viewer),
        "panels": panels_for("dossier", request, opened.id),
        "closed": opened.state == "closed",
        "next_date": next_date,
        "form": refused or NextDateForm(current=next_date),
    }
    return render(request, "dossiers/dossier.html", content, status=422 if refused else 200)


@worker_view
def heading(request: HttpRequest, dossier: UUID) -> HttpResponse:
    """Change title and summary."""
    viewer = viewer_of(request)
    opened = open_dossier(dossier, viewer=viewer)
    kept = (
        {"title": "", "summary": ""}
        if opened.head_damaged
        else {"title": opened.title, "summary": opened.summary}
    )
    form = HeadingForm(posted(request), initial={**kept, "seen": opened.head_number})
    if accepted(form, lambda: actions.set_heading(dossier, viewer=viewer, **form.cleaned_data)):
        return back_to(request, dossier, "summary", _("The title and summary have been changed."))
    return form_page(request, "dossiers/heading.html", form, dossier=opened)


@worker_view
def add_note(request: HttpRequest, dossier: UUID) -> HttpResponse:
    """Write a note for colleagues."""
    viewer = viewer_of(request)
    opened = open_dossier(dossier, viewer=viewer)
    form = NoteForm(posted(request))
    if accepted(form, lambda: actions.add_note(dossier, viewer=viewer, text=form.cleaned_data["text"])):
        return back_to(request, dossier, "notes", _("The note has been added."))
    return form_page(request, "dossiers/note.html", form, dossier=opened)


@require_POST
@worker_view
def close(request: HttpRequest, dossier: UUID) -> HttpResponse:
    """Close the dossier."""
    actions.close_dossier(dossier, viewer=viewer_of(request))
    return back_to(request, dossier, "state", _("The dossier is closed."))


@require_POST
@worker_view
def reopen(request: HttpRequest, dossier: UUID) -> HttpResponse:
    """Open the dossier again."""
    actions.reopen_dossier(dossier, viewer=viewer_of(request))
    return back_to(request, dossier, "state", _("The dossier is open again."))
