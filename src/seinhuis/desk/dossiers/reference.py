"""How people name a dossier aloud."""

from uuid import UUID


def dossier_reference(dossier_id: UUID) -> str:
    """Return a short name such as "D-7F3A-91C2"; made from the random id, so it tells nothing about order."""
    signs = dossier_id.hex.upper()
    return f"D-{signs[:4]}-{signs[4:8]}"
