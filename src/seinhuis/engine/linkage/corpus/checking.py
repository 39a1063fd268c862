"""From the fields of one line to a record, or the reason why it is none."""

import datetime
import hashlib
import json
import re
from functools import lru_cache
from typing import Any, NamedTuple

from seinhuis.engine.linkage.corpus import times
from seinhuis.engine.linkage.corpus.ready_made import ReadyMade, understand

KEPT = ("id", "text", "time", "place", "url", "author", "identifiers")
INSTEAD_OF_TIME = "month"
LONGEST_TEXT = 1_000_000  # code points
_LONGEST_ID = 500
_LONGEST_OTHER = 10_000
_HASH_SIZE = 16
_NOT_VISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TO_JSON = json.JSONEncoder(ensure_ascii=False).encode


class Refused(Exception):
    """The line gives no record; the message is the reason, without content."""


class Record(NamedTuple):
    """One good line. ``remarks``: ready-made identifiers that are none; they are not kept, the record is."""

    id: str
    text: str
    time: str | None
    moment: times.Moment
    place: str | None
    url: str | None
    author: str | None
    identifiers: list[str]
    ready_made: list[ReadyMade]
    remarks: list[str]
    text_hash: bytes
    fields_hash: bytes


def check(fields: dict[str, Any], latest: datetime.date) -> Record:
    """Read one line; ``latest`` is the last day that is not the future. Raises Refused."""
    text = _text(fields.get("text"))
    identity = _id(fields.get("id"))
    time = _time(fields)
    place = _other(fields.get("place"), "place")
    url = _other(fields.get("url"), "url")
    author = _other(fields.get("author"), "author")
    given = _identifiers(fields.get("identifiers"))
    ready_made, remarks = understand(given) if given else ([], [])
    text_hash, fields_hash = _hashes(text, _joined(time, place, url, author, tuple(given)))
    return Record(
        identity, text, time, _moment(time, latest), place, url, author, given, ready_made, remarks,
        text_hash, fields_hash,
    )  # fmt: skip


# Many records share a day; of those that do not, this forgets the oldest.
_moment = lru_cache(maxsize=2_000)(times.understand)


@lru_cache(maxsize=500)
def _joined(*others: Any) -> str:
    return _TO_JSON(others)  # a tuple is written as a list


def _hashes(text: str, others: str) -> tuple[bytes, bytes]:
    """Over the text alone, and over the text, a NUL and the other fields: one hash that goes on."""
    digest = hashlib.blake2b(_encoded(text, "text"), digest_size=_HASH_SIZE)
    of_text = digest.digest()
    digest.update(b"\x00" + _encoded(others, "another field"))
    return of_text, digest.digest()


def _encoded(value: str, name: str) -> bytes:
    try:
        return value.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused(f"Half of a surrogate pair in {name}.") from None


def _text(value: Any) -> str:
    if value is None:
        raise Refused("There is no text.")
    if not isinstance(value, str):
        raise Refused("The text is not a text.")
    if len(value) > LONGEST_TEXT:
        raise Refused("The text is longer than 1,000,000 signs.")
    if "\x00" in value:
        raise Refused("A NUL in the text.")
    return value


def _id(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or (isinstance(value, str) and not value.strip()):
        raise Refused("There is no id.")
    if not isinstance(value, str):
        raise Refused("The id is neither a text nor a whole number.")
    identity = value.strip()
    plain = identity.isascii() and identity.isprintable()
    if len(identity) > _LONGEST_ID or (not plain and _NOT_VISIBLE.search(identity)):
        raise Refused("The id is longer than 500 signs or holds signs that cannot be seen.")
    _encoded(identity, "the id")
    return identity


def _time(fields: dict[str, Any]) -> str | None:
    value = fields.get("time")
    if value is None or value == "":
        value = fields.get(INSTEAD_OF_TIME)
    if isinstance(value, datetime.date):
        value = value.isoformat()
    return _other(value, "time")


def _other(value: Any, name: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise Refused(f"The field {name} is not a text.")
    if len(value) > _LONGEST_OTHER:
        raise Refused(f"The field {name} is longer than 10,000 signs.")
    if "\x00" in value:
        raise Refused(f"A NUL in the field {name}.")
    return value.strip() or None


def _identifiers(value: Any) -> list[str]:
    if value is None:
        return []
    given = value.split(";") if isinstance(value, str) else value
    if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
        raise Refused("The ready-made identifiers are neither a list nor a text with semicolons.")
    return [stripped for each in given if (stripped := _other(each, "identifiers"))]
