"""What the words of a text tell the finders.

Most words of a text tell no finder anything. Here each finder says which words it asks for, or which forms of
words; the others are dropped at once, and what is left is a handful. A word here is a longest run of letters
and digits; a figure that stands by itself tells nothing.

Of many texts what each word tells can be kept in a `Memory`. Of the text of a report no word is kept: what
somebody confided does not stay in a process that goes on.
"""

import re
from collections.abc import Iterable
from itertools import filterfalse
from typing import NamedTuple

_LONGEST = 64  # a longer word hardly comes twice
_LONGEST_FIGURE = 3
_PIECE = re.compile("[a-z]+")
_ASKED: set[str] = set()
_FORMS: dict[str, re.Pattern[str]] = {}
_BY_BEGIN: dict[str, tuple[str, ...]] = {}  # the first two letters -> the forms of which words begin so


class Told(NamedTuple):
    """What one word tells."""

    word: str
    pieces: tuple[str, ...]  # that are asked for: of a word with other signs than a-z its pieces count
    forms: tuple[str, ...]  # the names of its forms


class Memory:
    """What each word told that was met; holds words, so it is for public material only.

    Not to be made before all finders have asked for their words.
    """

    def __init__(self, most: int = 50_000) -> None:
        """``most``: how many words are kept before it begins anew."""
        self._most = most
        self._silent: set[str] = set()
        self._telling: dict[str, Told] = {}

    def __len__(self) -> int:
        return len(self._silent) + len(self._telling)

    def told_by(self, words: list[str]) -> list[Told]:
        """What these words tell."""
        # No loop of Python's own over all words: there are as many as the text has.
        telling = filterfalse(self._silent.__contains__, words)
        return [told for word in telling if (told := self._telling.get(word) or self._look(word))]

    def _look(self, word: str) -> Told | None:
        told = _looked_at(word)
        if len(word) <= (_LONGEST_FIGURE if word.isdecimal() else _LONGEST):
            if len(self) >= self._most:
                self._silent.clear()
                self._telling.clear()
            if told:
                self._telling[word] = told
            else:
                self._silent.add(word)
        return told


def asked(words: Iterable[str]) -> frozenset[str]:
    """These words (of a-z, lower case), which are among the pieces from now on ("15jarige": "jarige")."""
    wanted = frozenset(words)
    _ASKED.update(wanted)
    return wanted


def asked_form(name: str, pattern: str, begins: Iterable[str]) -> str:
    """The name, under which words that begin as the pattern says have a form from now on.

    ``begins``: the first two letters (or the only one) of each such word of which these are of a-z.
    """
    _FORMS[name] = re.compile(pattern)
    for begin in {each[:2] for each in begins}:
        _BY_BEGIN[begin] = (*_BY_BEGIN.get(begin, ()), name)
    return name


def told_by(spaced: str, memory: Memory | None) -> list[Told]:
    """What the words tell that stand in lower case with spaces around them; a word may come twice."""
    words = spaced.split()
    if memory is not None:
        return memory.told_by(words)
    return [told for word in words if (told := _looked_at(word))]


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
    if word.isascii():
        if word.isalpha():
            names = _BY_BEGIN.get(word[:2], ())
            if not names and word not in _ASKED:
                return None
            return _told(word, (word,) if word in _ASKED else (), names)
        if word.isdecimal():
            return None
    begin = word[:2]
    names = _BY_BEGIN.get(begin, ()) if begin.isalpha() and begin.isascii() else tuple(_FORMS)
    return _told(word, tuple([each for each in _PIECE.findall(word) if each in _ASKED]), names)


def _told(word: str, pieces: tuple[str, ...], names: tuple[str, ...]) -> Told | None:
    forms = tuple([name for name in names if _FORMS[name].match(word)]) if names else ()
    return Told(word, pieces, forms) if pieces or forms else None
