"""Making a dossier, its heading, its sources, its notes, and where it stands."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import organisation_card
from seinhuis.desk.dossiers.actions.next_dates import have_next_date, need_no_next_date
from seinhuis.desk.dossiers.actions.working import Work, begin, typed
from seinhuis.desk.dossiers.contracts import DossierOpened, DossierState
from seinhuis.desk.dossiers.models import Dossier, Heading, Note, Source
from seinhuis.desk.dossiers.selectors import WORKERS, dossier_of
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.kernel.outbox import announce
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.kernel.typed_text import visible
from seinhuis.desk.reports.api import reports_exist
from seinhuis.desk.vault.api import Viewer, create_record


@transaction.atomic
def create_dossier(*, viewer: Viewer, title: str, reports: Iterable[UUID]) -> UUID:
    """Make a dossier that rests on these reports, seal it for the organisation, and announce it.

    Raises NotAllowed, NotFound when one of the reports is not the organisation's, Refused without title or
    report.
    """
    require(viewer.actor, *WORKERS)
    wanted = list(dict.fromkeys(reports))
    if not wanted:
        raise Refused(_("A dossier rests on at least one report. Choose one."))
    _must_exist(wanted, viewer)
    holder = organisation_card(viewer.organisation).holder
    key = create_record(kind="dossier", organisation=viewer.organisation, holders=[holder])
    row = Dossier.objects.create(
        id=key.record, organisation=viewer.organisation, opened_on=clock.today(), opened_by=viewer.actor.id
    )
    work = Work(row, key, viewer)
    _add_heading(work, title, "")
    for report in wanted:
        Source(**work.entry(), report=report).save(force_insert=True)
    work.journal("dossier.opened")
    have_next_date(row, viewer=viewer)
    announce(DossierOpened(str(row.pk), str(row.organisation)))
    return row.pk


@transaction.atomic
def add_sources(dossier_id: UUID, reports: Iterable[UUID], *, viewer: Viewer) -> int:
    """Let a dossier rest on more reports; those it holds already stay as they are. Returns how many came in.

    Raises NotAllowed, NotFound, Locked, Refused.
    """
    work = begin(dossier_id, viewer=viewer)
    wanted = list(dict.fromkeys(reports))
    _must_exist(wanted, viewer)
    held = set(
        Source.objects.filter(dossier=work.dossier, withdrawn_on=None).values_list("report", flat=True)
    )
    new = [report for report in wanted if report not in held]
    for report in new:
        Source(**work.entry(), report=report).save(force_insert=True)
        work.journal("dossier.source_added", subject=report)
    return len(new)


@transaction.atomic
def set_heading(dossier_id: UUID, *, viewer: Viewer, title: str, summary: str, seen: int) -> None:
    """Give a dossier another title and summary; what stood there stays readable.

    ``seen`` is the number of the heading the person had before them. Raises NotAllowed, NotFound, Locked,
    Refused when somebody else has changed it since.
    """
    work = begin(dossier_id, viewer=viewer)
    if work.next_number(Heading) != seen + 1:
        raise Refused(_("A colleague changed the title or summary while you were typing. Read theirs first."))
    _add_heading(work, title, summary)
    work.journal("dossier.heading_changed")


@transaction.atomic
def add_note(dossier_id: UUID, *, viewer: Viewer, text: str) -> UUID:
    """Write a note for colleagues. Raises NotAllowed, NotFound, Locked, Refused."""
    work = begin(dossier_id, viewer=viewer)
    note = Note(**work.entry(), number=work.next_number(Note))
    work.seal(note, "sealed_text", typed(text, missing=_("There is nothing in this note yet.")))
    note.save(force_insert=True)
    work.journal("dossier.note_added")
    return note.pk


@transaction.atomic
def mark_handed_over(dossier_id: UUID, *, viewer: Viewer, more_to_come: bool = False) -> None:
    """Set down that a package of it went out; again is fine, and a closed one stays closed.

    With ``more_to_come``, such as a draft for somebody else, it keeps its next date. Raises NotAllowed,
    NotFound.
    """
    row = _move(dossier_id, viewer, DossierState.HANDED_OVER, unless=DossierState.CLOSED)
    if not more_to_come:
        need_no_next_date(row, viewer=viewer)


@transaction.atomic
def close_dossier(dossier_id: UUID, *, viewer: Viewer) -> None:
    """Close a dossier: nothing changes in it until it is opened again. Raises NotAllowed, NotFound."""
    need_no_next_date(_move(dossier_id, viewer, DossierState.CLOSED), viewer=viewer)


@transaction.atomic
def reopen_dossier(dossier_id: UUID, *, viewer: Viewer) -> None:
    """Open a closed dossier again; it gets a next date. Raises NotAllowed, NotFound."""
    have_next_date(_move(dossier_id, viewer, DossierState.OPEN), viewer=viewer)


def _move(
    dossier_id: UUID, viewer: Viewer, state: DossierState, *, unless: DossierState | None = None
) -> Dossier:
    """Set where it stands, unless it stands there or at ``unless``; the row stays locked."""
    require(viewer.actor, *WORKERS)
    row = dossier_of(dossier_id, viewer=viewer, lock=True)
    if row.state not in (state, unless):
        Dossier.objects.filter(pk=row.pk).update(state=state)
        journal(actor=viewer.actor, action=f"dossier.{state}", subject=row.pk)
    return row


def _add_heading(work: Work, title: str, summary: str) -> None:
    heading = Heading(**work.entry(), number=work.next_number(Heading))
    named = typed(title, missing=_("Give the dossier a title."))
    work.seal(heading, "sealed_content", {"title": named, "summary": visible(summary).strip()})
    heading.save(force_insert=True)


def _must_exist(reports: list[UUID], viewer: Viewer) -> None:
    if set(reports) - reports_exist(reports, viewer=viewer):
        raise NotFound(_("There is no such report in your organisation."))
