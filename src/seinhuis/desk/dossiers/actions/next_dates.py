"""When a dossier is looked at again: an open one is never without a day on which the queue brings it back."""

import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from seinhuis.desk.dossiers.actions.working import begin
from seinhuis.desk.dossiers.models import Dossier
from seinhuis.desk.dossiers.next_dates import LONGEST_AHEAD, next_date_of
from seinhuis.desk.dossiers.selectors import WORKERS, dossier_of
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.reports.api import Urgency
from seinhuis.desk.triage.api import FollowUpCode, follow_up, fulfil, move_follow_up
from seinhuis.desk.vault.api import Viewer


@transaction.atomic
def set_next_date(dossier_id: UUID, *, viewer: Viewer, day: datetime.date) -> None:
    """Set when a dossier is looked at again; one that had no such day gets it.

    Raises NotAllowed, NotFound, Locked, Refused for a closed one, and for a day that has passed or is more
    than a year ahead.
    """
    work = begin(dossier_id, viewer=viewer)
    if not clock.today() <= day <= clock.today() + LONGEST_AHEAD:
        raise Refused(_("Choose a day from today on, and at most a year ahead."))
    if not move_follow_up(work.dossier.pk, FollowUpCode.DOSSIER_OPEN, viewer=viewer, due=day):
        _bring_back(work.dossier, day, viewer)
    work.journal("dossier.next_date_set", ground=day.isoformat())


@transaction.atomic
def keep_next_date(dossier_id: UUID, *, viewer: Viewer) -> None:
    """Let a dossier have a next date, whatever its state; the day it has already stays.

    For a station that begins something with it. Raises NotAllowed, NotFound.
    """
    require(viewer.actor, *WORKERS)
    have_next_date(dossier_of(dossier_id, viewer=viewer, lock=True), viewer=viewer)


def have_next_date(dossier: Dossier, *, viewer: Viewer) -> None:
    """The same for a dossier that the caller has locked: it comes back after the days of enriching (U3)."""
    if next_date_of(dossier.pk, viewer=viewer) is None:
        days = settings.SEINHUIS_DAYS_BY_URGENCY[Urgency.U3]
        _bring_back(dossier, clock.today() + datetime.timedelta(days=days), viewer)


def need_no_next_date(dossier: Dossier, *, viewer: Viewer) -> None:
    """Let a dossier that the caller has locked not come back: there is no next step."""
    fulfil(dossier.pk, FollowUpCode.DOSSIER_OPEN, actor=viewer.actor)


def _bring_back(dossier: Dossier, day: datetime.date, viewer: Viewer) -> None:
    follow_up(
        viewer=viewer,
        subject=dossier.pk,
        code=FollowUpCode.DOSSIER_OPEN,
        due=day,
        address=reverse("dossiers:dossier", args=[dossier.pk]),
    )
