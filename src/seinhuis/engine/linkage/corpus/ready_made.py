"""Identifiers that come with a record, written as ``kind:canonical``."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from seinhuis.engine.identifiers import extract
from seinhuis.engine.linkage.corpus.linking import KINDS

# What is in its canonical form for certain; anything else of these kinds is read like a text.
_CANONICAL = {
    "phone": re.compile(r"\+[1-9][0-9]{6,14}"),
    "email": re.compile(r"[a-z0-9._%+\-]{1,64}@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+"),
    "iban": re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}"),
}


@dataclass(frozen=True, slots=True)
class ReadyMade:
    """One identifier as somebody else found it."""

    kind: str
    canonical: str = field(repr=False)


def understand(given: list[str]) -> tuple[list[ReadyMade], list[str]]:
    """The identifiers, each once, and a sentence for each that is none (by its place in the list)."""
    kept: dict[ReadyMade, None] = {}
    remarks = []
    for place, each in enumerate(given, 1):
        read = parse(each)
        if read is None:
            remarks.append(f"Ready-made identifier {place} is none; expected kind:canonical.")
        else:
            kept[read] = None
    return list(kept), remarks


@lru_cache(maxsize=10_000)
def parse(written: str) -> ReadyMade | None:
    """One identifier; a phone number, mail address or IBAN in another form than the canonical is brought
    into it, and when that fails it is none.
    """
    kind, colon, value = written.partition(":")
    kind, value = kind.strip().lower(), value.strip()
    if not colon or not value or kind not in KINDS:
        return None
    form = _CANONICAL.get(kind)
    if form is None or form.fullmatch(value):
        return ReadyMade(kind, value)
    found = {each.canonical for each in extract(value).identifiers if each.kind == kind}
    return ReadyMade(kind, found.pop()) if len(found) == 1 else None
