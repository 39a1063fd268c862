"""What the words of a text tell the finders, worked out once for each word and kept.

Most words of a text tell no finder anything. Here each finder says which words it asks for, or which forms of
words; a text is then cut into words once, those that are known to tell nothing are dropped at once, and what
is left is a handful.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

# The words asked for, and by its name each form that was asked for with the words of that form.
Told = tuple[AbstractSet[str], Mapping[str, Sequence[str]]]

_MOST = 50_000  # words that are kept
_LONGEST = 64  # a longer word hardly comes twice
_PIECE = re.compile("[a-z]+")
_NOTHING: tuple[frozenset[str], tuple[str, ...]] = (frozenset(), ())


class _Known:
    """What is asked, and what is known of words because of it."""

    def __init__(self) -> None:
        self.words: set[str] = set()
        self.forms: dict[str, re.Pattern[str]] = {}
        self.forget()

    def forget(self) -> None:
        self.silent: set[str] = set()
        self.telling: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {}


_KNOWN = _Known()


def asked(words: Iterable[str]) -> frozenset[str]:
    """These words (of a-z, lower case), which `told` gives from now on where a text holds them."""
    wanted = frozenset(words)
    _KNOWN.words |= wanted
    _KNOWN.forget()
    return wanted


def asked_form(name: str, pattern: str) -> str:
    """The name, under which `told` gives from now on the words that begin as the pattern says."""
    _KNOWN.forms[name] = re.compile(pattern)
    _KNOWN.forget()
    return name


def told(spaced: str) -> Told:
    """What words tell that stand in lower case with spaces around them, letters and digits in one word.

    Of a word that holds other signs than a-z its pieces count, so "15jarige" holds "jarige". A figure that
    stands by itself tells nothing.
    """
    words: set[str] = set()
    formed: dict[str, list[str]] = {}
    telling = _KNOWN.telling
    for word in set(spaced.split()) - _KNOWN.silent:
        pieces, forms = telling.get(word) or _looked_at(word)
        words |= pieces
        for name in forms:
            formed.setdefault(name, []).append(word)
    return words, formed


def _looked_at(word: str) -> tuple[frozenset[str], tuple[str, ...]]:
    if word.isdecimal() and word.isascii():
        return _NOTHING
    pieces = frozenset([each for each in _PIECE.findall(word) if each in _KNOWN.words])
    forms = tuple([name for name, form in _KNOWN.forms.items() if form.match(word)])
    if len(word) <= _LONGEST:
        if len(_KNOWN.silent) + len(_KNOWN.telling) >= _MOST:
            _KNOWN.forget()
        if pieces or forms:
            _KNOWN.telling[word] = pieces, forms
        else:
            _KNOWN.silent.add(word)
    return pieces, forms
