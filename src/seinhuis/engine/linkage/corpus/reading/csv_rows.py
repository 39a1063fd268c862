"""Rows of CSV with a header; a stray quote costs its own line, not the lines behind it."""

import csv
from collections import deque
from collections.abc import Iterator
from typing import IO

from seinhuis.engine.linkage.corpus.errors import BadInput
from seinhuis.engine.linkage.corpus.reading.lines import LONGEST_LINE, NOT_UTF8, Row, Unreadable, lines

_LONGEST_RECORD = 1000  # lines that one quoted field may span
_DELIMITERS = (",", ";", "\t")


class _Broken(Exception):
    """The record that was begun cannot be finished."""


def header(line: bytes) -> tuple[list[str], str] | None:
    """The names of the columns and the delimiter when this line is a header with `id` and `text`."""
    try:
        text = line.decode("utf-8").strip("\r\n")
    except UnicodeDecodeError:
        return None
    for delimiter in _DELIMITERS:
        names = [name.strip().strip('"').strip().lower() for name in text.split(delimiter)]
        if "id" in names and "text" in names:
            return names, delimiter
    return None


def rows(stream: IO[bytes], name: str) -> Iterator[Row]:
    """One row for each record; its number is that of the line on which it begins. Raises BadInput."""
    found = header(stream.readline(LONGEST_LINE))
    if found is None:
        raise BadInput(f"{name}: the first line does not name the columns id and text.")
    names, delimiter = found
    if len(set(names)) < len(names):
        raise BadInput(f"{name}: two columns have the same name.")
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_LINE))
    feeder = _Feeder(stream)
    reader = csv.reader(feeder, delimiter=delimiter, strict=True)
    while True:
        feeder.begin()
        try:
            row = _row(names, next(reader), feeder)
        except StopIteration:
            return
        except (csv.Error, _Broken) as error:
            row = feeder.give_up(str(error))
            reader = csv.reader(feeder, delimiter=delimiter, strict=True)
        if row is not None:
            yield row


def _row(names: list[str], cells: list[str], feeder: "_Feeder") -> Row | None:
    if not cells:
        return None
    if len(cells) != len(names):
        raise _Broken(f"The line has {len(cells)} columns, the header {len(names)}.")
    return feeder.first, dict(zip(names, cells, strict=True))


class _Feeder:
    """Gives lines to the CSV reader, remembers those of the record at hand, and takes them back."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._lines = lines(stream, first=2)
        self._back: deque[tuple[int, bytes | Unreadable]] = deque()
        self._taken: list[tuple[int, bytes | Unreadable]] = []
        self._size = 0

    def __iter__(self) -> "_Feeder":
        return self

    def __next__(self) -> str:
        item = self._back.popleft() if self._back else next(self._lines)
        self._taken.append(item)
        data = item[1]
        if isinstance(data, Unreadable):
            raise _Broken(data.reason)
        self._size += len(data)
        if len(self._taken) > _LONGEST_RECORD or self._size > LONGEST_LINE:
            raise _Broken("A quote is opened and not closed within 1,000 lines.")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            raise _Broken(NOT_UTF8) from None

    @property
    def first(self) -> int:
        """The number of the line on which the record at hand begins."""
        return self._taken[0][0]

    def begin(self) -> None:
        """A new record begins."""
        self._taken.clear()
        self._size = 0

    def give_up(self, reason: str) -> Row:
        """Set the first line of the record aside; the others are read anew, each as a beginning."""
        (number, data), *others = self._taken
        self._back.extendleft(reversed(others))
        if isinstance(data, Unreadable):
            return number, data
        return number, Unreadable(reason if not others else "The quotes on this line do not match.")
