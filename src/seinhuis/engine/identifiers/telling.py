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
_BY_BEGIN: dict[str, tuple[str, ...]] = {}  # the first two letters -> the forms of which words begin so
_SILENT: set[str] = set()


class Told(NamedTuple):
    """What one word tells."""

    word: str
    pieces: tuple[str, ...]  # that are asked for: of a word with other signs than a-z its pieces count
    forms: tuple[str, ...]  # the names of its forms


class _Telling(dict[str, Told]):
    """Filled as words are met; a word that tells nothing gives None."""

    def __missing__(self, word: str) -> Told | None:
        return _looked_at(word)


_TELLING = _Telling()


def asked(words: Iterable[str]) -> frozenset[str]:
    """These words (of a-z, lower case), which are among the pieces from now on ("15jarige": "jarige")."""
    wanted = frozenset(words)
    _ASKED.update(wanted)
    _forget()
    return wanted


def asked_form(name: str, pattern: str, begins: Iterable[str]) -> str:
    """The name, under which words that begin as the pattern says have a form from now on.

    ``begins``: the first two letters (or the only one) of each such word of which these are of a-z.
    """
    _FORMS[name] = re.compile(pattern)
    for begin in {each[:2] for each in begins}:
        _BY_BEGIN[begin] = (*_BY_BEGIN.get(begin, ()), name)
    _forget()
    return name


def told_by(spaced: str) -> list[Told]:
    """What the words tell that stand in lower case with spaces around them; a word may come twice."""
    # No loop of Python's own: there are as many words as the text has.
    telling = filterfalse(_SILENT.__contains__, spaced.split())
    return list(filter(None, map(_TELLING.__getitem__, telling)))


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
    plain = word.isascii()
    if plain and word.isdecimal():
        if len(word) <= _LONGEST_FIGURE:
            _SILENT.add(word)
        return None
    if plain and word.isalpha():
        pieces = (word,) if word in _ASKED else ()
    else:
        pieces = tuple([each for each in _PIECE.findall(word) if each in _ASKED])
    begin = word[:2]
    names = _BY_BEGIN.get(begin, ()) if begin.isalpha() and begin.isascii() else _FORMS
    forms = tuple([name for name in names if _FORMS[name].match(word)]) if names else ()
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
