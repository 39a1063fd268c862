"""Handling one item: taking, giving, urgency, next date, notes, asking the reporter, closing."""

import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import WORKS_WITH_CONTENT, colleague_names, colleagues
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.reports.api import (
    CloseReason,
    OpenedReport,
    State,
    Urgency,
    lock_reports,
    open_report,
    open_summaries,
    set_state,
)
from seinhuis.desk.triage import rules
from seinhuis.desk.triage.contracts import ItemState, NotePurpose
from seinhuis.desk.triage.items import (
    WORKERS,
    fresh_date,
    locked_groups,
    locked_item,
    locked_open_item,
    unread_answers,
    why_not_open,
)
from seinhuis.desk.triage.models import QueueItem
from seinhuis.desk.triage.notes import keep_note
from seinhuis.desk.vault.api import Viewer


@transaction.atomic
def take(report: UUID, *, viewer: Viewer) -> None:
    """Let the viewer handle this item; the reporters of it and of what is joined see that it is looked at.

    Raises NotAllowed, NotFound, Refused when a colleague has it and the viewer is no coordinator.
    """
    item = locked_open_item(report, viewer=viewer)
    if item.assignee not in ("", viewer.actor.id):
        _coordinator_or_refuse(item, viewer)
    QueueItem.objects.filter(pk=item.pk).update(assignee=viewer.actor.id)
    _show_as_in_review(open_group(item), viewer=viewer)
    journal(actor=viewer.actor, action="triage.taken", subject=report)


@transaction.atomic
def assign(report: UUID, *, viewer: Viewer, assignee: str) -> None:
    """Give the item to a colleague, or to nobody with an empty ``assignee``.

    An analyst takes it themselves or releases what is theirs; only a coordinator decides about others. Raises
    NotAllowed, NotFound, Refused for somebody who does not work with reports here.
    """
    item = locked_open_item(report, viewer=viewer)
    if assignee == viewer.actor.id:
        return take(report, viewer=viewer)
    if assignee or item.assignee not in ("", viewer.actor.id):
        require(viewer.actor, Role.COORDINATOR)
    if assignee and assignee not in people_who_can_have_items(viewer=viewer):
        raise Refused(_("This person does not work with reports in your organisation. Choose another."))
    QueueItem.objects.filter(pk=item.pk).update(assignee=assignee)
    journal(actor=viewer.actor, action="triage.assigned" if assignee else "triage.released", subject=report)


@transaction.atomic
def set_urgency(report: UUID, *, viewer: Viewer, urgency: Urgency, reason: str = "") -> None:
    """Let a person decide the urgency; the next date follows. ``reason`` is kept as a sealed note.

    Raises NotAllowed, NotFound, Refused.
    """
    item = locked_open_item(report, viewer=viewer)
    day = rules.date_for_new_urgency(Urgency(item.urgency), urgency, item.next_date, fresh_date(urgency))
    QueueItem.objects.filter(pk=item.pk).update(
        urgency=urgency, urgency_set_by=viewer.actor.id, next_date=day
    )
    keep_note(item, reason, purpose=NotePurpose.URGENCY, viewer=viewer)
    journal(actor=viewer.actor, action="triage.urgency_set", subject=report, ground=urgency)


@transaction.atomic
def set_next_date(report: UUID, *, viewer: Viewer, next_date: datetime.date) -> None:
    """Set when this item is looked at again.

    Raises NotAllowed, NotFound, Refused for a day that has passed or lies too far ahead.
    """
    item = locked_open_item(report, viewer=viewer)
    check_next_date(next_date)
    QueueItem.objects.filter(pk=item.pk).update(next_date=next_date)
    journal(actor=viewer.actor, action="triage.next_date_set", subject=report, ground=next_date.isoformat())


@transaction.atomic
def add_note(report: UUID, *, viewer: Viewer, text: str) -> UUID:
    """Keep a sealed note for colleagues and return its id.

    Raises NotAllowed, NotFound, Locked, Refused for an empty note.
    """
    item = locked_item(report, viewer=viewer)
    number = keep_note(item, text, purpose=NotePurpose.REMARK, viewer=viewer)
    if number is None:
        raise Refused(_("There is nothing in this note yet."))
    journal(actor=viewer.actor, action="triage.noted", subject=report)
    return number


