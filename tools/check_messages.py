"""Fail when a message has no Dutch, is left over, has other placeholders, or two stations contradict."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from catalogues import ROOMS, catalogue_of, messages_in

PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def main() -> int:
    """Print every trouble and return 1 when there is one."""
    troubles = [trouble for room in ROOMS for trouble in troubles_in(room)] + list(contradictions())
    for trouble in troubles:
        print(trouble)
    if not troubles:
        print("Every message has its Dutch.")
    return 1 if troubles else 0


def troubles_in(room: Path) -> Iterator[str]:
    """What is wrong with the catalogue of one station."""
    wanted = {(found.context, found.ids[0]): found.place for found in messages_in(room)}
    path = catalogue_of(room)
    entries = list(polib.pofile(str(path))) if path.exists() else []
    known = {(entry.msgctxt, entry.msgid) for entry in entries if not entry.obsolete}
    for key, place in wanted.items():
        if key not in known:
            yield f"{room.name}/{place}: not in the catalogue: {key[1]!r}"
    for entry in entries:
        yield from _troubles_with(entry, room, wanted)


def contradictions() -> Iterator[str]:
    """Messages that two stations translate differently: Django would show one of the two in both."""
    seen: dict[tuple[str | None, str], tuple[str, str]] = {}
    for room in ROOMS:
        path = catalogue_of(room)
        for entry in polib.pofile(str(path)) if path.exists() else []:
            said = entry.msgstr or "|".join(entry.msgstr_plural.values())
            other, earlier = seen.setdefault((entry.msgctxt, entry.msgid), (room.name, said))
            if earlier != said:
                yield f"{room.name} and {other} translate differently: {entry.msgid!r}"


def _troubles_with(
    entry: polib.POEntry, room: Path, wanted: dict[tuple[str | None, str], str]
) -> Iterator[str]:
    if (entry.msgctxt, entry.msgid) not in wanted:
        yield f"{room.name}: left over in the catalogue: {entry.msgid!r}"
    if entry.fuzzy or not entry.translated():
        yield f"{room.name}: no Dutch yet: {entry.msgid!r}"
        return
    said = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
    for text in said:
        if _placeholders(text) - _placeholders(entry.msgid + (entry.msgid_plural or "")):
            yield f"{room.name}: an unknown placeholder in the Dutch of: {entry.msgid!r}"


def _placeholders(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text)}


if __name__ == "__main__":
    sys.exit(main())
