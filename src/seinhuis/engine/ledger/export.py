"""The export of a journal: lines of JSON that can be read and checked without this software.

The first line is the header: the verifier key, the newest checkpoint, and how many checkpoints follow. Then
every entry in its canonical form, one a line, so that SHA-256(0x00 || line) is its leaf hash; and each
checkpoint as `{"checkpoint": NOTE}` right after the last entry that it signs, the newest on the last line.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from seinhuis.engine.ledger.checkpoint import VerifierKey, parse_checkpoint, parse_verifier_key
from seinhuis.engine.ledger.errors import MalformedExport, MalformedNote

FORMAT = "seinhuis-journal/1"
LONGEST_LINE = 200_000
CHECKPOINT_START = b'{"checkpoint":'


@dataclass(frozen=True)
class Header:
    """What an export says of itself: the key that signed, the newest checkpoint, how many checkpoints."""

    key: VerifierKey
    newest: str
    checkpoints: int


def header_line(header: Header) -> bytes:
    """The first line, without its line end."""
    return _canonical(
        {
            "checkpoints": header.checkpoints,
            "format": FORMAT,
            "key": str(header.key),
            "newest_checkpoint": header.newest,
        }
    )


def parse_header(line: bytes) -> Header:
    """Read the first line. Raises MalformedExport."""
    try:
        values = json.loads(line)
        header = Header(
            parse_verifier_key(values["key"]), str(values["newest_checkpoint"]), int(values["checkpoints"])
        )
        parse_checkpoint(header.newest)
    except MalformedNote as error:
        raise MalformedExport(f"Line 1 is not the header of an export: {error}") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise MalformedExport("Line 1 is not the header of an export of a journal.") from None
    if header_line(header) != line:
        raise MalformedExport("Line 1 is not a header in the form this version reads.")
    return header


def checkpoint_line(note: str) -> bytes:
    """The line of one checkpoint, without its line end."""
    return _canonical({"checkpoint": note})


def parse_checkpoint_line(line: bytes) -> str:
    """Read the note on a checkpoint's line. Raises MalformedNote."""
    try:
        note = json.loads(line)["checkpoint"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise MalformedNote("The line of a checkpoint is not readable.") from None
    if not isinstance(note, str) or checkpoint_line(note) != line:
        raise MalformedNote("The line of a checkpoint is not in its form.")
    return note


def is_checkpoint(line: bytes) -> bool:
    """Say whether a line is that of a checkpoint rather than that of an entry."""
    return line.startswith(CHECKPOINT_START)


def export_lines(
    header: Header, entries: Iterable[tuple[int, bytes]], notes: Iterable[tuple[int, str]]
) -> Iterator[bytes]:
    """Every line with its line end, as a stream.

    ``entries`` are (index, canonical bytes) and ``notes`` (size, note), each in order. What is missing among
    the entries is not hidden: the checkpoints stand where they belong all the same.
    """
    yield header_line(header) + b"\n"
    waiting = iter(notes)
    upcoming = next(waiting, None)
    for index, entry in entries:
        while upcoming is not None and upcoming[0] <= index:
            yield checkpoint_line(upcoming[1]) + b"\n"
            upcoming = next(waiting, None)
        yield entry + b"\n"
    while upcoming is not None:
        yield checkpoint_line(upcoming[1]) + b"\n"
        upcoming = next(waiting, None)


def read_lines(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file, never more than a bounded piece in memory."""
    while line := file.readline(LONGEST_LINE):
        yield line


def _canonical(values: dict[str, Any]) -> bytes:
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")
