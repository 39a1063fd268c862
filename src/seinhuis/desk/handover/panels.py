"""What the handover shows on the page of a dossier."""

from uuid import UUID

from django.http import HttpRequest

from seinhuis.desk.handover.selectors import WORKERS, handovers_of
from seinhuis.desk.handover.views import described
from seinhuis.desk.kernel.panels import Panel, register_panel
from seinhuis.desk.vault.api import Viewer


def dossier_panel(request: HttpRequest, subject: UUID) -> Panel | None:
    """Earlier handovers with their state, and where to begin another."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not viewer.actor.has(*WORKERS):
        return None
    lines = [described(line) for line in handovers_of(subject, viewer=viewer)]
    return Panel("handover/panel.html", {"lines": lines, "dossier": subject})


def register() -> None:
    """Register the panel; called when the app is ready."""
    register_panel("dossier", dossier_panel, order=10)
