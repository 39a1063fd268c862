"""Two tables: the true counts, which stay in the house, and the published one, which has holes in it."""

import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from seinhuis.engine.estimates.disclosure.errors import BadPublication, NotForEstimation

TOTAL = "Total"
HIDDEN_SIGN = "x"
MERGED = "|"
FEWEST_FOR_PERCENTAGE = 100

Place = tuple[str | None, ...]
"""A cell by its category in each dimension; None stands for the total over that dimension."""


class Status(StrEnum):
    """How a cell stands in a published table. Why a cell is hidden is never told."""

    SHOWN = "shown"
    ROUNDED = "rounded"
    HIDDEN = "hidden"
    STRUCTURAL = "structural"


@dataclass(frozen=True)
class Dimension:
    """A column to count by. A category may join several by ``|``: ``12-14|15-17`` is both together."""

    name: str
    categories: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse empty names, categories that occur twice and the word that stands for the total."""
        if not self.name or not self.categories or not all(self.categories):
            raise BadPublication("a dimension and its categories need names")
        if any(category.casefold() == TOTAL.casefold() for category in self.categories):
            raise BadPublication(f"the word {TOTAL} stands for the total and cannot be a category")
        atoms = [atom for category in self.categories for atom in category.split(MERGED)]
        if len(set(atoms)) < len(atoms):
            raise BadPublication("a category occurs twice in this dimension", column=self.name)

    def atoms(self, category: str | None) -> frozenset[str]:
        """The undivided categories that one category, or the total, consists of."""
        chosen = self.categories if category is None else (category,)
        return frozenset(atom for each in chosen for atom in each.split(MERGED))


@dataclass(frozen=True, eq=False)
class FrequencyTable:
    """True counts of persons, to be published after protection. Not a capture table and never made one.

    ``counts``: whole numbers, shape (categories of the first dimension, of the second, ...), without totals.
    ``structural``: same shape, True where nobody can be by definition; the count there is zero.
    """

    dimensions: tuple[Dimension, ...]
    counts: NDArray[np.int64]
    structural: NDArray[np.bool_] | None = field(default=None)

    def __post_init__(self) -> None:
        """Check shapes and counts, and close the arrays to writing."""
        shape = tuple(len(each.categories) for each in self.dimensions)
        counts = np.array(self.counts)
        structural = np.zeros(shape, bool) if self.structural is None else np.array(self.structural, bool)
        if len({each.name for each in self.dimensions}) < len(self.dimensions) or not self.dimensions:
            raise BadPublication("the dimensions need names of their own")
        if counts.shape != shape or structural.shape != shape:
            raise BadPublication("the counts do not have the shape of the dimensions")
        if not np.issubdtype(counts.dtype, np.integer) or (counts < 0).any():
            raise BadPublication("a count is a whole number of persons, zero or more")
        if counts[structural].any():
            raise BadPublication("a cell where nobody can be holds somebody")
        counts, structural = counts.astype(np.int64), structural.copy()
        counts.flags.writeable = structural.flags.writeable = False
        object.__setattr__(self, "counts", counts)
        object.__setattr__(self, "structural", structural)

    def cells(self) -> Iterator[tuple[Place, int, bool]]:
        """Every cell and every total, with its count and whether it is a structural zero."""
        structural = np.zeros(self.counts.shape, bool) if self.structural is None else self.structural
        axes = [[*enumerate(each.categories), (-1, None)] for each in self.dimensions]
        for corner in itertools.product(*axes):
            index = tuple(slice(None) if name is None else number for number, name in corner)
            place: Place = tuple(name for _, name in corner)
            yield place, int(self.counts[index].sum()), bool(np.all(structural[index]))

    def __array__(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse to be taken for an array of counts to estimate from."""
        raise NotForEstimation("A table for publication is not a capture table.")


