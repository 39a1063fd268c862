"""What the handover does when something is announced."""

from seinhuis.desk.handover.acknowledging import hand_over_dossier, hand_over_reports
from seinhuis.desk.handover.contracts import HandoverAcknowledged, HandoverSent
from seinhuis.desk.handover.validating import check_case
from seinhuis.desk.kernel.outbox import subscribe


def register() -> None:
    """Subscribe; called when the app is ready."""
    subscribe(HandoverSent, check_case, in_worker=True)
    subscribe(HandoverAcknowledged, hand_over_reports)
    subscribe(HandoverAcknowledged, hand_over_dossier)
