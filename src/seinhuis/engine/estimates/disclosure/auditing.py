"""Attacking one's own publication: what follows for each cell that was hidden or rounded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from seinhuis.engine.estimates.disclosure.attack import Attack, Joint, Row, join, limits_of
from seinhuis.engine.estimates.disclosure.tables import (
    Dimension,
    Place,
    PublishedCell,
    PublishedTable,
    Status,
    described,
)

WIDTH = 5
THRESHOLD = 5


class Finding(StrEnum):
    """What kind of thing an attacker went for."""

    HIDDEN = "hidden cell"
    ROUNDED = "rounded cell"
    DIFFERENCE = "difference between two releases"
    GROUP = "everybody or nobody of a group"


@dataclass(frozen=True)
class Proof:
    """What can be proven of one cell: from ``lower`` to ``upper`` persons (None: no largest).

    ``release`` is 0 for the table itself, 1 for the first earlier one, and so on. ``leak``: a hidden cell
    with less than the width asked for, a rounded one of which the count is certain, a difference that is a
    small number of persons, or a group of which everybody or nobody is in one category.
    """

    finding: Finding
    release: int
    place: str
    lower: int
    upper: int | None
    leak: bool

    def to_dict(self) -> dict[str, Any]:
        """The proof as a JSON object."""
        return {**self.__dict__, "finding": str(self.finding)}


@dataclass(frozen=True)
class Audit:
    """Everything that was attacked, table by table."""

    proofs: tuple[Proof, ...]
    width: int

    @property
    def leaks(self) -> tuple[Proof, ...]:
        """What should not have been provable."""
        return tuple(proof for proof in self.proofs if proof.leak)

    @property
    def safe(self) -> bool:
        """Whether there is no leak."""
        return not self.leaks

    def to_dict(self) -> dict[str, Any]:
        """The audit as a JSON object."""
        return {
            "safe": self.safe,
            "width": self.width,
            "leaks": [proof.to_dict() for proof in self.leaks],
            "proofs": [proof.to_dict() for proof in self.proofs],
        }


def audit(
    published: PublishedTable,
    previous: Sequence[PublishedTable] = (),
    *,
    width: int = WIDTH,
    threshold: int = THRESHOLD,
) -> Audit:
    """Work out what an attacker with all these releases can prove, assuming that they count the same persons.

    The attacker knows every published number and every structural zero, not why a cell is hidden. Widths are
    upper minus lower, in persons. Raises Contradiction when the releases cannot all be true, TooLarge,
    Undecided.
    """
    releases = [published, *previous]
    joint = join(table.dimensions for table in releases)
    attack = Attack(joint.size, [limit for table in releases for limit in limits_of(joint, table)])
    proofs = [
        proof
        for number, table in enumerate(releases)
        for proof in _cells(attack, joint, number, table, width)
    ]
    proofs += [
        _difference(number, place, lower, threshold)
        for number, earlier in enumerate(previous, 1)
        for place, _, lower in differences(joint, published, earlier)
        if 0 < lower < threshold
    ]
    proofs += [proof for number, table in enumerate(releases) for proof in _groups(number, table)]
    return Audit(tuple(proofs), width)


def differences(joint: Joint, new: PublishedTable, earlier: PublishedTable) -> Iterator[tuple[str, Row, int]]:
    """Every new cell and every earlier one of which one lies within the other: the rest, and its count.

    Only counts that are shown as they are; the rest are the persons in one and not in the other.
    """
    ours, theirs = _exact(joint, new), _exact(joint, earlier)
    if not ours or not theirs:
        return
    one, two = np.array([row for _, row, _ in ours]), np.array([row for _, row, _ in theirs])
    common = one @ two.T
    for left, right in np.argwhere((common == one.sum(1)[:, None]) ^ (common == two.sum(1)[None, :])):
        inner, outer = sorted([ours[left], theirs[right]], key=lambda entry: float(entry[1].sum()))
        place = f"{outer[0]} without {inner[0]}"
        yield place, outer[1] - inner[1], outer[2] - inner[2]


def _exact(joint: Joint, table: PublishedTable) -> list[tuple[str, Row, int]]:
    return [
        (described(table.dimensions, cell.place), joint.row(table.dimensions, cell.place), cell.value)
        for cell in table.cells
        if cell.status is Status.SHOWN and cell.value is not None
    ]


def _cells(attack: Attack, joint: Joint, number: int, table: PublishedTable, width: int) -> Iterator[Proof]:
    for cell in table.cells:
        if cell.status not in {Status.HIDDEN, Status.ROUNDED}:
            continue
        lower, upper = attack.interval(joint.row(table.dimensions, cell.place))
        hidden = cell.status is Status.HIDDEN
        needed = width if hidden else 1
        yield Proof(
            Finding.HIDDEN if hidden else Finding.ROUNDED,
            number,
            described(table.dimensions, cell.place),
            lower,
            upper,
            upper is not None and upper - lower < needed,
        )


def _difference(number: int, place: str, count: int, threshold: int) -> Proof:
    return Proof(Finding.DIFFERENCE, number, place, count, count, 0 < count < threshold)


def _groups(number: int, table: PublishedTable) -> Iterator[Proof]:
    """Shown cells that hold nobody, or everybody of a shown total while others could have been elsewhere."""
    shown = {cell.place: cell for cell in table.cells}
    for cell in table.cells:
        if cell.status is not Status.SHOWN or cell.value is None:
            continue
        if cell.value == 0 or _holds_all(table.dimensions, shown, cell):
            place = described(table.dimensions, cell.place)
            yield Proof(Finding.GROUP, number, place, cell.value, cell.value, True)


def _holds_all(
    dimensions: tuple[Dimension, ...], shown: dict[Place, PublishedCell], cell: PublishedCell
) -> bool:
    for axis, part in enumerate(cell.place):
        total = shown.get((*cell.place[:axis], None, *cell.place[axis + 1 :]))
        if part is None or total is None or total.status is not Status.SHOWN or total.value != cell.value:
            continue
        others = [
            shown.get((*cell.place[:axis], other, *cell.place[axis + 1 :]))
            for other in dimensions[axis].categories
            if other != part
        ]
        if any(other is None or other.status is not Status.STRUCTURAL for other in others):
            return True
    return False