@dataclass(frozen=True)
class PublishedCell:
    """One cell as readers see it; ``value`` is None when hidden, ``base`` is what it was rounded to."""

    place: Place
    status: Status
    value: int | None
    base: int = 1

    def __post_init__(self) -> None:
        """Refuse a hidden cell with a value and a shown one without."""
        if (self.value is None) != (self.status is Status.HIDDEN):
            raise BadPublication("a hidden cell has no value, and every other one has")
        if self.value is not None and (self.value < 0 or (self.status is Status.STRUCTURAL and self.value)):
            raise BadPublication("a published count cannot be below zero, a structural zero is zero")
        if (self.base > 1) != (self.status is Status.ROUNDED) or self.base < 1:
            raise BadPublication("a rounded cell, and no other, has a base above 1")
        if self.value is not None and self.value % self.base:
            raise BadPublication("a rounded count is no multiple of its base")

    @property
    def allows(self) -> tuple[int, int] | None:
        """The whole numbers from .. to that this cell leaves open (halves are rounded up); None: all."""
        if self.value is None:
            return None
        return max(0, self.value - self.base // 2), self.value + (self.base - 1) // 2


@dataclass(frozen=True)
class PublishedTable:
    """What readers get. Cells that are not in it were not published, and say nothing."""

    dimensions: tuple[Dimension, ...]
    cells: tuple[PublishedCell, ...]

    def __post_init__(self) -> None:
        """Refuse cells in no place, and two in one."""
        if len({each.name for each in self.dimensions}) < len(self.dimensions) or not self.dimensions:
            raise BadPublication("the dimensions need names of their own")
        if len(self._by_place) < len(self.cells):
            raise BadPublication("a cell is published twice")
        for cell in self.cells:
            named = zip(self.dimensions, cell.place, strict=False)
            fits = len(cell.place) == len(self.dimensions)
            if not fits or any(part is not None and part not in each.categories for each, part in named):
                raise BadPublication("a cell does not stand in these dimensions")

    @cached_property
    def _by_place(self) -> dict[Place, PublishedCell]:
        return {cell.place: cell for cell in self.cells}

    def cell(self, *place: str | None) -> PublishedCell:
        """The cell in this place, None for a total; BadPublication when it is not published."""
        if place not in self._by_place:
            raise BadPublication("this cell is not published")
        return self._by_place[place]

    def share(self, part: Place, whole: Place) -> str:
        """A part of a whole in words: per cent from a whole of 100 up, else "x of y".

        Raises BadPublication when either is hidden or the part does not lie within the whole.
        """
        pairs = zip(self.dimensions, part, whole, strict=True)
        if not all(each.atoms(inner) <= each.atoms(outer) for each, inner, outer in pairs):
            raise BadPublication("this part does not lie within this whole")
        count, total = self.cell(*part).value, self.cell(*whole).value
        if count is None or total is None:
            raise BadPublication("of a hidden cell no share is published")
        if total < FEWEST_FOR_PERCENTAGE:
            return f"{count} of {total}"
        return f"{100 * count / total:.0f} %"

    def to_csv(self) -> str:
        """One row for each cell: categories (Total for a total), value (x: hidden), status, base."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow([*(each.name for each in self.dimensions), "value", "status", "base"])
        for cell in self.cells:
            value = HIDDEN_SIGN if cell.value is None else cell.value
            writer.writerow([*named(cell.place), value, cell.status, cell.base])
        return text.getvalue()

    def to_dict(self) -> dict[str, Any]:
        """The table as a JSON object; a hidden value is null."""
        return {
            "dimensions": {each.name: list(each.categories) for each in self.dimensions},
            "cells": [
                {
                    "place": dict(
                        zip((each.name for each in self.dimensions), named(cell.place), strict=True)
                    ),
                    "value": cell.value,
                    "status": str(cell.status),
                    "base": cell.base,
                }
                for cell in self.cells
            ],
        }

    def __array__(self, *_: Any, **__: Any) -> NoReturn:
        """Refuse to be taken for an array of counts to estimate from."""
        raise NotForEstimation("A published table has holes in it and is not to be estimated from.")


def named(place: Place) -> list[str]:
    """The categories of a place as they are written."""
    return [TOTAL if part is None else part for part in place]


def described(dimensions: tuple[Dimension, ...], place: Place) -> str:
    """A place in words, for messages: `region North, age Total`."""
    return ", ".join(f"{each.name} {part}" for each, part in zip(dimensions, named(place), strict=True))
