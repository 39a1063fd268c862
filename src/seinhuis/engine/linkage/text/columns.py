"""Columns that grow: appending costs in proportion to what is appended."""

from typing import Generic, TypeVar

import numpy
from numpy.typing import DTypeLike, NDArray

Scalar = TypeVar("Scalar", bound=numpy.generic)


class Column(Generic[Scalar]):
    """An array with room at its end; ``values`` is the part in use, to read and to write."""

    def __init__(self, values: NDArray[Scalar]) -> None:
        self._room = values
        self._size = len(values)

    @classmethod
    def of(cls, dtype: DTypeLike, *shape: int) -> "Column[Scalar]":
        """An empty column of entries of this type and shape."""
        return cls(numpy.empty((0, *shape), dtype=dtype))

    @property
    def values(self) -> NDArray[Scalar]:
        """The entries so far."""
        return self._room[: self._size]

    def append(self, more: NDArray[Scalar]) -> None:
        """Add entries at the end."""
        size = self._size + len(more)
        if size > len(self._room):
            room = numpy.empty((size + size // 2, *self._room.shape[1:]), dtype=self._room.dtype)
            room[: self._size] = self.values
            self._room = room
        self._room[self._size : size] = more
        self._size = size
