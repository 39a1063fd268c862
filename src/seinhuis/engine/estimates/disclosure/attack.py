"""What an attacker can prove: the smallest and largest count that agrees with everything published.

Unknown are the counts x of the undivided cells of all releases together, whole numbers of zero or more.
Every published cell says that a sum of some of them lies between two numbers. An interval for any other sum
follows from an integer linear programme, min and max of r'x (Fischetti & Salazar 2001, section 2; solved by
HiGHS). Whole numbers make the attacker at least as strong as a linear programme without them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp

from seinhuis.engine.estimates.disclosure.errors import Contradiction, TooLarge, Undecided
from seinhuis.engine.estimates.disclosure.tables import Dimension, Place, PublishedTable

MOST_CELLS = 5_000
SECONDS = 60.0
WHOLE = 1e-6
_OPTIMAL, _INFEASIBLE = 0, 2

Row = NDArray[np.float64]
Point = NDArray[np.float64]


@dataclass(frozen=True)
class Joint:
    """The undivided cells of several tables together: the cross-classification of all their dimensions."""

    atoms: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def size(self) -> int:
        """How many undivided cells there are."""
        return int(np.prod([len(names) for _, names in self.atoms]))

    def row(self, dimensions: Sequence[Dimension], place: Place) -> Row:
        """Ones for the undivided cells that a place consists of, shape (size,)."""
        chosen = {each.name: each.atoms(part) for each, part in zip(dimensions, place, strict=True)}
        masks = [
            np.array([float(name not in chosen or atom in chosen[name]) for atom in names])
            for name, names in self.atoms
        ]
        return np.asarray(reduce(np.multiply.outer, masks)).ravel()


@dataclass(frozen=True)
class Limit:
    """What a published cell says: ``lower`` <= row'x <= ``upper``."""

    row: Row
    lower: float
    upper: float


def join(tables: Iterable[tuple[Dimension, ...]]) -> Joint:
    """The joint cells of tables with these dimensions; TooLarge beyond five thousand."""
    atoms: dict[str, set[str]] = {}
    for dimensions in tables:
        for each in dimensions:
            atoms.setdefault(each.name, set()).update(each.atoms(None))
    joint = Joint(tuple((name, tuple(sorted(atoms[name]))) for name in sorted(atoms)))
    if joint.size > MOST_CELLS:
        raise TooLarge(
            f"These releases together have {joint.size} cells and at most {MOST_CELLS} can be worked out: "
            "join categories, or leave out releases that have no dimension in common."
        )
    return joint


def limits_of(joint: Joint, table: PublishedTable) -> list[Limit]:
    """What the cells of a published table say, the hidden ones left out."""
    return [
        Limit(joint.row(table.dimensions, cell.place), *cell.allows) for cell in table.cells if cell.allows
    ]


class Attack:
    """Everything that an attacker knows, ready to be asked what follows from it."""

    def __init__(self, size: int, limits: Sequence[Limit]) -> None:
        self.size = size
        self.limits = list(limits)
        self.ceiling = 2 * sum(limit.upper for limit in limits) + 1000
        self._matrix = sparse.csr_array(np.array([limit.row for limit in limits]).reshape(-1, size))
        self._lower = np.array([limit.lower for limit in limits])
        self._upper = np.array([limit.upper for limit in limits])
        self._constraints = LinearConstraint(self._matrix, self._lower, self._upper) if limits else ()

    def extreme(self, row: Row, sign: int) -> Point:
        """A table that agrees with everything and has the smallest (sign 1) or largest (-1) row'x.

        Raises Contradiction when no table agrees, Undecided when the solver runs out of time.
        """
        return checked(_solve(sign * row, self._constraints, self.ceiling, self.size))

    def interval(self, row: Row) -> tuple[int, int | None]:
        """What can be proven of row'x: from .. to, None when there is no largest."""
        smallest, largest = (row @ self.extreme(row, sign) for sign in (1, -1))
        return int(smallest), None if largest >= self.ceiling else int(largest)

    def nearest(self, row: Row, target: float, sign: int, soft: Sequence[Limit], costs: Row) -> Point:
        """A table with row'x >= target (sign 1) or <= target (-1) that breaks ``soft`` as cheaply as can be.

        ``costs``: the price of one person too many or too few in each of ``soft``. Raises as `extreme` does.
        """
        rows = np.array([limit.row for limit in soft]).reshape(-1, self.size)
        slack = sparse.identity(len(soft), format="csr")
        blank = sparse.csr_array((len(self.limits), 2 * len(soft)))
        matrix = sparse.vstack(
            [
                sparse.hstack([self._matrix, blank]),
                sparse.hstack([sparse.csr_array(rows), -slack, slack]),
                sparse.hstack([sparse.csr_array(row[None, :]), sparse.csr_array((1, 2 * len(soft)))]),
            ],
            format="csr",
        )
        aim = (target, np.inf) if sign > 0 else (-np.inf, target)
        lower = np.concatenate([self._lower, [limit.lower for limit in soft], aim[:1]])
        upper = np.concatenate([self._upper, [limit.upper for limit in soft], aim[1:]])
        prices = np.concatenate([np.zeros(self.size), costs, costs])
        return checked(_solve(prices, LinearConstraint(matrix, lower, upper), np.inf, self.size))[: self.size]


def _solve(
    costs: Row, constraints: LinearConstraint | tuple[()], ceiling: float, whole: int
) -> OptimizeResult:
    """The cheapest x from 0 to ``ceiling``, of which the first ``whole`` are whole numbers."""
    for demanded in (0, whole):
        result = milp(
            costs,
            constraints=constraints,
            bounds=Bounds(0, ceiling),
            integrality=np.arange(len(costs)) < demanded,
            options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
        )
        # Without the demand of whole numbers it is quicker, and the answer is mostly whole all the same.
        if result.status != _OPTIMAL or np.abs(result.x - np.rint(result.x))[:whole].max() < WHOLE:
            break
    return result


def checked(result: OptimizeResult) -> Point:
    """A solution in whole numbers, or the failure that the solver reports."""
    if result.status == _INFEASIBLE:
        raise Contradiction("The releases contradict each other: they do not count the same persons.")
    if result.status != _OPTIMAL or result.x is None:
        raise Undecided("The solver reached no answer in its time; join categories or leave releases out.")
    return np.asarray(np.rint(result.x))
