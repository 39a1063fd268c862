"""How people name a dossier aloud."""

from uuid import UUID

from seinhuis.desk.kernel.references import reference_of


def dossier_reference(dossier_id: UUID) -> str:
    """A short name such as "D-7F3A-91C2"."""
    return reference_of("D", dossier_id)
