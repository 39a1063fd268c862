"""Finding identifiers in texts: milliseconds of CPU for a text, and what a hostile megabyte costs."""

import time

from bench.phones import theirs
from bench.planted import plant
from bench.texts import messages, texts_per_second
from seinhuis.engine.identifiers import Memory, extract, find_in_each

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
    extract("warm 0612345678")
    theirs("warm 0612345678")
    for name, texts in (("messages", messages(home)), ("planted advertisements", plant(2000, 1).texts)):
        ours, matcher = texts_per_second(texts, (extract, theirs))
        found = sum(len(extract(text).identifiers) for text in texts)
        size = sum(map(len, texts)) / len(texts)
        print(
            f"{len(texts)} {name} of {size:.0f} signs: {1000 / ours:.3f} ms each, {found} found; "
            f"{ours / matcher:.2f} times the texts per CPU second of libphonenumber's matcher alone, "
            f"{_together(texts) / matcher:.2f} times when found in many texts at once"
        )
    for name, part in HOSTILE.items():
        text = (part * (MEGABYTE // len(part) + 1))[:MEGABYTE]
        started = time.process_time()
        extract(text)
        print(f"a megabyte of {name}: {time.process_time() - started:.2f} s")


def _together(texts):
    """Texts per CPU second when they are given all at once; the best of three rounds counts."""
    used = []
    for _ in range(3):
        started = time.process_time()
        find_in_each(texts, Memory())
        used.append(time.process_time() - started)
    return len(texts) / min(used)
