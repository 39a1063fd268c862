"""What can be said of a published number: a lower bound, an upper bound or neither, and what that assumes."""

from seinhuis.engine.estimates.bounds.contracts import (
    Bounds,
    EnvelopeModel,
    KnownSize,
    LinkageError,
    Statement,
    Sweep,
    Verdict,
)
from seinhuis.engine.estimates.bounds.together import bounds

__all__ = [
    "Bounds",
    "EnvelopeModel",
    "KnownSize",
    "LinkageError",
    "Statement",
    "Sweep",
    "Verdict",
    "bounds",
]
