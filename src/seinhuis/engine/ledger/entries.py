"""One entry of the journal and its canonical bytes.

The canonical form is JSON after RFC 8785: keys sorted, no spaces, ASCII only. Every value is an id, a code, a
day or a hash; text that somebody typed does not fit. Each entry carries the leaf hash of the one before it.
"""

import datetime
import json
import re
from dataclasses import dataclass
from typing import Any

from seinhuis.engine.ledger.errors import MalformedEntry

HASH_SIZE = 32
NOTHING_BEFORE = bytes(HASH_SIZE)
LONGEST_LINE = 2000
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+-]{0,99}", re.ASCII)
# A ground may name the other thing it is about: "same 6f9619ff-...".
GROUND = re.compile(rf"{CODE.pattern}( [0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})?", re.ASCII)
HEX_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


@dataclass(frozen=True)
class Entry:
    """Who did what to which thing, when and on which ground.

    ``day`` and ``time`` are ISO 8601, ``time`` in UTC and None where only the day may be kept.
    Raises MalformedEntry when a value is not an id or a code.
    """

    index: int
    previous: bytes
    day: str
    time: str | None
    actor: str
    organisation: str | None
    action: str
    subject: str | None = None
    ground: str | None = None
    commitment: str | None = None

    def __post_init__(self) -> None:
        _check_position(self.index, self.previous)
        _check_moment(self.day, self.time)
        for name in ("actor", "action"):
            _check_code(name, getattr(self, name))
        for name in ("organisation", "subject", "ground"):
            if getattr(self, name) is not None:
                _check_code(name, getattr(self, name), GROUND if name == "ground" else CODE)
        if self.commitment is not None and not _matches(HEX_HASH, self.commitment):
            raise MalformedEntry("The commitment of an entry is 64 hexadecimal digits.")


def canonical_bytes(entry: Entry) -> bytes:
    """The one way to write an entry: what the tree hashes and what an export holds on a line."""
    values = {**vars(entry), "previous": entry.previous.hex()}
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def parse_entry(line: bytes) -> Entry:
    """Read canonical bytes. Raises MalformedEntry when one byte differs from the canonical form."""
    entry = _entry_from(_object_from(line))
    if canonical_bytes(entry) != line:
        raise MalformedEntry("The entry is not written in its canonical form.")
    return entry


def _object_from(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise MalformedEntry(f"The entry is longer than {LONGEST_LINE} bytes.")
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        raise MalformedEntry("The entry is not readable JSON.") from None
    if not isinstance(values, dict) or set(values) != FIELDS:
        raise MalformedEntry("The entry does not have exactly the fields of an entry.")
    return values


def _entry_from(values: dict[str, Any]) -> Entry:
    previous = values["previous"]
    if not _matches(HEX_HASH, previous):
        raise MalformedEntry("The hash of the entry before is not 64 hexadecimal digits.")
    return Entry(**{**values, "previous": bytes.fromhex(previous)})


def _check_position(index: object, previous: object) -> None:
    if type(index) is not int or index < 0:
        raise MalformedEntry("The number of an entry is a whole number from 0 on.")
    if not isinstance(previous, bytes) or len(previous) != HASH_SIZE:
        raise MalformedEntry("The hash of the entry before is 32 bytes long.")
    if (index == 0) != (previous == NOTHING_BEFORE):
        raise MalformedEntry("Only the first entry has no entry before it.")


def _check_moment(day: object, time: object) -> None:
    if not _is_day(day):
        raise MalformedEntry("The day of an entry is not a day.")
    if time is None:
        return
    if not _matches(TIME, time):
        raise MalformedEntry("The time of an entry is not a time in UTC.")
    try:
        datetime.datetime.fromisoformat(str(time).removesuffix("Z"))
    except ValueError:
        raise MalformedEntry("The time of an entry is not a time in UTC.") from None


def _is_day(day: object) -> bool:
    if not _matches(DAY, day):
        return False
    try:
        datetime.date.fromisoformat(str(day))
    except ValueError:
        return False
    return True


def _check_code(name: str, value: object, form: re.Pattern[str] = CODE) -> None:
    if not _matches(form, value):
        raise MalformedEntry(f"The {name} of an entry is an id or a code, never text.")


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


FIELDS = frozenset(Entry.__dataclass_fields__)
