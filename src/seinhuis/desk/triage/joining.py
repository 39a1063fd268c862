"""Joining reports that are one matter, and undoing exactly what was joined."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.reports.api import Urgency
from seinhuis.desk.triage import rules
from seinhuis.desk.triage.contracts import ItemState
from seinhuis.desk.triage.items import locked_groups, why_not_open
from seinhuis.desk.triage.models import QueueItem
from seinhuis.desk.vault.api import Viewer


@transaction.atomic
def join(report: UUID, *, into: UUID, viewer: Viewer) -> None:
    """Handle ``report``, and everything joined to it, as one with ``into`` from now on.

    The lead of ``into`` leads, with the highest urgency and the earliest next date of both, so that nothing
    becomes less urgent by being joined. Raises NotAllowed, NotFound, Refused.
    """
    rows = {row.pk: row for row in locked_groups([report, into], viewer=viewer)}
    moved, lead = rows[rows[report].lead], rows[rows[into].lead]
    if moved.pk == lead.pk:
        raise Refused(_("These two reports are joined already."))
    for item in (moved, lead):
        if item.state != ItemState.OPEN:
            raise Refused(why_not_open(ItemState(item.state)))
    QueueItem.objects.filter(pk=moved.pk).update(state=ItemState.JOINED, joined_into=into, lead=lead.pk)
    QueueItem.objects.filter(lead=moved.pk).update(lead=lead.pk)
    _take_over(lead, moved, viewer)
    journal(actor=viewer.actor, action="triage.joined", subject=moved.pk, ground=str(into))


@transaction.atomic
def undo_join(report: UUID, *, viewer: Viewer) -> None:
    """Let a joined report, with what was joined to it, stand in the queue by itself again.

    Raises NotAllowed, NotFound, Refused when it is not joined or its lead is not in the queue.
    """
    rows = {row.pk: row for row in locked_groups([report], viewer=viewer)}
    item = rows[report]
    if item.state != ItemState.JOINED:
        raise Refused(_("This report is not joined to another now. There is nothing to undo."))
    day = max(item.next_date, clock.today())
    QueueItem.objects.filter(pk=report).update(
        state=ItemState.OPEN, joined_into=None, lead=report, next_date=day
    )
    QueueItem.objects.filter(pk__in=branch(report, rows.values())).update(lead=report)
    journal(actor=viewer.actor, action="triage.join_undone", subject=report, ground=str(item.joined_into))


def branch(report: UUID, rows: Iterable[QueueItem]) -> set[UUID]:
    """A report and everything that was joined to it, directly or through others, among these rows."""
    links = [(row.joined_into, row.pk) for row in rows]
    found, grown = {report}, True
    while grown:
        more = {member for parent, member in links if parent in found} - found
        found |= more
        grown = bool(more)
    return found


def _take_over(lead: QueueItem, moved: QueueItem, viewer: Viewer) -> None:
    urgency = rules.most_urgent(Urgency(lead.urgency), Urgency(moved.urgency))
    raised = urgency != lead.urgency
    QueueItem.objects.filter(pk=lead.pk).update(
        urgency=urgency,
        urgency_set_by=viewer.actor.id if raised else lead.urgency_set_by,
        next_date=min(lead.next_date, moved.next_date),
        assignee=lead.assignee or moved.assignee,
    )
