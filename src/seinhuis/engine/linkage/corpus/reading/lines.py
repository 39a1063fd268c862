"""Lines of a stream, numbered; one that is too long is passed over without being held in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

LONGEST_LINE = 10_000_000  # bytes
_STEP = 1 << 20
TOO_LONG = "The line is longer than 10 MB."
NOT_UTF8 = "Not valid UTF-8."


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a line gives no row; a sentence without its content."""

    reason: str


# (line number from 1, its fields by name, or why it gives none)
Row = tuple[int, dict[str, Any] | Unreadable]


def lines(stream: IO[bytes], first: int = 1) -> Iterator[tuple[int, bytes | Unreadable]]:
    """Number and bytes of each line, its line break included; blank lines too."""
    number = first
    while data := stream.readline(LONGEST_LINE + 1):
        if len(data) > LONGEST_LINE:
            _pass_over(stream, data)
            yield number, Unreadable(TOO_LONG)
        else:
            yield number, data
        number += 1


def _pass_over(stream: IO[bytes], data: bytes) -> None:
    while data and not data.endswith(b"\n"):
        data = stream.readline(_STEP)
