"""Judgements when records are removed: what was said of them goes in the same step as they do.

The book without those lines is written beside it, under the number of the generation to come and the size of
the book it was made from. When that generation is the corpus it takes the place of the book, with what was
added since; also when the process was killed in between.
"""

import json
import re
from pathlib import Path

from seinhuis.engine.linkage.corpus import folder as disk
from seinhuis.engine.linkage.corpus.judgements import BOOK

_COMING = re.compile(rf"{re.escape(BOOK)}\.removal-([0-9]+)-([0-9]+)")


def prepare(folder: Path, gone: set[str], generation: int) -> None:
    """Write the book without the lines about these records, to be taken when that generation is there."""
    try:
        book = (folder / BOOK).read_bytes()
    except FileNotFoundError:
        return
    kept = b"".join(line for line in book.splitlines(keepends=True) if gone.isdisjoint(_pair(line)))
    if len(kept) < len(book):
        disk.replace(folder / f"{BOOK}.removal-{generation}-{len(book)}", kept)


def finish(folder: Path, generation: int) -> None:
    """Take the book of this generation when one waits; forget those of generations that never came."""
    for path in sorted(folder.glob(f"{BOOK}.removal-*")):
        match = _COMING.fullmatch(path.name)
        if match and int(match.group(1)) == generation:
            added_since = (folder / BOOK).read_bytes()[int(match.group(2)) :]
            disk.replace(folder / BOOK, path.read_bytes() + added_since)
        path.unlink()


def _pair(line: bytes) -> tuple[str, str]:
    read = json.loads(line)
    return read["left"], read["right"]
