"""Folding: one spelling for signs that mean the same, with the way back to the text as it was typed.

Full-width, circled, mathematical, emoji and other scripts' digits become 0-9; styled Latin letters become
plain ones; every kind of space, dash and quote becomes the plain one; invisible signs and combining marks
vanish; an HTML entity ("&nbsp;", "&#64;") becomes its sign. A sign never becomes more than one sign, so the
way back is a list of offsets, and no list at all for most texts.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from html import unescape

from seinhuis.engine.identifiers import telling, vocabulary

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}[0-9]{0,2});")
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d", "-")
_QUOTES = dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4\u2032`", "'") | dict.fromkeys(
    "\u201c\u201d\u201e\u00ab\u00bb", '"'
)
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_FEW = 12  # signs beyond ASCII that are faster replaced one by one than looked up at every place
_FULL_STOPS = dict.fromkeys("\u3002\uff61\u2024\ufe52", ".")
_KEPT = frozenset("\u00b7\u2022\u00aa\u00ba\u2028\u2029")
_VANISHING_CATEGORIES = frozenset({"Mn", "Me", "Cf"})
_COMBINING = (range(0x0300, 0x0370), range(0x20D0, 0x2100), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


def _fold(sign: str) -> str:
    special = _DASHES.get(sign) or _QUOTES.get(sign) or _FULL_STOPS.get(sign)
    if special is not None or sign in _KEPT:
        return special or sign
    category = unicodedata.category(sign)
    if category in _VANISHING_CATEGORIES:
        return "" if category == "Cf" or any(ord(sign) in each for each in _COMBINING) else sign
    if category == "Zs":
        return " "
    return _fold_shape(sign)


def _fold_shape(sign: str) -> str:
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 and plain.isascii() and plain.isprintable() else sign


class _Table(dict[int, str]):
    """Filled as signs are met."""

    def __missing__(self, code: int) -> str:
        folded = _fold(chr(code)) if code > 127 else chr(code)
        if len(self) < 20_000:
            self[code] = folded
        return folded


_TABLE = _Table()
# Folded too, but by a keyboard or a word processor, not by somebody who hides something.
_TYPOGRAPHIC = (
    frozenset(_DASHES)
    | frozenset(_QUOTES)
    | frozenset("\u00a0\u202f\u2007\u2009\u200a\u3000\ufeff\u200e\u200f\u00ad\ufe0f")
)


class FoldedText:
    """A text as given, folded, folded in lower case (same length), and the way back (None: same offsets).

    Nobody changes it; what somebody has asked for is kept. It is no frozen data class with cached properties,
    because making one and asking it costs three times as much then.
    """

    __slots__ = (
        *("original", "text", "lower", "offsets", "entities", "memory"),
        *("known_letters", "known_spaced", "known_told", "known_words", "known_forms", "known_figures"),
        "known_digits",
    )

    def __init__(
        self,
        original: str,
        text: str,
        lower: str,
        offsets: Sequence[int] | None,
        entities: Mapping[int, int] | None = None,
        memory: telling.Memory | None = None,
    ) -> None:
        self.original = original
        self.text = text
        self.lower = lower
        self.offsets = offsets
        self.entities = entities  # where an HTML entity starts in the original -> its length
        self.memory = memory  # what words tell that were met in other texts
        self.known_letters: str | None = None
        self.known_spaced: str | None = None
        self.known_told: list[telling.Told] | None = None
        self.known_words: AbstractSet[str] | None = None
        self.known_forms: Mapping[str, AbstractSet[str]] | None = None
        self.known_figures: list[tuple[int, int]] | None = None
        self.known_digits: int | None = None

    @property
    def letters(self) -> str:
        """Its words with spaces between them, see `vocabulary`."""
        if self.known_letters is None:
            self.known_letters = vocabulary.letters(self.lower)
        return self.known_letters

    @property
    def spaced(self) -> str:
        """It with spaces for all but letters and digits, see `vocabulary`."""
        if self.known_spaced is None:
            self.known_spaced = vocabulary.spaced(self.lower)
        return self.known_spaced

    @property
    def told(self) -> list[telling.Told]:
        """What its words tell, see `telling`."""
        if self.known_told is None:
            self.known_told = telling.told_by(self.spaced, self.memory)
        return self.known_told

    @property
    def words(self) -> AbstractSet[str]:
        """The words in it that a finder asks for."""
        if self.known_words is None:
            self.known_words = telling.words_of(self.told)
        return self.known_words

    @property
    def forms(self) -> Mapping[str, AbstractSet[str]]:
        """By its name each form that a finder asks for, with the words in it of that form."""
        if self.known_forms is None:
            self.known_forms = telling.forms_of(self.told)
        return self.known_forms

    @property
    def figures(self) -> list[tuple[int, int]]:
        """The span of every longest run of digits."""
        if self.known_figures is None:
            self.known_figures = vocabulary.figures(self.lower)
        return self.known_figures

    @property
    def digits(self) -> int:
        """How many digits it holds."""
        if self.known_digits is None:
            self.known_digits = sum([end - start for start, end in self.figures])
        return self.known_digits

    def places_of(self, words: frozenset[str]) -> list[int]:
        """Where any of these words stands, ascending."""
        present = self.words & words
        return vocabulary.word_places(self.letters, present) if present else []

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original text; marks that sit on the last sign belong to it."""
        if self.offsets is None:
            return start, end
        if start == end:
            return self.offsets[start], self.offsets[start]
        last = self.offsets[end - 1]
        stop = last + (self.entities or {}).get(last, 1)
        while stop < self.offsets[end] and unicodedata.category(self.original[stop]) in ("Mn", "Me"):
            stop += 1
        return self.offsets[start], stop

    def disguised(self, start: int, end: int) -> bool:
        """Whether signs in this folded span were folded from something that no keyboard writes by itself."""
        if self.original is self.text:
            return False
        first, last = self.span(start, end)
        return self._entity_for_a_key(start, end) or any(
            sign > "\x7f" and sign not in _TYPOGRAPHIC and _TABLE[ord(sign)] != sign
            for sign in self.original[first:last]
        )

    def _entity_for_a_key(self, start: int, end: int) -> bool:
        """Whether an entity stands for a letter, a digit or a sign of an address: no need to escape it."""
        if self.offsets is None or not self.entities:
            return False
        return any(
            self.offsets[at] in self.entities and (self.text[at].isalnum() or self.text[at] in "@._+-:/")
            for at in range(start, end)
        )


