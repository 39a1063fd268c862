"""How people name a report aloud."""

from uuid import UUID


def reference(report_id: UUID) -> str:
    """Return a short name such as "R-7F3A-91C2"; made from the random id, so it tells nothing about order."""
    signs = report_id.hex.upper()
    return f"R-{signs[:4]}-{signs[4:8]}"
