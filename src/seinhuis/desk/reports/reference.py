"""How people name a report aloud."""

from uuid import UUID

from seinhuis.desk.kernel.references import reference_of


def reference(report_id: UUID) -> str:
    """A short name such as "R-7F3A-91C2"."""
    return reference_of("R", report_id)
