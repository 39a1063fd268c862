"""Reading counts that are to be published, and tables that were."""

from pathlib import Path

import numpy as np

from seinhuis.engine.estimates.disclosure.errors import BadPublication
from seinhuis.engine.estimates.disclosure.tables import (
    HIDDEN_SIGN,
    TOTAL,
    Dimension,
    FrequencyTable,
    Place,
    PublishedCell,
    PublishedTable,
    Status,
)
from seinhuis.engine.estimates.rows import read_rows

COUNT = "count"
STRUCTURAL = "structural"
VALUE, STATUS, BASE = "value", "status", "base"
MOST_CATEGORIES = 100_000


def read_frequencies(source: Path | str) -> FrequencyTable:
    """Read true counts: a column for each dimension, ``count``, perhaps ``structural`` (1: nobody can be).

    ``source`` is a path, or the text itself when it holds a line break. A combination without a row is a
    count of zero. Raises BadPublication with the row and the column, OSError.
    """
    header, rows = read_rows(source, BadPublication)
    names = _dimensions(header, COUNT, {STRUCTURAL})
    entries = [(line, tuple(row[name] for name in names), row) for line, row in rows]
    dimensions = _found(names, [(line, place) for line, place, _ in entries])
    counts = np.zeros([len(each.categories) for each in dimensions], dtype=np.int64)
    structural, seen = np.zeros(counts.shape, bool), set()
    for line, place, row in entries:
        if place in seen:
            raise BadPublication("this combination occurs in an earlier row too", row=line)
        seen.add(place)
        index = tuple(each.categories.index(part) for each, part in zip(dimensions, place, strict=True))
        counts[index] = _whole(row[COUNT], line, COUNT)
        structural[index] = _flag(row.get(STRUCTURAL, "0"), line)
        if counts[index] and structural[index]:
            raise BadPublication("nobody can be here, but somebody is", row=line, column=STRUCTURAL)
    return FrequencyTable(dimensions, counts, structural)


def read_published(source: Path | str) -> PublishedTable:
    """Read a published table: a column for each dimension (Total for a total) and ``value`` (x: hidden).

    Optional columns: ``status`` (shown, rounded, hidden, structural) and ``base`` (what it is rounded to).
    Cells that have no row were not published. Raises BadPublication with the row and the column, OSError.
    """
    header, rows = read_rows(source, BadPublication)
    names = _dimensions(header, VALUE, {STATUS, BASE})
    cells: dict[Place, PublishedCell] = {}
    for line, row in rows:
        place = tuple(None if row[name].casefold() == TOTAL.casefold() else row[name] for name in names)
        if place in cells:
            raise BadPublication("this cell occurs in an earlier row too", row=line)
        cells[place] = _published(place, row, line)
    dimensions = _found(names, [(line, place) for (line, _), place in zip(rows, cells, strict=True)])
    return PublishedTable(dimensions, tuple(cells.values()))


def _published(place: Place, row: dict[str, str], line: int) -> PublishedCell:
    base = _whole(row.get(BASE) or "1", line, BASE)
    hidden = row[VALUE].casefold() == HIDDEN_SIGN
    value = None if hidden else _whole(row[VALUE], line, VALUE)
    default = Status.HIDDEN if hidden else Status.ROUNDED if base > 1 else Status.SHOWN
    try:
        return PublishedCell(place, Status(row.get(STATUS) or default), value, base)
    except ValueError:
        raise BadPublication("no such status", row=line, column=STATUS) from None
    except BadPublication as error:
        raise BadPublication(str(error), row=line) from None


def _dimensions(header: list[str], counted: str, other: set[str]) -> list[str]:
    if counted not in header:
        raise BadPublication("the header does not have this column", row=1, column=counted)
    names = [name for name in header if name != counted and name not in other]
    if not names or not all(names):
        raise BadPublication("the header needs a named column to count by", row=1)
    return names


def _found(names: list[str], places: list[tuple[int, Place]]) -> tuple[Dimension, ...]:
    """The dimensions with their categories in the order in which they occur."""
    categories: list[dict[str, None]] = [{} for _ in names]
    for line, place in places:
        for column, part in zip(names, place, strict=True):
            if part == "":
                raise BadPublication("a category without a name", row=line, column=column)
        for known, part in zip(categories, place, strict=True):
            if part is not None:
                known[part] = None
    for column, known in zip(names, categories, strict=True):
        if not known:
            raise BadPublication("a column with totals only; leave it out", column=column)
    if np.prod([len(known) for known in categories], dtype=float) > MOST_CATEGORIES:
        raise BadPublication("these columns together have too many combinations to publish")
    return tuple(Dimension(name, tuple(known)) for name, known in zip(names, categories, strict=True))


def _whole(field: str, line: int, column: str) -> int:
    if not (field.isascii() and field.isdecimal()):
        raise BadPublication("a count is a whole number, zero or more", row=line, column=column)
    return int(field)


def _flag(field: str, line: int) -> bool:
    if field not in {"", "0", "1"}:
        raise BadPublication("only 0 and 1 can stand here", row=line, column=STRUCTURAL)
    return field == "1"
