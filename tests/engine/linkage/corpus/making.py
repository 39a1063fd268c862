"""Small files for a corpus, with neutral texts and numbers that nobody has (06-1234 5xxx)."""

import datetime
import json
from pathlib import Path

TODAY = datetime.date(2026, 11, 24)
TEXT = "A girl of about 15 was brought and fetched three times, room {room}. Bel 06 1234 {number:04}."


def record(number, **fields):
    """One record as it stands in a file."""
    text = TEXT.format(room=number % 300, number=5000 + number % 1000)
    return {"id": f"r{number:05}", "text": text, "time": f"2026-{number % 6 + 1:02}-05", **fields}


def json_lines(path, records):
    """Write JSON lines; strings and bytes are written as they are."""
    lines = [each if isinstance(each, str | bytes) else json.dumps(each) for each in records]
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines) + b"\n")
    return path


def everything(folder):
    """The bytes of all files under a folder, by path."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def reasons(added):
    """(line, reason, kept) of everything that was set aside."""
    if added.rejects is None:
        return []
    rows = map(json.loads, Path(added.rejects).read_text(encoding="utf-8").splitlines())
    return [(row["line"], row["reason"], row["kept"]) for row in rows]
