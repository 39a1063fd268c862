"""What the words of a text tell the finders, worked out once for each word and kept.

Most words of a text tell no finder anything. Here each finder says which words it asks for, or which forms of
words; of the different words of a text those that are known to tell nothing are dropped at once, and what is
left is a handful. A word here is a longest run of letters and digits; a figure that stands by itself tells
nothing.
"""

import re
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet

_MOST = 50_000  # words that are kept
_LONGEST = 64  # a longer word hardly comes twice
_LONGEST_FIGURE = 3
_PIECE = re.compile("[a-z]+")
_ASKED: set[str] = set()
_FORMS: dict[str, re.Pattern[str]] = {}


class _Kept:
    """What each word was found to tell; the words that tell nothing are a set, to be dropped at once."""

    def __init__(self, look: Callable[[str], tuple[str, ...]]) -> None:
        self._look = look
        self.forget()

    def forget(self) -> None:
        """Begin anew."""
        self.silent: set[str] = set()
        self.telling: dict[str, tuple[str, ...]] = {}

    def look(self, word: str) -> tuple[str, ...]:
        """What a word tells that is not known yet."""
        figure = word.isdecimal() and word.isascii()
        told = () if figure else self._look(word)
        if len(word) <= (_LONGEST_FIGURE if figure else _LONGEST):
            if len(self.silent) + len(self.telling) >= _MOST:
                self.forget()
            if told:
                self.telling[word] = told
            else:
                self.silent.add(word)
        return told


def _asked_pieces(word: str) -> tuple[str, ...]:
    return tuple([each for each in _PIECE.findall(word) if each in _ASKED])


def _forms(word: str) -> tuple[str, ...]:
    return tuple([name for name, form in _FORMS.items() if form.match(word)])


_PIECES, _FORMED = _Kept(_asked_pieces), _Kept(_forms)


def asked(words: Iterable[str]) -> frozenset[str]:
    """These words (of a-z, lower case), which `words_in` gives from now on."""
    wanted = frozenset(words)
    _ASKED.update(wanted)
    _PIECES.forget()
    return wanted


def asked_form(name: str, pattern: str) -> str:
    """The name, under which `formed_in` gives from now on the words that begin as the pattern says."""
    _FORMS[name] = re.compile(pattern)
    _FORMED.forget()
    return name


def words_in(distinct: AbstractSet[str]) -> set[str]:
    """The words that are asked for; of a word with other signs than a-z its pieces ("15jarige": "jarige")."""
    found: set[str] = set()
    telling = _PIECES.telling
    for word in distinct - _PIECES.silent:
        found.update(telling.get(word) or _PIECES.look(word))
    return found


def formed_in(distinct: AbstractSet[str]) -> dict[str, list[str]]:
    """By the name of each form the words of that form."""
    found: dict[str, list[str]] = {}
    telling = _FORMED.telling
    for word in distinct - _FORMED.silent:
        for name in telling.get(word) or _FORMED.look(word):
            found.setdefault(name, []).append(word)
    return found
