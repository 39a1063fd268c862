"""What stands in a text, asked cheaply: its words, its figures, and where words begin.

A finder is only worth running where a word it needs, or a figure, stands in the text. Finding that out here
costs a few microseconds, because whole texts are translated and split at once, not matched sign by sign. A
word is a longest run of the letters a-z, so a word with another letter in it counts as its pieces ("één" as
"n", "février" as "f" and "vrier"); `pieces` brings the words that a finder looks for into the same form.
"""

import re
from collections.abc import Iterable

from seinhuis.engine.identifiers.anchors import places

_LETTERS = bytes(code if 97 <= code <= 122 else 32 for code in range(256))
_DIGITS = bytes(48 if 48 <= code <= 57 else 32 for code in range(256))
# Of Latin-1, in which most texts can be written once their signs beyond it are spaces.
_SPACED = bytes(code if chr(code).isalnum() else 32 for code in range(256))
_BEYOND = re.compile("[^\x00-\xff]+")
_PIECE = re.compile("[a-z]+")


class _SpacedTable(dict[int, str]):
    """Signs to themselves or to a space; filled as signs are met."""

    def __missing__(self, code: int) -> str:
        spaced = sign if (sign := chr(code)).isalnum() else " "
        if len(self) < 20_000:
            self[code] = spaced
        return spaced


_TABLE = _SpacedTable()


def letters(lower: str) -> str:
    """A space, the text in lower case with a space for all but a-z, and a space: offsets are one further."""
    return f" {lower.encode('ascii', 'replace').translate(_LETTERS).decode()} "


def word_places(letters: str, words: Iterable[str]) -> list[int]:
    """Where any of these whole words stands in the text behind `letters`, ascending."""
    return places(letters, [f" {word} " for word in words])


def pieces(phrases: Iterable[str]) -> frozenset[str]:
    """The first word of each phrase; a phrase without a word in it (a sign) gives none."""
    return frozenset(found.group() for each in phrases if (found := _PIECE.search(each)))


def figures(text: str) -> list[tuple[int, int]]:
    """The span of every longest run of the digits 0-9."""
    shape = text.encode("ascii", "replace").translate(_DIGITS)
    found: list[tuple[int, int]] = []
    start = shape.find(b"0")
    while start >= 0:
        end = shape.find(b" ", start)
        if end < 0:
            found.append((start, len(text)))
            break
        found.append((start, end))
        start = shape.find(b"0", end)
    return found


def spaced(lower: str) -> str:
    """A space, the text with a space for all but letters and digits, and a space: offsets are one further."""
    if not lower.isascii():
        lower = _BEYOND.sub(_letters_beyond, lower)
    try:
        return f" {lower.encode('latin-1').translate(_SPACED).decode('latin-1')} "
    except UnicodeEncodeError:
        return f" {lower.translate(_TABLE)} "


def _letters_beyond(match: re.Match[str]) -> str:
    return match.group().translate(_TABLE)