@transaction.atomic
def close(report: UUID, *, viewer: Viewer, reason: CloseReason, note: str = "") -> None:
    """Close an item and what is joined to it; each reporter reads why.

    Raises NotAllowed, NotFound, Refused, also while a reporter has answered and nobody has read it. ``note``
    is kept sealed, for colleagues only.
    """
    item = locked_open_item(report, viewer=viewer)
    members = open_group(item)
    lock_reports(members, viewer=viewer)
    if unread_answers(members, viewer=viewer):
        raise Refused(
            _("A reporter has added something that nobody has read yet. Read it first, then close.")
        )
    for member in members:
        set_state(member, viewer=viewer, state=State.CLOSED, close_reason=reason)
    QueueItem.objects.filter(pk__in=members).update(state=ItemState.CLOSED, new_answer=False)
    keep_note(item, note, purpose=NotePurpose.CLOSING, viewer=viewer)
    journal(actor=viewer.actor, action="triage.closed", subject=report, ground=reason)


@transaction.atomic
def reopen(report: UUID, *, viewer: Viewer) -> None:
    """Put a closed item back in the queue, with what was joined to it.

    Raises NotAllowed, NotFound, Refused.
    """
    rows = locked_groups([report], viewer=viewer)
    item = next(row for row in rows if row.pk == report)
    if item.state != ItemState.CLOSED or item.lead != item.pk:
        raise Refused(why_not_open(ItemState.JOINED if item.lead != item.pk else ItemState(item.state)))
    members = [row.pk for row in rows if row.state == ItemState.CLOSED]
    QueueItem.objects.filter(pk__in=members).exclude(pk=item.pk).update(state=ItemState.JOINED)
    day = fresh_date(Urgency(item.urgency))
    QueueItem.objects.filter(pk=item.pk).update(state=ItemState.OPEN, next_date=day)
    lock_reports(members, viewer=viewer)
    for member in members:
        set_state(member, viewer=viewer, state=State.IN_REVIEW)
    journal(actor=viewer.actor, action="triage.reopened", subject=report)


@transaction.atomic
def read_report(report: UUID, *, viewer: Viewer) -> OpenedReport:
    """Open a report with its conversation; what the reporter added to it counts as read by that.

    Raises NotAllowed, NotFound, Locked, ReportDamaged.
    """
    answers_read(report, viewer=viewer)
    return open_report(report, viewer=viewer)


@transaction.atomic
def answers_read(report: UUID, *, viewer: Viewer) -> None:
    """Take away the mark of a new answer in the transaction in which the conversation is opened, before that:
    what the reporter adds after the opening is marked again.
    """
    require(viewer.actor, *WORKERS)
    QueueItem.objects.filter(pk=report, organisation=viewer.organisation, new_answer=True).update(
        new_answer=False
    )


def people_who_can_have_items(*, viewer: Viewer) -> dict[str, str]:
    """The colleagues an item can be given to: opaque id and name."""
    working = frozenset(WORKS_WITH_CONTENT)
    return {str(each.id): each.name for each in colleagues(viewer=viewer) if each.roles & working}


def check_next_date(day: datetime.date) -> None:
    """Raises Refused for a day that has passed or lies too far ahead."""
    if not rules.fits_as_next_date(day, clock.today()):
        raise Refused(_("Choose a day from today on, and at most half a year ahead."))


def open_group(lead: QueueItem) -> list[UUID]:
    """The reports that are handled as one with this item in the queue, itself included."""
    rows = QueueItem.objects.filter(lead=lead.pk, state__in=(ItemState.OPEN, ItemState.JOINED))
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _show_as_in_review(reports: list[UUID], *, viewer: Viewer) -> None:
    """Only what was waiting or closed: a report that was handed over stays so for its reporter."""
    lock_reports(reports, viewer=viewer)
    for report, summary in open_summaries(reports, viewer=viewer).items():
        if summary.state in (State.RECEIVED, State.CLOSED):
            set_state(report, viewer=viewer, state=State.IN_REVIEW)


def _coordinator_or_refuse(item: QueueItem, viewer: Viewer) -> None:
    if viewer.actor.has(Role.COORDINATOR):
        return
    name = colleague_names(viewer=viewer).get(item.assignee, _("a colleague"))
    raise Refused(
        _("%(name)s has this report. Ask them to release it, or ask a coordinator.") % {"name": name}
    )
