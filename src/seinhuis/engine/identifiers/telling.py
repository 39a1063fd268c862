"""What the words of a text tell the finders, worked out once for each word and kept.

Most words of a text tell no finder anything. Here each finder says which words it asks for, or which forms of
words; those that are known to tell nothing are dropped at once, and what is left is a handful. A word here is
a longest run of letters and digits; a figure that stands by itself tells nothing.
"""

import re
from collections.abc import Iterable
from itertools import filterfalse
from typing import NamedTuple

_MOST = 50_000  # words that are kept
_LONGEST = 64  # a longer word hardly comes twice
_LONGEST_FIGURE = 3
_PIECE = re.compile("[a-z]+")
_ASKED: set[str] = set()
_FORMS: dict[str, re.Pattern[str]] = {}
_SILENT: set[str] = set()
_TELLING: dict[str, "Told"] = {}


class Told(NamedTuple):
    """What one word tells."""

    word: str
    pieces: tuple[str, ...]  # that are asked for: of a word with other signs than a-z its pieces count
    forms: tuple[str, ...]  # the names of its forms


def asked(words: Iterable[str]) -> frozenset[str]:
    """These words (of a-z, lower case), which are among the pieces from now on ("15jarige": "jarige")."""
    wanted = frozenset(words)
    _ASKED.update(wanted)
    _forget()
    return wanted


def asked_form(name: str, pattern: str) -> str:
    """The name, under which words that begin as the pattern says have a form from now on."""
    _FORMS[name] = re.compile(pattern)
    _forget()
    return name


def told_by(spaced: str) -> list[Told]:
    """What the words tell that stand in lower case with spaces around them; a word may come twice."""
    told = []
    for word in filterfalse(_SILENT.__contains__, spaced.split()):
        known = _TELLING.get(word) or _looked_at(word)
        if known is not None:
            told.append(known)
    return told


def words_of(told: list[Told]) -> set[str]:
    """The words that are asked for."""
    found: set[str] = set()
    for _, pieces, _ in told:
        found.update(pieces)
    return found


def forms_of(told: list[Told]) -> dict[str, set[str]]:
    """By the name of each form the words of that form."""
    found: dict[str, set[str]] = {}
    for word, _, forms in told:
        for name in forms:
            if name in found:
                found[name].add(word)
            else:
                found[name] = {word}
    return found


def _looked_at(word: str) -> Told | None:
    if word.isdecimal() and word.isascii():
        if len(word) <= _LONGEST_FIGURE:
            _SILENT.add(word)
        return None
    pieces = tuple([each for each in _PIECE.findall(word) if each in _ASKED])
    forms = tuple([name for name, form in _FORMS.items() if form.match(word)])
    told = Told(word, pieces, forms) if pieces or forms else None
    if len(word) <= _LONGEST:
        if len(_SILENT) + len(_TELLING) >= _MOST:
            _forget()
        if told:
            _TELLING[word] = told
        else:
            _SILENT.add(word)
    return told


def _forget() -> None:
    _SILENT.clear()
    _TELLING.clear()
