"""Finding the items of a viewer's organisation: locked for a change, or just to look."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.reports.api import Urgency, waiting_for_reader
from seinhuis.desk.triage import rules
from seinhuis.desk.triage.contracts import ItemState
from seinhuis.desk.triage.models import QueueItem
from seinhuis.desk.vault.api import Viewer

WORKERS = (Role.ANALYST, Role.COORDINATOR)


def item_row(report: UUID, *, viewer: Viewer) -> QueueItem:
    """The item of one report of the viewer's organisation. Raises NotAllowed, NotFound."""
    require(viewer.actor, *WORKERS)
    return _one(QueueItem.objects.filter(pk=report, organisation=viewer.organisation).first())


def locked_item(report: UUID, *, viewer: Viewer) -> QueueItem:
    """The same, locked until the end of the caller's transaction."""
    require(viewer.actor, *WORKERS)
    rows = QueueItem.objects.select_for_update().filter(pk=report, organisation=viewer.organisation)
    return _one(rows.first())


def locked_open_item(report: UUID, *, viewer: Viewer) -> QueueItem:
    """The same, for a step that only an item in the queue allows. Raises Refused for any other."""
    row = locked_item(report, viewer=viewer)
    if row.state != ItemState.OPEN:
        raise Refused(why_not_open(ItemState(row.state)))
    return row


def locked_groups(reports: Iterable[UUID], *, viewer: Viewer) -> list[QueueItem]:
    """Every item of the groups these reports belong to, locked in one order so that nobody waits for ever.

    Raises NotAllowed, and NotFound when one of the reports is not of this organisation.
    """
    require(viewer.actor, *WORKERS)
    wanted = set(reports)
    leads = QueueItem.objects.filter(pk__in=wanted, organisation=viewer.organisation).values("lead")
    rows = list(QueueItem.objects.select_for_update().filter(lead__in=leads).order_by("pk"))
    if not wanted <= {row.pk for row in rows}:
        raise NotFound(no_such_report())
    return rows


def unread_answers(reports: Iterable[UUID], *, viewer: Viewer) -> set[UUID]:
    """Which of these reports hold something of their reporter that nobody has read.

    The mark of the queue comes with the news of the answer, a moment after the answer itself.
    """
    require(viewer.actor, *WORKERS)
    wanted = set(reports)
    marked = QueueItem.objects.filter(pk__in=wanted, organisation=viewer.organisation, new_answer=True)
    return waiting_for_reader(wanted, viewer=viewer) | set(marked.values_list("pk", flat=True))


def fresh_date(urgency: Urgency) -> datetime.date:
    """The next date of this urgency counted from today."""
    return rules.default_next_date(urgency, clock.today(), settings.SEINHUIS_DAYS_BY_URGENCY)


def why_not_open(state: ItemState) -> str:
    """What to do about an item that is not in the queue."""
    return {
        ItemState.JOINED: _(
            "This report is joined to another. Do this on the report that leads, or undo the joining."
        ),
        ItemState.CLOSED: _("This report is closed. Open it again first."),
        ItemState.HANDED_OVER: _("This report has been handed over. Put it back in the queue first."),
        ItemState.OPEN: _("This report is in the queue."),
    }[state]


def no_such_report() -> str:
    """The sentence for a report that is not there, or not for this viewer."""
    return _("There is no such report in your organisation.")


def _one(row: QueueItem | None) -> QueueItem:
    if row is None:
        raise NotFound(no_such_report())
    return row
