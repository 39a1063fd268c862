"""Reading items for other stations and for the pages."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.reports.api import Urgency
from seinhuis.desk.triage.contracts import ItemState, TriageItem, TriageNote
from seinhuis.desk.triage.items import WORKERS, item_row
from seinhuis.desk.triage.models import QueueItem
from seinhuis.desk.triage.notes import open_notes
from seinhuis.desk.vault.api import Viewer


def item_of(report: UUID, *, viewer: Viewer) -> TriageItem:
    """How one report is being handled. Raises NotAllowed, NotFound."""
    row = item_row(report, viewer=viewer)
    answered = QueueItem.objects.filter(lead=row.pk, new_answer=True).exists()
    return as_item(row, new_answer=row.new_answer or answered)


def items_of(reports: Iterable[UUID], *, viewer: Viewer) -> dict[UUID, TriageItem]:
    """How each of these reports of the viewer's organisation is being handled, in one query."""
    require(viewer.actor, *WORKERS)
    rows = QueueItem.objects.filter(pk__in=list(reports), organisation=viewer.organisation)
    return {row.pk: as_item(row, new_answer=row.new_answer) for row in rows}


def joined_with(report: UUID, *, viewer: Viewer) -> tuple[UUID, ...]:
    """The whole group that is handled as one with this report: the lead first, the report itself included."""
    row = item_row(report, viewer=viewer)
    members = QueueItem.objects.filter(lead=row.lead, organisation=viewer.organisation)
    others = members.exclude(pk=row.lead).order_by("pk").values_list("pk", flat=True)
    return (row.lead, *others)


def notes_of(report: UUID, *, viewer: Viewer) -> tuple[TriageNote, ...]:
    """The notes of colleagues with one report, oldest first. Raises NotAllowed, NotFound, Locked."""
    return open_notes(item_row(report, viewer=viewer).pk, viewer=viewer)


def as_item(row: QueueItem, *, new_answer: bool) -> TriageItem:
    """The row as it crosses the door."""
    return TriageItem(
        report=row.pk,
        organisation=row.organisation,
        state=ItemState(row.state),
        urgency=Urgency(row.urgency),
        urgency_set_by=row.urgency_set_by,
        assignee=row.assignee,
        next_date=row.next_date,
        new_answer=new_answer,
        lead=row.lead,
        joined_into=row.joined_into,
    )


def report_with_reference(first: UUID, last: UUID, *, viewer: Viewer) -> UUID:
    """The report of the viewer's organisation whose id lies between these two: the span of one reference.

    Raises NotAllowed, Refused when there is none, or more than one.
    """
    require(viewer.actor, *WORKERS)
    rows = QueueItem.objects.filter(organisation=viewer.organisation, report__gte=first, report__lte=last)
    found = list(rows.values_list("pk", flat=True)[:2])
    if not found:
        raise Refused(_("No report of your organisation has this reference. Check the eight signs."))
    if len(found) > 1:
        raise Refused(_("More than one report has this reference. Join it from the links below instead."))
    return found[0]
