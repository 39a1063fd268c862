"""Bring the catalogues up to date: new messages come in empty, unused ones go, translations stay.

`python tools/update_messages.py [STATION ...]` does the stations named, or all.
"""

import sys
from pathlib import Path

import polib
from catalogues import ROOMS, Found, catalogue_of, messages_in

HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "nl",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def main(names: list[str]) -> int:
    """Update and print how many messages of each station still need a translation."""
    for room in ROOMS:
        if not names or room.name in names:
            update(room)
    return 0


def update(room: Path) -> None:
    """Write one station's catalogue anew, in a stable order."""
    path = catalogue_of(room)
    known = (
        {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    )
    wanted: dict[tuple[str | None, str], Found] = {}
    for found in messages_in(room):
        wanted.setdefault((found.context, found.ids[0]), found)
    if not wanted:
        return
    catalogue = polib.POFile(wrapwidth=110)
    catalogue.metadata = HEADER
    for key in sorted(wanted, key=lambda each: (each[1], each[0] or "")):
        catalogue.append(known.get(key) or _entry(wanted[key]))
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))
    print(f"{room.name}: {len(catalogue)} messages, {len(catalogue.untranslated_entries())} to translate")


def _entry(found: Found) -> polib.POEntry:
    entry = polib.POEntry(msgid=found.ids[0], msgctxt=found.context)
    if "%(" in found.ids[0]:
        entry.flags.append("python-format")
    if len(found.ids) > 1:
        entry.msgid_plural = found.ids[1]
        entry.msgstr_plural = {0: "", 1: ""}
    return entry


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
