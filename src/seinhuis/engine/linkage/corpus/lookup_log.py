"""Who looked up what and why: JSON lines in the folder of the corpus, with tokens instead of the value."""

import datetime
import json
import os
from pathlib import Path

from seinhuis.engine.linkage.corpus.looking_up import understood
from seinhuis.engine.sealing.blind_index import token

LOG = "lookups.jsonl"


def note(folder: Path, value: str, key: bytes, *, who: str, ground: str, hits: int) -> None:
    """Append one line, on the disk when this returns."""
    row = {
        "at": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "by": who,
        "ground": ground,
        "tokens": [token(key, kind, form).hex() for kind, form in understood(value)],
        "hits": hits,
    }
    descriptor = os.open(folder / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with open(descriptor, "ab", buffering=0) as file:
        file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        os.fsync(file.fileno())
