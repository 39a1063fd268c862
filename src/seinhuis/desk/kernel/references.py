"""How people name a thing aloud."""

from uuid import UUID


def reference_of(letter: str, identity: UUID) -> str:
    """A short name such as "R-7F3A-91C2"; made from the random id, so it tells nothing about order."""
    signs = identity.hex.upper()
    return f"{letter}-{signs[:4]}-{signs[4:8]}"
