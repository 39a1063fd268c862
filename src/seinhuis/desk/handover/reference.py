"""How people name a handover aloud."""

from uuid import UUID

from seinhuis.desk.kernel.references import reference_of


def handover_reference(handover_id: UUID) -> str:
    """A short name such as "H-7F3A-91C2"."""
    return reference_of("H", handover_id)
