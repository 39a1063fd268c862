"""What Newton's method left undecided, by linear programme; each model with each zero pattern once."""

import numpy as np

from seinhuis.engine.estimates.loglinear.existence import Existence
from seinhuis.engine.estimates.loglinear.newton import CONVERGED, NO_MAXIMUM, UNDECIDED, Batch, decide

Key = tuple[int, bytes, bytes, bytes]


class Decisions:
    """The answers of the linear programme so far."""

    def __init__(self) -> None:
        self._known: dict[Key, Existence] = {}

    def settle(self, batch: Batch) -> None:
        """Leave no row of a batch undecided: what exists but did not converge keeps the status UNDECIDED."""
        for row in np.flatnonzero(batch.status == UNDECIDED).tolist():
            key = (
                batch.over.lists,
                batch.over.terms.tobytes(),
                batch.active[row].tobytes(),
                (batch.cells[row] > 0).tobytes(),
            )
            if key not in self._known:
                self._known[key] = decide(batch, row)
            if self._known[key] is not Existence.EXISTS:
                batch.status[row] = NO_MAXIMUM

    def fitted(self, batch: Batch) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which rows have an estimate, after settling."""
        self.settle(batch)
        return np.asarray(batch.status == CONVERGED)
