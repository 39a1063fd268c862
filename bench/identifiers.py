"""Finding identifiers in texts: milliseconds of CPU for a text, and what a hostile megabyte costs."""

import gzip
import json
import time

from bench.texts import messages_file, texts
from seinhuis.engine.identifiers import extract

HOSTILE = {
    "digits": "0612345678 ",
    "dots": "a.",
    "at signs": "a@",
    "words": "nul zes ",
    "spaces": " ",
    "letters": "a",
}
MEGABYTE = 1_000_000


def run(home):
    """Measure ordinary texts first, hostile ones after."""
    ordinary = _real(messages_file(home)) or texts(5000)
    extract("warm 0612345678")
    started = time.process_time()
    found = sum(len(extract(text).identifiers) for text in ordinary)
    used = time.process_time() - started
    size = sum(map(len, ordinary)) / len(ordinary)
    print(
        f"{len(ordinary)} texts of {size:.0f} signs: {1000 * used / len(ordinary):.3f} ms each, {found} found"
    )
    for name, part in HOSTILE.items():
        text = (part * (MEGABYTE // len(part) + 1))[:MEGABYTE]
        started = time.process_time()
        extract(text)
        print(f"a megabyte of {name}: {time.process_time() - started:.2f} s")


def _real(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt") as file:
        return [json.loads(line)["text"] for line in file]
