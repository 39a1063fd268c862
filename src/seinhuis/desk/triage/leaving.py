"""Items that leave the queue with a handover, and come back when that is needed."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.reports.api import State, lock_reports, set_state
from seinhuis.desk.triage.actions import check_next_date
from seinhuis.desk.triage.contracts import ItemState
from seinhuis.desk.triage.items import locked_groups, unread_answers
from seinhuis.desk.triage.models import QueueItem
from seinhuis.desk.vault.api import Viewer


@transaction.atomic
def mark_handed_over(reports: Iterable[UUID], *, viewer: Viewer) -> None:
    """Take these reports out of the queue; their reporters see that they were handed over.

    What was joined to one of them and is not handed over stays in the queue, as one item of its own: nobody
    is told that a report went out when it did not. What a reporter added to and nobody has read stays too,
    with what it is joined with. Calling it twice is fine.

    Raises NotAllowed, NotFound, Refused.
    """
    going = set(reports)
    rows = locked_groups(going, viewer=viewer)
    lock_reports(going, viewer=viewer)
    unread = unread_answers(going, viewer=viewer)
    staying: set[UUID] = set()
    for group in _by_lead(rows).values():
        _part(group, going)
        part = {row.pk for row in group if row.pk in going}
        staying |= part if part & unread else set()
    for row in rows:
        if row.pk in going and row.state != ItemState.HANDED_OVER:
            set_state(row.pk, viewer=viewer, state=State.HANDED_OVER)
            if row.pk not in staying:
                journal(actor=viewer.actor, action="triage.handed_over", subject=row.pk)
    QueueItem.objects.filter(pk__in=going - staying).update(state=ItemState.HANDED_OVER, new_answer=False)


@transaction.atomic
def return_to_queue(reports: Iterable[UUID], *, viewer: Viewer, next_date: datetime.date) -> int:
    """Put reports that were handed over back in the queue, joined as they were; the others stay as they are.

    Returns how many came back. Raises NotAllowed, NotFound, Refused for a next date that is no promise.
    """
    check_next_date(next_date)
    coming = set(reports)
    rows = [row for row in locked_groups(coming, viewer=viewer) if row.pk in coming]
    returning = [row for row in rows if row.state == ItemState.HANDED_OVER]
    leads = {row.pk for row in rows if row.lead == row.pk}
    lock_reports(coming, viewer=viewer)
    for row in returning:
        joined = row.lead != row.pk and row.lead in leads
        _stand(row, joined, next_date)
        set_state(row.pk, viewer=viewer, state=State.IN_REVIEW)
        journal(actor=viewer.actor, action="triage.returned", subject=row.pk)
    return len(returning)


def _by_lead(rows: Iterable[QueueItem]) -> dict[UUID, list[QueueItem]]:
    groups: dict[UUID, list[QueueItem]] = {}
    for row in rows:
        groups.setdefault(row.lead, []).append(row)
    return groups


def _part(group: list[QueueItem], going: set[UUID]) -> None:
    """Part a group into what goes and what stays; each part has its own lead afterwards."""
    _close_ranks([row for row in group if row.pk in going])
    _close_ranks([row for row in group if row.pk not in going])


def _close_ranks(part: list[QueueItem]) -> None:
    if not part:
        return
    head = next((row for row in part if row.lead == row.pk), None) or _promote(part)
    members = {row.pk for row in part}
    for row in part:
        if row.pk != head.pk and row.joined_into not in members:
            QueueItem.objects.filter(pk=row.pk).update(joined_into=head.pk)


def _promote(part: list[QueueItem]) -> QueueItem:
    """Let the most urgent of those who lost their lead be the lead."""
    heir = min(part, key=lambda row: (row.urgency, row.next_date, row.pk))
    state = ItemState.OPEN if heir.state == ItemState.JOINED else heir.state
    day = max(heir.next_date, clock.today())
    QueueItem.objects.filter(pk=heir.pk).update(state=state, joined_into=None, lead=heir.pk, next_date=day)
    QueueItem.objects.filter(pk__in=[row.pk for row in part]).update(lead=heir.pk)
    return heir


def _stand(row: QueueItem, joined: bool, next_date: datetime.date) -> None:
    if joined:
        QueueItem.objects.filter(pk=row.pk).update(state=ItemState.JOINED)
        return
    QueueItem.objects.filter(pk=row.pk).update(
        state=ItemState.OPEN, joined_into=None, lead=row.pk, next_date=next_date
    )
