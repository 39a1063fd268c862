"""Rows of JSON lines."""

import json
from collections.abc import Iterator
from typing import IO, Any

from seinhuis.engine.linkage.corpus.reading.lines import NOT_UTF8, Row, Unreadable, lines


def rows(stream: IO[bytes]) -> Iterator[Row]:
    """One row for each line that is not blank."""
    for number, data in lines(stream):
        if isinstance(data, Unreadable):
            yield number, data
        elif not data.isspace():
            yield number, _parsed(data)


def _parsed(data: bytes) -> dict[str, Any] | Unreadable:
    try:
        read = json.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        return Unreadable(NOT_UTF8)
    except (ValueError, RecursionError):
        return Unreadable("Not valid JSON.")
    return read if isinstance(read, dict) else Unreadable("Not a JSON object.")
