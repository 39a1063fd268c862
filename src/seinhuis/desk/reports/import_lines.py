"""The lines of an import file: reading them, plain or gzip, and what each one says; pure.

A line is a JSON object with the texts `id`, `month` (as in 2020-06) and `text`; what else stands in it is
left out. What is wrong with a line is said without a word of the line itself.
"""

import datetime
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

# As much as the form takes.
LONGEST_TEXT = 200_000
FIELDS = ("id", "month", "text")
GZIP_MAGIC = b"\x1f\x8b"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# A text of the longest size fits with every sign escaped; a line beyond that is skipped without being held in
# memory.
LONGEST_LINE = 12 * LONGEST_TEXT + 10_000
LONGEST_ID = 500
MONTH = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])", re.ASCII)
TOO_LONG_LINE = f"the line is longer than {LONGEST_LINE:,} bytes"
BROKEN_FILE = "the file is damaged or ends too early: this line and everything after it could not be read"


class BadLine(ValueError):
    """A line that cannot be taken; the message says why and holds nothing of the line."""


@dataclass(frozen=True)
class RawLine:
    """One line of the file by its number from 1 on, or the reason why it could not be read."""

    number: int
    data: bytes = field(repr=False, default=b"")
    trouble: str = ""


@dataclass(frozen=True)
class ImportLine:
    """What one good line says."""

    id: str = field(repr=False)
    month: datetime.date
    text: str = field(repr=False)


def raw_lines(file: io.BufferedReader) -> Iterator[RawLine]:
    """Every line that is not blank, in constant memory; a file that breaks off ends with a line that says
    so.
    """
    packed = file.peek(len(GZIP_MAGIC))[: len(GZIP_MAGIC)] == GZIP_MAGIC
    stream = gzip.GzipFile(fileobj=file) if packed else file
    number = 0
    while True:
        number += 1
        try:
            line = _next_line(stream, number)
        except (EOFError, OSError, zlib.error):
            yield RawLine(number, trouble=BROKEN_FILE)
            return
        if line is None:
            return
        if line.trouble or line.data.strip():
            yield line


def parse_line(raw: RawLine, *, latest: datetime.date) -> ImportLine:
    """Read one line; its month may not begin after ``latest``. Raises BadLine."""
    if raw.trouble:
        raise BadLine(raw.trouble)
    values = _object_in(raw)
    name, month, text = (_text_in(values, field) for field in FIELDS)
    if len(name) > LONGEST_ID:
        raise BadLine(f"the id is longer than {LONGEST_ID} signs")
    if len(text) > LONGEST_TEXT:
        raise BadLine(f"the text is longer than {LONGEST_TEXT:,} signs")
    return ImportLine(name, _first_day(month, latest), text)


def _next_line(stream: io.BufferedReader | gzip.GzipFile, number: int) -> RawLine | None:
    data = stream.readline(LONGEST_LINE)
    if not data:
        return None
    if number == 1:
        data = data.removeprefix(BYTE_ORDER_MARK)
    if len(data) < LONGEST_LINE or data.endswith(b"\n"):
        return RawLine(number, data)
    while data and not data.endswith(b"\n"):
        data = stream.readline(LONGEST_LINE)
    return RawLine(number, trouble=TOO_LONG_LINE)


def _object_in(raw: RawLine) -> dict[str, Any]:
    try:
        values = json.loads(raw.data.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadLine("the line is not valid UTF-8") from None
    except (ValueError, RecursionError):
        raise BadLine("the line is not JSON") from None
    if not isinstance(values, dict):
        raise BadLine("the line is not a JSON object")
    return values


def _text_in(values: dict[str, Any], name: str) -> str:
    if name not in values:
        raise BadLine(f"the field '{name}' is missing")
    value = values[name]
    if not isinstance(value, str):
        raise BadLine(f"the field '{name}' is not a text")
    if not value.strip():
        raise BadLine(f"the field '{name}' is empty")
    return value


def _first_day(month: str, latest: datetime.date) -> datetime.date:
    match = MONTH.fullmatch(month)
    if match is None:
        raise BadLine("the month is not written as in 2020-06")
    day = datetime.date(int(match[1]), int(match[2]), 1)
    if day > latest:
        raise BadLine("the month has yet to begin")
    return day