def fold(text: str, memory: telling.Memory | None = None) -> FoldedText:
    """Fold a text. Any text: lone surrogates and unassigned signs stay as they are.

    ``memory`` makes many public texts cheaper to look at; of the text of a report no word is kept.
    """
    if "&" in text and (entities := _entities(text)):
        return _fold_entities(text, entities, memory)
    return _fold_signs(text, memory)


def _fold_signs(text: str, memory: telling.Memory | None) -> FoldedText:
    if text.isascii():
        return FoldedText(text, text, text.lower(), None, None, memory)
    folded = _without_look_alikes(text)
    offsets = None if len(folded) == len(text) else _offsets(text)
    return FoldedText(text, folded, _lower(folded), offsets, None, memory)


def _without_look_alikes(text: str) -> str:
    signs = set(_BEYOND_ASCII.findall(text))
    if len(signs) > _FEW:
        return text.translate(_TABLE)
    for sign in signs:
        folded = _TABLE[ord(sign)]
        if folded != sign:
            text = text.replace(sign, folded)
    return text


def _entities(text: str) -> list[tuple[int, int, str]]:
    """(start, end, sign) of every entity that stands for one sign."""
    found = ((*match.span(), unescape(match.group())) for match in _ENTITY.finditer(text))
    return [each for each in found if len(each[2]) == 1]


def _fold_entities(
    text: str, entities: list[tuple[int, int, str]], memory: telling.Memory | None
) -> FoldedText:
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    for start, end, sign in entities:
        pieces += (text[position:start], sign)
        offsets += range(position, start + 1)
        position = end
    plain = _fold_signs("".join(pieces) + text[position:], None)
    offsets += range(position, len(text) + 1)
    back = offsets if plain.offsets is None else [offsets[at] for at in plain.offsets]
    lengths = {start: end - start for start, end, _ in entities}
    return FoldedText(text, plain.text, plain.lower, back, lengths, memory)


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


def _offsets(text: str) -> list[int]:
    vanished = {sign for sign in set(text) if not _TABLE[ord(sign)]}
    kept = [index for index, sign in enumerate(text) if sign not in vanished]
    kept.append(len(text))
    return kept
