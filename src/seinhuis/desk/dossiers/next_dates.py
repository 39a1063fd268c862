"""Reading when dossiers are looked at again; the day itself is kept by the triage, whose clock it is."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from seinhuis.desk.dossiers.contracts import NextDate
from seinhuis.desk.kernel import clock
from seinhuis.desk.triage.api import FollowUpCode, due_dates
from seinhuis.desk.vault.api import Viewer

# The same day next year, also over a leap day. Later is the same as never.
LONGEST_AHEAD = datetime.timedelta(days=366)


def next_dates(dossiers: Iterable[UUID], *, viewer: Viewer) -> dict[UUID, NextDate]:
    """The next date of each of these dossiers that has one, in one query. Raises NotAllowed."""
    today = clock.today()
    found = due_dates(dossiers, FollowUpCode.DOSSIER_OPEN, viewer=viewer)
    return {number: NextDate(day, max(0, (today - day).days)) for number, day in found.items()}


def next_date_of(dossier: UUID, *, viewer: Viewer) -> NextDate | None:
    """The next date of one dossier. Raises NotAllowed."""
    return next_dates([dossier], viewer=viewer).get(dossier)
