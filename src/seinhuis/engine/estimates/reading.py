"""Reading capture tables from CSV and from person records; every fault is named by its row and column."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from seinhuis.engine.estimates.errors import TableError
from seinhuis.engine.estimates.rows import read_rows
from seinhuis.engine.estimates.tables import CaptureTable, make_strata

COUNT_NAMES = frozenset({"aantal", "count", "freq", "frequency", "n"})
UNKNOWN = frozenset({"", "na"})
Sums = dict[tuple[tuple[str | None, ...], int], int]


@dataclass(frozen=True)
class _Columns:
    """Where what stands: the places of lists, strata and count (None when each row is one person)."""

    names: tuple[str, ...]
    lists: tuple[int, ...]
    strata: tuple[int, ...]
    count: int | None


def read_table(
    source: Path | str, *, count: str | None, strata: tuple[str, ...], connected: bool
) -> CaptureTable:
    """See `CaptureTable.from_csv`."""
    header, rows = read_rows(source)
    columns = _columns(header, count, strata)
    sums: Sums = {}
    for line, row in rows:
        fields = list(row.values())
        key = (_values(columns, fields), _history(columns, line, fields))
        if columns.count is not None and key in sums:
            raise TableError("this history occurs in an earlier row too", row=line)
        sums[key] = sums.get(key, 0) + _number(columns, line, fields)
    lists = tuple(columns.names[place] for place in columns.lists)
    return _table(lists, tuple(columns.names[place] for place in columns.strata), sums, connected)


def count_records(
    records: Iterable[tuple[Hashable, str]],
    *,
    lists: Sequence[str] | None,
    strata: Mapping[Hashable, Mapping[str, str | None]] | None,
    connected: bool,
) -> CaptureTable:
    """See `CaptureTable.from_records`."""
    memberships = _memberships(records, lists)
    names = tuple(lists) if lists is not None else tuple(sorted(set().union(*memberships.values())))
    variables = tuple(sorted({name for levels in (strata or {}).values() for name in levels}))
    sums: Sums = {}
    for key, seen in memberships.items():
        levels = (strata or {}).get(key, {})
        history = sum(1 << names.index(name) for name in seen)
        row = (tuple(levels.get(variable) for variable in variables), history)
        sums[row] = sums.get(row, 0) + 1
    return _table(names, variables, sums, connected)


def _table(lists: tuple[str, ...], variables: tuple[str, ...], sums: Sums, connected: bool) -> CaptureTable:
    totals: dict[int, int] = {}
    for (_, history), number in sums.items():
        totals[history] = totals.get(history, 0) + number
    histories = np.array(sorted(totals), dtype=np.int64)
    counts = np.array([totals[history] for history in histories.tolist()], dtype=np.int64)
    strata = make_strata(variables, sums) if variables else None
    return CaptureTable(lists, histories, counts, strata, connected=connected)


def _memberships(
    records: Iterable[tuple[Hashable, str]], lists: Sequence[str] | None
) -> dict[Hashable, set[str]]:
    memberships: dict[Hashable, set[str]] = {}
    for number, (key, name) in enumerate(records, 1):
        if key is None or key == "":
            raise TableError("a record without a key", row=number)
        if not name or (lists is not None and name not in lists):
            raise TableError("a record on a list that is not one of the lists", row=number)
        memberships.setdefault(key, set()).add(name)
    return memberships


def _columns(header: list[str], count: str | None, strata: tuple[str, ...]) -> _Columns:
    for name in (*strata, *([count] if count else [])):
        if name not in header:
            raise TableError("the header does not have this column", column=name, row=1)
    places = [i for i, name in enumerate(header) if (name == count if count else name.lower() in COUNT_NAMES)]
    counted = places[-1] if places else None
    covariates = tuple(header.index(name) for name in strata)
    lists = tuple(i for i in range(len(header)) if i != counted and i not in covariates)
    return _Columns(tuple(header), lists, covariates, counted)


def _values(columns: _Columns, fields: list[str]) -> tuple[str | None, ...]:
    values = [fields[place] for place in columns.strata]
    return tuple(None if value.lower() in UNKNOWN else value for value in values)


def _history(columns: _Columns, line: int, fields: list[str]) -> int:
    history = 0
    for bit, place in enumerate(columns.lists):
        if fields[place] not in {"0", "1"}:
            raise TableError("only 0 and 1 can stand here", row=line, column=columns.names[place])
        history |= (fields[place] == "1") << bit
    if not history:
        raise TableError("a row of zeros: who is on no list cannot have been counted", row=line)
    return history


def _number(columns: _Columns, line: int, fields: list[str]) -> int:
    if columns.count is None:
        return 1
    field, name = fields[columns.count], columns.names[columns.count]
    if field.startswith("-") and field[1:].isdecimal():
        raise TableError("a count cannot be below zero", row=line, column=name)
    if not (field.isascii() and field.isdecimal()):
        raise TableError("a count is a whole number", row=line, column=name)
    return int(field)
