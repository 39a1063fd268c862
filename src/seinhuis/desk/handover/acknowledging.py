"""The recipient's acknowledgement: a code from the package, entered without an account."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import organisation_card
from seinhuis.desk.dossiers.api import mark_handed_over as mark_dossier_handed_over
from seinhuis.desk.handover.contracts import Acknowledged, HandoverAcknowledged, HandoverState
from seinhuis.desk.handover.models import Handover
from seinhuis.desk.handover.reference import handover_reference
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Actor, Role
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.outbox import announce
from seinhuis.desk.kernel.secrets import secret
from seinhuis.desk.kernel.typed_text import visible
from seinhuis.desk.triage.api import FollowUpCode, fulfil, mark_handed_over
from seinhuis.desk.vault.api import Viewer, seal_to_holder
from seinhuis.engine.sealing.receipts import Receipt
from seinhuis.engine.sealing.symmetric import derive


class WrongCode(Refused):
    """No package belongs to this code."""


def acknowledge_lookup(receipt: Receipt) -> bytes:
    """The keyed hash by which a code is found; under another key than the codes of reporters."""
    return receipt.lookup(derive(secret("receipt"), "handover acknowledgement"))


@transaction.atomic
def acknowledge(receipt: Receipt, *, call_back: str = "") -> Acknowledged:
    """Set down that the recipient has the package; entering the code again is fine. Raises WrongCode.

    ``call_back`` is sealed to the organisation; entered again, the last one holds.
    """
    row = Handover.objects.select_for_update().filter(acknowledge_lookup=acknowledge_lookup(receipt)).first()
    if row is None or row.sent_on is None:
        raise WrongCode(_("We do not know this code. Please check the digits, or call the sender."))
    card = organisation_card(row.organisation)
    before = row.state == HandoverState.ACKNOWLEDGED
    if call_back.strip():
        text = visible(call_back.strip())
        row.sealed_call_back = seal_to_holder(card.holder, text.encode(), f"handover call_back {row.pk}")
    if not before:
        _receive(row)
    row.save()
    acknowledged_on = row.acknowledged_on or clock.today()
    return Acknowledged(row.pk, handover_reference(row.pk), card.name, row.sent_on, acknowledged_on, before)


def _receive(row: Handover) -> None:
    recipient = Actor("recipient", row.organisation)
    row.state, row.acknowledged_on = HandoverState.ACKNOWLEDGED, clock.today()
    fulfil(row.pk, FollowUpCode.ACKNOWLEDGEMENT, actor=recipient)
    journal(actor=recipient, action="handover.acknowledged", subject=row.pk)
    announce(HandoverAcknowledged(str(row.pk), str(row.organisation)))


def hand_over_reports(event: HandoverAcknowledged) -> None:
    """Let the reports count as handed over, only now; being called twice is fine."""
    row = Handover.objects.get(pk=UUID(event.handover))
    mark_handed_over(row.sources.values_list("report", flat=True), viewer=house_viewer(row.organisation))


def hand_over_dossier(event: HandoverAcknowledged) -> None:
    """The same for the dossier, in a transaction of its own; with a draft waiting its next date stays.

    After the journal rows of the reports it would wait for somebody who holds the dossier and waits for the
    journal.
    """
    row = Handover.objects.get(pk=UUID(event.handover))
    drafts = Handover.objects.filter(
        organisation=row.organisation, dossier=row.dossier, state=HandoverState.DRAFT
    )
    mark_dossier_handed_over(row.dossier, viewer=house_viewer(row.organisation), more_to_come=drafts.exists())


def house_viewer(organisation: UUID) -> Viewer:
    """The house acting for an organisation with a coordinator's right and no key: it can open nothing."""
    return Viewer(Actor("system", organisation, frozenset({Role.COORDINATOR})))
