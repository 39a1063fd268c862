"""What the parts of the trace engine hand to each other: arrays of row numbers, never texts by name."""

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.verdicts import Judgement, Verdict

__all__ = ["Judgement", "Memberships", "Rows", "TextLinks", "Verdict", "Weights"]

Rows = NDArray[numpy.int64]
Weights = NDArray[numpy.float32]


@dataclass(frozen=True)
class TextLinks:
    """Pairs of rows whose texts are nearly equal: ``left[i] < right[i]``, each pair once, sorted by (left,
    right).

    ``similarity``: 0 to 1, verified on the shingles themselves: the greater of their Jaccard weighted by
    rarity and the square of their plain Jaccard.
    """

    left: Rows
    right: Rows
    similarity: Weights


@dataclass(frozen=True)
class Memberships:
    """Which row mentions which identifier, as numbers; each pair once."""

    row: Rows
    identifier: Rows
