"""What a finder yields: a candidate in the folded text, accepted or refused, before overlaps are settled."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from seinhuis.engine.identifiers.contracts import Kind
from seinhuis.engine.identifiers.folding import FoldedText

# The three fixed levels. They say how the find came about; they are no probability.
AS_WRITTEN = 0.95
UNDONE = 0.8  # an obfuscation, a line break or a typing error was undone
IN_CONTEXT = 0.6  # only the words around it say what it is


class Candidate(NamedTuple):
    """A find (``reason`` empty) or a refusal, with offsets in the folded text.

    A refusal with ``claims`` keeps its span: an IBAN with a typing error in it is not a phone number either.
    ``within`` marks the one allowed nesting: a second identifier that another one holds.
    """

    kind: Kind
    start: int
    end: int
    canonical: str = ""
    confidence: float = AS_WRITTEN
    obfuscated: bool = False
    reason: str = ""
    claims: bool = False
    within: bool = False


Finder = Callable[[FoldedText], Sequence[Candidate]]


def refusal(kind: Kind, start: int, end: int, reason: str, *, claims: bool = False) -> Candidate:
    """A refused candidate."""
    return Candidate(kind, start, end, reason=reason, claims=claims)


def level(*, undone: bool, as_written: float = AS_WRITTEN) -> float:
    """The confidence of a find: lower when something had to be undone."""
    return min(UNDONE, as_written) if undone else as_written
