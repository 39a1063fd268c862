"""What the clock must bring back when nobody else does."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Actor
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.triage.contracts import FollowUpCode
from seinhuis.desk.triage.items import WORKERS
from seinhuis.desk.triage.models import FollowUp
from seinhuis.desk.vault.api import Viewer


@transaction.atomic
def follow_up(
    *,
    viewer: Viewer,
    subject: UUID,
    code: FollowUpCode,
    due: datetime.date,
    address: str,
    owner: str = "",
) -> UUID:
    """Bring ``subject`` back in the queue from ``due`` on, unless it is fulfilled by then; returns its id.

    ``address`` is the path of the page where it is handled, ``owner`` whose it is: the viewer's, when it is
    not named. Asking again for the same moves the day. Raises NotAllowed, ValueError for an address outside
    this house.
    """
    require(viewer.actor, *WORKERS)
    if not address.startswith("/") or address.startswith("//"):
        raise ValueError("The address of a follow-up is a path on this site.")
    row, _made = FollowUp.objects.update_or_create(
        organisation=viewer.organisation,
        subject=subject,
        code=code,
        fulfilled_on=None,
        defaults={"due": due, "address": address, "owner": owner or viewer.actor.id},
    )
    journal(actor=viewer.actor, action="triage.follow_up_set", subject=subject, ground=code)
    return row.pk


@transaction.atomic
def move_follow_up(subject: UUID, code: FollowUpCode, *, viewer: Viewer, due: datetime.date) -> bool:
    """Let it come back on another day; whose it is and where it is handled stay.

    Returns False when nothing was open. Raises NotAllowed.
    """
    require(viewer.actor, *WORKERS)
    if not _open([subject], code, viewer).update(due=due):
        return False
    journal(actor=viewer.actor, action="triage.follow_up_set", subject=subject, ground=code)
    return True


def due_dates(subjects: Iterable[UUID], code: FollowUpCode, *, viewer: Viewer) -> dict[UUID, datetime.date]:
    """The day on which each of these comes back, for those that do, in one query. Raises NotAllowed."""
    require(viewer.actor, *WORKERS)
    return dict(_open(subjects, code, viewer).values_list("subject", "due"))


def came_back(subject: UUID, *, viewer: Viewer) -> tuple[FollowUpCode, ...]:
    """What stands in the queue about this thing now. Raises NotAllowed."""
    require(viewer.actor, *WORKERS)
    waiting = FollowUp.objects.filter(
        organisation=viewer.organisation, subject=subject, fulfilled_on=None, due__lte=clock.today()
    )
    return tuple(FollowUpCode(code) for code in waiting.order_by("code").values_list("code", flat=True))


@transaction.atomic
def fulfil(subject: UUID, code: FollowUpCode, *, actor: Actor) -> bool:
    """Say that it has happened; the line leaves the queue. Returns False when nothing was open.

    ``actor`` acts for the organisation that waits. Raises ValueError for an actor without one.
    """
    if actor.organisation is None:
        raise ValueError("A follow-up is fulfilled on behalf of the organisation that waits for it.")
    waiting = FollowUp.objects.filter(
        organisation=actor.organisation, subject=subject, code=code, fulfilled_on=None
    )
    if not waiting.update(fulfilled_on=clock.today()):
        return False
    journal(actor=actor, action="triage.follow_up_fulfilled", subject=subject, ground=code)
    return True


def _open(subjects: Iterable[UUID], code: FollowUpCode, viewer: Viewer) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(
        organisation=viewer.organisation, subject__in=list(subjects), code=code, fulfilled_on=None
    )
