"""What becomes of the estimate when links between lists are wrong.

Missed links: each person on two or more lists is, with chance ``rate``, split: one of its lists, each equally
likely, stands apart as if it were somebody else. The observed counts are then the expected outcome of that,
and solving the equations gives the counts before it happened.

False links: each observed person on two or more lists is, with chance ``rate``, really two: one of its lists,
each equally likely, belongs to somebody else. The counts are corrected by their expectation.

Both take at most one wrong link for each person, and the same rate for all lists.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from seinhuis.engine.estimates.bounds.contracts import LinkageError
from seinhuis.engine.estimates.bounds.selected import hidden_of_cells
from seinhuis.engine.estimates.loglinear.models import Model
from seinhuis.engine.estimates.tables import CaptureTable

Floats = NDArray[np.float64]

RATES = (0.01, 0.02, 0.05, 0.10)
LESS_THAN_NOBODY = 0.5  # what all counts below zero may add up to: they then stand for zero
TOO_MANY = "So many links cannot have been missed: some count would lie below zero."
NO_ESTIMATE = "The model has no estimate for the corrected counts."


def linkage_errors(
    table: CaptureTable, model: Model, *, rates: Sequence[float] = RATES
) -> tuple[LinkageError, ...]:
    """The estimate of one model after correcting for each rate of missed, and of false, links."""
    cells = table.cells.astype(np.float64)
    missed = [_scenario("missed", rate, joined(cells, rate), model) for rate in rates]
    false = [_scenario("false", rate, split(cells, rate), model) for rate in rates]
    return (*missed, *false)


def split(cells: Floats, rate: float) -> Floats:
    """The expected counts when a share of the persons on several lists is taken for two; shape (2**t,)."""
    result = cells.copy()
    for history, parts in _several(len(cells)):
        moved = rate * cells[history]
        result[history] -= moved
        for single in parts:
            result[single] += moved / len(parts)
            result[history ^ single] += moved / len(parts)
    return result


def joined(cells: Floats, rate: float) -> Floats:
    """The counts of which `split` makes these; some can lie below zero, and then there are none such."""
    result = cells.copy()
    # From many lists to few: what a history gave to smaller ones is known before those are undone.
    for history, parts in sorted(_several(len(cells)), key=lambda each: -len(each[1])):
        result[history] /= 1 - rate
        moved = rate * result[history]
        for single in parts:
            result[single] -= moved / len(parts)
            result[history ^ single] -= moved / len(parts)
    return result


def _several(size: int) -> list[tuple[int, list[int]]]:
    """Each history of two or more lists, with its lists one by one, as bit masks."""
    lists = size.bit_length() - 1
    return [
        (history, [1 << place for place in range(lists) if history >> place & 1])
        for history in range(size)
        if history.bit_count() > 1
    ]


def _scenario(kind: str, rate: float, cells: Floats, model: Model) -> LinkageError:
    if cells[cells < 0].sum() < -LESS_THAN_NOBODY:
        return LinkageError(kind, rate, None, None, TOO_MANY)
    cells = np.maximum(cells, 0.0)
    observed = float(cells.sum())
    hidden = hidden_of_cells(cells, model)
    if hidden is None:
        return LinkageError(kind, rate, observed, None, NO_ESTIMATE)
    return LinkageError(kind, rate, observed, observed + hidden)
