"""Protecting a table: small counts are hidden, and as many others as are needed to keep them hidden.

Primary: counts under the threshold, zeros that are not structural included. Secondary: while an attacker can
narrow a hidden cell too far, that table is looked for which disagrees as cheaply as possible with what is
shown and moves the cell far enough; the cells in which it disagrees are hidden too (the least-cost heuristic
of Kelly, Golden & Assad 1992, over whole numbers and over earlier releases as well). At the end each hidden
cell that is not small is shown again if the others stay safe. The pairs of tables that were found on the way
are the proof: both agree with everything published, and they differ by the width.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seinhuis.engine.estimates.disclosure.attack import Attack, Joint, Limit, Point, Row, join, limits_of
from seinhuis.engine.estimates.disclosure.auditing import THRESHOLD, WIDTH, differences
from seinhuis.engine.estimates.disclosure.errors import AlreadyDisclosed
from seinhuis.engine.estimates.disclosure.tables import (
    FrequencyTable,
    Place,
    PublishedCell,
    PublishedTable,
    Status,
    described,
)
from seinhuis.engine.estimates.errors import BadSetting

BARELY = 1  # a rounded count is only asked to leave two numbers open


@dataclass(frozen=True)
class Policy:
    """What may be published.

    ``threshold``: counts below it are hidden. ``width``: the least distance, in persons, between the smallest
    and the largest count that an attacker can prove for a hidden cell. ``rounding``: shown counts become
    multiples of this base (1: not rounded). ``accept_earlier``: go on although earlier releases alone already
    prove a cell. Raises BadSetting.
    """

    threshold: int = THRESHOLD
    width: int = WIDTH
    rounding: int = 1
    accept_earlier: bool = False

    def __post_init__(self) -> None:
        """Refuse a threshold or a width that hides nothing, and a base that is none."""
        if self.threshold < 2 or self.width < 1 or self.rounding < 1:
            raise BadSetting("The threshold is at least 2, the width and the rounding at least 1.")


def protect(
    table: FrequencyTable, policy: Policy | None = None, previous: Sequence[PublishedTable] = ()
) -> PublishedTable:
    """Hide what has to be hidden in a table and its totals, so that earlier releases do not undo it.

    Earlier releases are taken to count the same persons. The result does not depend on the order of rows,
    categories or dimensions. Raises AlreadyDisclosed, Contradiction, TooLarge, Undecided.
    """
    policy = policy or Policy()
    shield = _Shield(table, policy, previous)
    shield.close()
    shield.give_back()
    return shield.published()


@dataclass(eq=False)
class _Cell:
    """A cell of the new table, with its row of undivided cells and what it would say when shown."""

    place: Place
    count: int
    shown: PublishedCell
    limit: Limit
    small: bool
    hidden: bool


@dataclass(frozen=True, eq=False)
class _Target:
    """A sum that has to stay open by ``width`` persons; ``own`` when it is a cell of the new table."""

    name: str
    row: Row
    width: int
    own: _Cell | None = None
    must: bool = True


class _Shield:
    """The work in progress: which cells are hidden, and the tables found so far that agree with the rest."""

    def __init__(self, table: FrequencyTable, policy: Policy, previous: Sequence[PublishedTable]) -> None:
        self.table, self.policy = table, policy
        joint = join([table.dimensions, *(earlier.dimensions for earlier in previous)])
        self.size = joint.size
        self.cells = _cells(joint, table, policy)
        self.fixed = [limit for earlier in previous for limit in limits_of(joint, earlier)]
        self.fixed += [cell.limit for cell in self.cells if cell.shown.status is Status.STRUCTURAL]
        self.outside = self._outside(joint, previous)
        self.lost: set[int] = set()
        # The first table also tells whether the releases can be true together at all.
        self.points: NDArray[np.float64] = self._attack().extreme(np.zeros(self.size), 1)[None, :]

    def close(self) -> None:
        """Hide more until every target is open; each round at least one target gets its proof."""
        while narrow := next(self._narrow(self._targets()), None):
            if not self._prove(narrow):
                self._widen(narrow)

    def give_back(self) -> None:
        """Show again what turned out not to be needed, the largest counts first."""
        spare = [cell for cell in self.cells if cell.hidden and not cell.small]
        for cell in sorted(spare, key=lambda each: -each.count):
            points = self.points
            cell.hidden = False
            said = points @ cell.limit.row
            self.points = points[(said >= cell.limit.lower) & (said <= cell.limit.upper)]
            if not all(self._prove(target) for target in self._narrow(self._targets())):
                cell.hidden, self.points = True, points

    def published(self) -> PublishedTable:
        """The table as it may go out, in the order of the categories of the true one."""
        known = {cell.place: cell for cell in self.cells}
        ordered = (known[place] for place, _, _ in self.table.cells())
        cells = [
            PublishedCell(cell.place, Status.HIDDEN, None) if cell.hidden else cell.shown for cell in ordered
        ]
        return PublishedTable(self.table.dimensions, tuple(cells))

    def _outside(self, joint: Joint, previous: Sequence[PublishedTable]) -> list[_Target]:
        """What earlier releases hide or round, and small differences between them and this one."""
        targets = [
            _Target(
                f"{described(earlier.dimensions, cell.place)} (earlier release {number})",
                joint.row(earlier.dimensions, cell.place),
                self.policy.width if cell.status is Status.HIDDEN else BARELY,
                must=cell.status is Status.HIDDEN,
            )
            for number, earlier in enumerate(previous, 1)
            for cell in earlier.cells
            if cell.status in {Status.HIDDEN, Status.ROUNDED}
        ]
        if self.policy.rounding == 1:
            plain = PublishedTable(self.table.dimensions, tuple(cell.shown for cell in self.cells))
            targets += [
                _Target(place, row, self.policy.width)
                for earlier in previous
                for place, row, count in differences(joint, plain, earlier)
                if 0 < count < self.policy.threshold
            ]
        return targets

    def _targets(self) -> list[_Target]:
        names = self.table.dimensions
        own = [
            _Target(
                described(names, cell.place),
                cell.limit.row,
                self.policy.width if cell.hidden else BARELY,
                cell,
                must=cell.hidden,
            )
            for cell in self.cells
            if cell.hidden or cell.shown.status is Status.ROUNDED
        ]
        return [*own, *self.outside]

    def _narrow(self, targets: list[_Target]) -> "filter[_Target]":
        """The targets that the tables found so far do not keep open."""
        return filter(self._is_narrow, targets)

    def _is_narrow(self, target: _Target) -> bool:
        said = self.points @ target.row
        return bool(said.max() - said.min() < target.width) and id(target.own or target.row) not in self.lost

    def _attack(self) -> Attack:
        shown = [cell.limit for cell in self.cells if _is_said(cell)]
        return Attack(self.size, [*self.fixed, *shown])

    def _prove(self, target: _Target) -> bool:
        """Look for two tables that keep the target open; keep what is found."""
        attack = self._attack()
        self._keep(*(attack.extreme(target.row, sign) for sign in (1, -1)))
        return not self._is_narrow(target)

    def _widen(self, target: _Target) -> None:
        """Hide the cheapest set of cells that moves the target far enough, or note that nothing can."""
        attack = Attack(self.size, self.fixed)
        aims = self._aims(target, attack)
        if not aims:
            self._give_up(target)
            return
        soft = [cell for cell in self.cells if _is_said(cell)]
        limits = [cell.limit for cell in soft]
        costs = np.array([np.log2(2.0 + cell.count) for cell in soft])
        found = [attack.nearest(target.row, aim, sign, limits, costs) for aim, sign in aims]
        point = min(found, key=_price(soft, costs))
        for cell in soft:
            cell.hidden = cell.hidden or _broken(cell, point) > 0
        self._keep(point)

    def _aims(self, target: _Target, attack: Attack) -> list[tuple[float, int]]:
        """Where the target could be moved to, and in which direction; nothing when no hiding opens it."""
        lowest, highest = (float(target.row @ attack.extreme(target.row, sign)) for sign in (1, -1))
        if highest - lowest < target.width:
            return []
        said = self.points @ target.row
        up, down = float(said.min()) + target.width, float(said.max()) - target.width
        aims = [(up, 1)] * (up <= highest) + [(down, -1)] * (down >= lowest)
        # Where one step cannot reach far enough: all the way down now, and up from there in the next round.
        return aims or [(lowest, -1)]

    def _give_up(self, target: _Target) -> None:
        if target.must and not self.policy.accept_earlier:
            raise AlreadyDisclosed((target.name,))
        self.lost.add(id(target.own or target.row))

    def _keep(self, *points: Point) -> None:
        self.points = np.vstack([self.points, *points])


def _cells(joint: Joint, table: FrequencyTable, policy: Policy) -> list[_Cell]:
    """The cells in an order that does not depend on how the table was written down."""
    axes = sorted(range(len(table.dimensions)), key=lambda axis: table.dimensions[axis].name)
    return sorted(
        (_cell(joint, table, policy, *entry) for entry in table.cells()),
        key=lambda cell: [cell.place[axis] or "" for axis in axes],
    )


def _cell(
    joint: Joint, table: FrequencyTable, policy: Policy, place: Place, count: int, structural: bool
) -> _Cell:
    shown = _shown(place, count, structural, policy.rounding)
    lower, upper = shown.allows or (0, 0)
    small = count < policy.threshold and not structural
    return _Cell(place, count, shown, Limit(joint.row(table.dimensions, place), lower, upper), small, small)


def _shown(place: Place, count: int, structural: bool, base: int) -> PublishedCell:
    if structural:
        return PublishedCell(place, Status.STRUCTURAL, 0)
    if base == 1:
        return PublishedCell(place, Status.SHOWN, count)
    return PublishedCell(place, Status.ROUNDED, (count + base // 2) // base * base, base)


def _is_said(cell: _Cell) -> bool:
    return not cell.hidden and cell.shown.status is not Status.STRUCTURAL


def _broken(cell: _Cell, point: Point) -> float:
    """By how many persons a table disagrees with what a cell says."""
    said = float(cell.limit.row @ point)
    return max(0.0, cell.limit.lower - said, said - cell.limit.upper)


def _price(cells: Sequence[_Cell], costs: NDArray[np.float64]) -> Callable[[Point], float]:
    def price(point: Point) -> float:
        return sum(float(cost) * _broken(cell, point) for cell, cost in zip(cells, costs, strict=True))

    return price
