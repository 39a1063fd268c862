"""Settling what the clock brought back about a handover. It does not count as received by that."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.handover.contracts import HandoverState, Settlement
from seinhuis.desk.handover.models import Handover
from seinhuis.desk.handover.selectors import handover_of
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.triage.api import FollowUpCode, fulfil
from seinhuis.desk.vault.api import Viewer

FITS: dict[FollowUpCode, tuple[Settlement, ...]] = {
    FollowUpCode.PACKAGE_NOT_VALID: (Settlement.ANOTHER_PACKAGE, Settlement.USABLE),
    FollowUpCode.CASE_NOT_CHECKED: (
        Settlement.CHECKED_ELSEWHERE,
        Settlement.ANOTHER_PACKAGE,
        Settlement.USABLE,
    ),
    FollowUpCode.ACKNOWLEDGEMENT: (Settlement.ANOTHER_PACKAGE,),
}


@transaction.atomic
def settle(handover_id: UUID, *, viewer: Viewer, code: FollowUpCode, reason: Settlement) -> None:
    """Take a line about a handover out of the queue, with a reason that stays in the journal.

    Raises NotAllowed for anybody but a coordinator, NotFound, Refused for a reason that does not fit, or when
    nothing stands in the queue.
    """
    require(viewer.actor, Role.COORDINATOR)
    row = handover_of(handover_id, viewer=viewer, lock=True)
    if reason not in FITS.get(code, ()):
        raise Refused(_("This reason does not fit. Choose one of the reasons on the page of the handover."))
    if reason is Settlement.ANOTHER_PACKAGE and not _another_was_sent(row):
        raise Refused(
            _("No other package of this dossier has been sent since. Send it first, then settle this.")
        )
    if not fulfil(row.pk, code, actor=viewer.actor):
        raise Refused(_("This has been settled already."))
    journal(actor=viewer.actor, action="handover.settled", subject=row.pk, ground=reason)


def _another_was_sent(row: Handover) -> bool:
    sent = Handover.objects.filter(
        organisation=row.organisation,
        dossier=row.dossier,
        sent_on__gte=row.sent_on,
        state__in=(HandoverState.PENDING, HandoverState.ACKNOWLEDGED),
    )
    return sent.exclude(pk=row.pk).exists()
