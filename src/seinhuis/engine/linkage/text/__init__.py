"""Near-equal text: from the bytes of many texts to the pairs that are nearly the same, and why."""

from seinhuis.engine.linkage.text.changes import LinkChanges
from seinhuis.engine.linkage.text.explaining import (
    ReasonChanged,
    Span,
    SpanPair,
    TextReason,
    Unit,
    explain,
    replay,
)
from seinhuis.engine.linkage.text.index import TextIndex, WrongRows
from seinhuis.engine.linkage.text.near_equal import link_texts, near_equal
from seinhuis.engine.linkage.text.parameters import (
    DEFAULT_DIFFERENCE,
    KERNEL_VERSION,
    WrongDifference,
    WrongSimilarity,
    difference_of,
    least_similarity,
)
from seinhuis.engine.linkage.text.reading import WrongTexts
from seinhuis.engine.linkage.text.storing import DamagedIndex

__all__ = [
    "DEFAULT_DIFFERENCE",
    "KERNEL_VERSION",
    "DamagedIndex",
    "LinkChanges",
    "ReasonChanged",
    "Span",
    "SpanPair",
    "TextIndex",
    "TextReason",
    "Unit",
    "WrongDifference",
    "WrongRows",
    "WrongSimilarity",
    "WrongTexts",
    "difference_of",
    "explain",
    "least_similarity",
    "link_texts",
    "near_equal",
    "replay",
]
