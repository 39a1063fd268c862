"""Whether a model has an estimate at all for a table, and whether the table can tell its parameters apart.

Existence (Fienberg & Rinaldo 2012): the maximum likelihood estimate exists when a table x with all cells
above zero has the same sufficient statistics. Chan, Silverman & Vincent (2021) state it as a linear
programme: max c subject to A'x = A'y, x >= c; the estimate exists when the optimum is above zero.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

POSITIVE = 1e-7
SINGULAR = 1e-9


class Existence(IntEnum):
    """What the two tests say; the numbers are those that the field's R packages print."""

    EXISTS = 0
    NO_ESTIMATE = 1
    NOT_IDENTIFIED = 2
    NEITHER = 3


REASONS = {
    Existence.NO_ESTIMATE: "The likelihood has no maximum for this model: too many overlaps are zero.",
    Existence.NOT_IDENTIFIED: "The table cannot tell the parameters of this model apart.",
    Existence.NEITHER: (
        "The likelihood has no maximum for this model, and its parameters cannot be told apart."
    ),
}


def design(cells: NDArray[np.int64], terms: NDArray[np.int64]) -> NDArray[np.float64]:
    """The 0/1 matrix of cells by terms: a term counts in a cell that contains it."""
    return np.asarray((cells[:, None] & terms[None, :]) == terms[None, :], dtype=np.float64)


def is_identified(matrix: NDArray[np.float64]) -> bool:
    """Whether the columns of a design matrix are independent."""
    return bool(np.linalg.matrix_rank(matrix) == matrix.shape[1])


def has_estimate(matrix: NDArray[np.float64], counts: NDArray[np.float64]) -> bool:
    """Solve the linear programme (HiGHS) for the cells that the model keeps."""
    from scipy.optimize import linprog

    cells = len(counts)
    scale = max(1.0, float(counts.max()))
    goal = np.zeros(cells + 1)
    goal[-1] = -1.0
    above = np.hstack([-np.eye(cells), np.ones((cells, 1))])
    equal = np.hstack([matrix.T, np.zeros((matrix.shape[1], 1))])
    solved = linprog(
        goal,
        A_ub=above,
        b_ub=np.zeros(cells),
        A_eq=equal,
        b_eq=matrix.T @ counts / scale,
        bounds=[(0, None)] * cells + [(0, None)],
        method="highs",
    )
    return bool(solved.status == 0 and -solved.fun * scale > POSITIVE)


def existence(matrix: NDArray[np.float64], counts: NDArray[np.float64]) -> Existence:
    """Both tests for one design over the kept cells."""
    exists, identified = has_estimate(matrix, counts), is_identified(matrix)
    return Existence((0 if exists else 1) + (0 if identified else 2))
