"""The verb `seinhuis identifiers`: identifiers in text or JSON lines, one JSON line out for each one in.

JSON lines are read line by line and flat in memory. Plain text is read as a whole, because people split a
number over lines, and printed by line: a find stands with the line where it starts. Messages name the line
only.
"""

import argparse
import gzip
import io
import json
import os
import sys
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import accumulate, chain
from pathlib import Path
from typing import IO, Any, TypeVar

from seinhuis.engine.identifiers.contracts import Extraction, Identifier, Refusal
from seinhuis.engine.identifiers.extraction import extract

Found = TypeVar("Found", Identifier, Refusal)

_GZIP = b"\x1f\x8b"
_UNREADABLE = "\ufffd\n"
_MARK = b"\xef\xbb\xbf"
_LOOKED_AT = 5  # lines read ahead to see whether these are JSON lines, in case the first one is broken


class BadInput(Exception):
    """A line or a file that cannot be read; the message says what is wrong, without its content."""


@dataclass(frozen=True)
class Text:
    """One text of the input with the id it came with."""

    id: Any
    text: str


def add_parser(verbs: Any) -> None:
    """Add the verb to the command's subparsers."""
    parser = verbs.add_parser(
        "identifiers",
        help="Find identifiers in text or JSON lines.",
        description="Find phone numbers, e-mail and web addresses, account names, plates, IBANs, crypto "
        "addresses, ages, amounts, dates and places in each line of a text, or in the field `text` of each "
        "JSON line (gzip or plain), and print one JSON line for each line. `start` and `end` count code "
        "points of the text. For plain text the `id` is the number of the line and the count begins with "
        "that line; what goes on over the end of a line stands with the line where it starts.",
        epilog='Example: echo "call o6-1234 5678" | seinhuis identifiers',
    )
    parser.add_argument(
        "file",
        nargs="?",
        default="-",
        metavar="FILE",
        help="the file to read; standard input when left out or -",
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, find, print; 0 when every line could be read, else 1."""
    try:
        with _opened(arguments.file) as lines:
            return _print_all(lines)
    except BrokenPipeError:
        # Whoever reads has seen enough; keep Python from writing the rest of its buffer into the closed pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except BadInput as error:
        _complain(str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile):
        _complain(f"{arguments.file}: the gzip data is broken off or damaged.")
    except OSError as error:
        _complain(f"{arguments.file}: {error.strerror or 'cannot be read'}.")
    return 1


@contextmanager
def _opened(name: str) -> Iterator[Iterator[bytes]]:
    """The lines of the file or of standard input, out of their gzip when they are in one."""
    with nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as raw:
        start = raw.read(len(_GZIP))
        whole = io.BufferedReader(_Rejoined(start, raw))
        if start == _GZIP:
            with gzip.GzipFile(fileobj=whole) as unpacked:
                yield iter(unpacked)
        else:
            yield iter(whole)


class _Rejoined(io.RawIOBase):
    """A stream of which the first bytes have been read already."""

    def __init__(self, start: bytes, rest: IO[bytes]) -> None:
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        data = self._start or self._rest.read(len(target))
        self._start = b""
        target[: len(data)] = data
        return len(data)


def _print_all(lines: Iterator[bytes]) -> int:
    """Print what is found in each text; complain about each bad line and go on."""
    first = [line for _, line in zip(range(_LOOKED_AT), lines, strict=False)]
    if first:
        first[0] = first[0].removeprefix(_MARK)
    everything = chain(first, lines)
    if _are_json_lines(first):
        bad = sum(not _print_line(number, line) for number, line in enumerate(everything, 1))
    else:
        bad = _print_plain(everything)
    sys.stdout.flush()
    return 1 if bad else 0


def _print_line(number: int, line: bytes) -> bool:
    """Whether the line was blank or good; a bad one is named on standard error."""
    if not line.strip():
        return True
    try:
        text = _read(line)
    except BadInput as error:
        _complain(f"line {number}: {error}")
        return False
    _print(text.id, extract(text.text))
    return True


def _are_json_lines(first: Iterable[bytes]) -> bool:
    """The first line that is not blank is a JSON object with a text; or it is broken, but the next one is."""
    for line in first:
        if not line.strip():
            continue
        try:
            _read(line)
        except BadInput:
            if not line.lstrip().startswith(b"{"):
                return False
        else:
            return True
    return False


def _read(line: bytes) -> Text:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadInput("not valid UTF-8.") from None
    except (ValueError, RecursionError):
        raise BadInput("not valid JSON.") from None
    if not isinstance(record, dict):
        raise BadInput("not a JSON object.")
    if not isinstance(record.get("text"), str):
        raise BadInput("the object has no text.")
    return Text(record.get("id"), record["text"])


def _print_plain(lines: Iterable[bytes]) -> int:
    """Print what is found in each line of a plain text; how many lines could not be read."""
    decoded = [_decoded(number, line) for number, line in enumerate(lines, 1)]
    # A line that cannot be read parts what stands before it from what stands after it.
    texts = [_UNREADABLE if line is None else line for line in decoded]
    for number, (line, found) in enumerate(zip(decoded, _by_line(texts), strict=True), 1):
        if line is not None:
            _print(number, found)
    return decoded.count(None)


def _decoded(number: int, line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        _complain(f"line {number}: not valid UTF-8.")
        return None


def _by_line(lines: list[str]) -> list[Extraction]:
    """What the whole text holds, with each line what starts in it, counted from the start of that line."""
    starts = [0, *accumulate(map(len, lines))]
    found = extract("".join(lines))
    identifiers: list[list[Identifier]] = [[] for _ in lines]
    refused: list[list[Refusal]] = [[] for _ in lines]
    for each in found.identifiers:
        line = bisect_right(starts, each.start) - 1
        identifiers[line].append(_counted_from(each, starts[line]))
    for refusal in found.refused:
        line = bisect_right(starts, refusal.start) - 1
        refused[line].append(_counted_from(refusal, starts[line]))
    return [
        Extraction(tuple(known), tuple(not_known))
        for known, not_known in zip(identifiers, refused, strict=True)
    ]


def _counted_from(found: Found, first: int) -> Found:
    return replace(found, start=found.start - first, end=found.end - first)


def _print(identity: Any, found: Extraction) -> None:
    record = {"id": identity, **as_record(found)}
    try:
        line = json.dumps(record, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        line = json.dumps(record).encode("ascii")  # half of a surrogate pair: only an escape can say it
    sys.stdout.buffer.write(line + b"\n")


def as_record(found: Extraction) -> dict[str, list[dict[str, Any]]]:
    """An extraction as the JSON of the output."""
    return {
        "identifiers": [
            {
                "kind": str(each.kind),
                "raw": each.raw,
                "start": each.start,
                "end": each.end,
                "canonical": each.canonical,
                "confidence": each.confidence,
            }
            for each in found.identifiers
        ],
        "refused": [
            {
                "kind": str(each.kind),
                "raw": each.raw,
                "start": each.start,
                "end": each.end,
                "reason": each.reason,
            }
            for each in found.refused
        ],
    }


def _complain(message: str) -> None:
    print(f"seinhuis: {message}", file=sys.stderr)
