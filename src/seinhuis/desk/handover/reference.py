"""How people name a handover aloud."""

from uuid import UUID


def handover_reference(handover_id: UUID) -> str:
    """Return a short name such as "H-7F3A-91C2"; made from the random id, so it tells nothing about order."""
    signs = handover_id.hex.upper()
    return f"H-{signs[:4]}-{signs[4:8]}"
