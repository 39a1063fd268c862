"""The rows of a table in a file of text; every fault is named by its row and column."""

import csv
import io
from pathlib import Path

from seinhuis.engine.estimates.errors import TableError

Row = tuple[int, dict[str, str]]


def read_rows(source: Path | str, wrong: type[TableError] = TableError) -> tuple[list[str], list[Row]]:
    """The header, and each row with its line as fields by name; empty lines are passed over.

    ``source`` is a path, or the text itself when it holds a line break. The sign between the fields (comma,
    semicolon or tab) is the one that the header has most. Raises ``wrong`` with row and column, OSError.
    """
    lines = _lines(_text(source, wrong), wrong)
    if len(lines) < 2:
        raise wrong("the table has no rows under a header")
    header = lines[0][1]
    for name in header:
        if header.count(name) > 1:
            raise wrong("two columns have this name", row=1, column=name)
    for line, fields in lines[1:]:
        if len(fields) != len(header):
            raise wrong(f"{len(fields)} fields where the header has {len(header)}", row=line)
    return header, [(line, dict(zip(header, fields, strict=True))) for line, fields in lines[1:]]


def _text(source: Path | str, wrong: type[TableError]) -> str:
    if isinstance(source, str) and "\n" in source:
        return source
    try:
        return Path(source).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise wrong("the file is not UTF-8") from None


def _lines(text: str, wrong: type[TableError]) -> list[tuple[int, list[str]]]:
    first = text.lstrip().split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    try:
        return [
            (reader.line_num, [each.strip() for each in row]) for row in reader if any(map(str.strip, row))
        ]
    except csv.Error:
        raise wrong("this is not a table of text", row=reader.line_num) from None
