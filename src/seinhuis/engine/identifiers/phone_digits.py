"""Digits as people write and say them: runs of atoms that together could be one number."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from seinhuis.engine.identifiers import numerals
from seinhuis.engine.identifiers.anchors import holds_any, places
from seinhuis.engine.identifiers.folding import FoldedText
from seinhuis.engine.identifiers.patterns import alternation
from seinhuis.engine.identifiers.telling import asked_form

# Letters that stand for a digit; the second row of each pair is Greek and Cyrillic.
LOOKALIKES = {
    "o": "0",
    "ο": "0",
    "о": "0",
    "l": "1",
    "i": "1",
    "|": "1",
    "!": "1",
    "s": "5",
    "b": "8",
    "z": "2",
}
_REPEATS = {"dubbel": 2, "dubbele": 2, "double": 2, "triple": 3, "driedubbel": 3}
_WORDS = dict[str, str](numerals.DIGITS) | numerals.PAIRS
_WORD = alternation(_WORDS)
_REPEAT = "|".join(_REPEATS)
# Words that people glue to the number itself ("tel0612345678").
_GLUE_CUES = (
    "telefoonnummer|telefoon|whatsapp|phone|tel|bel|app|wapp|wa|nr|no|call|mob|mobiel|gsm|sms|hp|ke|op|nummer"
    "|number|text|bellen|appen|bereikbaar|mij|hem|haar|of|en"
)
# A bar or an exclamation mark inside a number is a 1; at the end of one it closes a cell or a sentence.
_BAR = r"(?<=[0-9\-./])(?<![0-9]{8})[|!](?=[|!]?[0-9])"

_ATOM = re.compile(
    rf"(?P<plus>(?<!\+)\+(?!\+)|\bplus(?=[ \d]))"
    rf"|(?<![^\W_])(?:(?P<repeat>{_REPEAT}) ?)?(?P<spelled>(?:[0-9]|{_WORD}|[oοоlisbz]|{_BAR})++)(?![^\W_])"
    rf"|(?<![^\W\d_])(?:{_GLUE_CUES})(?P<glued>[0o][0-9]{{1,14}})(?:(?![^\W_])|(?=[a-z]{{2}}))"
    rf"|(?<![^\W_])(?P<head>[0-9][0-9o]{{0,13}}[0-9])(?![0-9])(?=[a-z]{{2}}|x(?![^\W_]))"
)
_TOKEN_PART = re.compile(rf"[0-9]|{_WORD}|.", re.DOTALL)
_SEPARATOR = re.compile(r"[ \t\r\n\f\v\u2028\u2029.,\-/()\[\]_*~:;·•=]{0,4}")
_PLAIN_SEPARATOR = re.compile(r"[ \t.\-/()]*")
_ANY = 99  # digits, more than are ever asked for
SHORTEST = 7  # digits, in figures or words: the shortest phone number is longer


# Words wholly made of what counts as digits, and those with which two words for one number begin; in the text
# with spaces for all signs an atom that is no figure begins with one of them.
_UNITS = (*_WORDS, *LOOKALIKES, *_REPEATS)
_FIRST = "".join(sorted({unit[0] for unit in _UNITS if unit[0].isalpha()}))
_SPELLED = asked_form(
    "spelled digits",
    rf"(?=[{_FIRST}p])(?=(?!(?:[lisbz]{{2,}}|[sbz])\Z)(?:[0-9]|{alternation(_UNITS)})++\Z|plus(?:[0-9]|\Z))",
    ("plus", *(unit + after for unit in _UNITS for after in ("", *sorted({unit[0] for unit in _UNITS})))),
)
_CUES = tuple(_GLUE_CUES.split("|"))
_BARS = tuple(f"{before}{bar}" for before in "-./" for bar in "|!")
_BARRED = re.compile(r"[|!][0-9]")
_READS_ON = tuple(word for word in _WORDS if f"{word} one" in _WORDS)  # "twenty one"


class Atom(NamedTuple):
    """A piece that stands for digits (or for the plus sign), with offsets in the folded text."""

    start: int
    end: int
    digits: str
    hidden: bool

    @property
    def plus(self) -> bool:
        """Whether this is the plus sign of an international number."""
        return self.digits == "+"


def may_hold_number(folded: FoldedText) -> bool:
    """A cheap look: is there a figure, or a word with which a number in words begins?"""
    return bool(folded.figures) or (
        holds_any(folded.lower, ("nul", "zero", "oh", "plus")) and _SPELLED in folded.forms
    )


def enough_digits(folded: FoldedText) -> bool:
    """Whether the whole text holds enough digits and digit words, so that letters alone make no number."""
    digits = folded.digits
    if digits >= SHORTEST - 1:
        return True
    spaced = folded.spaced
    for word in folded.forms.get(_SPELLED, ()):
        digits += _spelled_word(word).spoken * spaced.count(f" {word} ")
        if digits >= SHORTEST - 2:
            return True
    return folded.digits + sum(1 for _ in _spoken_word().finditer(folded.lower)) >= SHORTEST - 2


@cache
def _spoken_word() -> re.Pattern[str]:
    # Compiled on first use: few texts come so far, and the pattern is large.
    return re.compile(rf"{_WORD}|(?<![^\W_])[ol](?![^\W_])")


def runs(folded: FoldedText) -> list[list[Atom]]:
    """Neighbouring atoms with nothing but separators between them, where these hold digits enough."""
    low = folded.lower
    stuck = _stuck(folded)
    if not (stuck or _SPELLED in folded.forms or "+" in low or _barred(low)):
        # Every atom is a figure with neither a letter nor a bar that is read beside it.
        return _runs_of_figures(folded) if folded.digits >= SHORTEST else []
    found: list[list[Atom]] = []
    run: list[Atom] = []
    digits = 0
    for atom in _atoms(folded, stuck):
        if run and not _joined(low, run[-1].end, atom.start):
            if digits >= SHORTEST:
                found.append(run)
            run, digits = [], 0
        run.append(atom)
        if atom.digits != "+":
            digits += len(atom.digits)
    if digits >= SHORTEST:
        found.append(run)
    return found


def _barred(low: str) -> bool:
    return ("|" in low or "!" in low) and _BARRED.search(low) is not None


def _runs_of_figures(folded: FoldedText) -> list[list[Atom]]:
    """The runs of a text with figures only; atoms are made for those that hold digits enough."""
    low, figures = folded.lower, folded.figures
    found: list[list[tuple[int, int]]] = []
    first = digits = 0
    before = -9
    for index, (start, end) in enumerate(figures):
        if (start - before != 1 or low[before] != " ") and not _joined(low, before, start):
            if digits >= SHORTEST:
                found.append(figures[first:index])
            first, digits = index, 0
        digits += end - start
        before = end
    if digits >= SHORTEST:
        found.append(figures[first:])
    return [[Atom(start, end, low[start:end], False) for start, end in run] for run in found]


def _stuck(folded: FoldedText) -> list[tuple[int, int]]:
    """The figures with a letter beside them."""
    spaced = folded.spaced
    return [each for each in folded.figures if spaced[each[0]] != " " or spaced[each[1] + 1] != " "]


def _atoms(folded: FoldedText, stuck: list[tuple[int, int]]) -> list[Atom]:
    """As `_ATOM.finditer` would give them; where a figure or word stands by itself no pattern is needed."""
    words = _places(folded, _SPELLED)
    barred = _barred(folded.lower)
    if folded.digits < SHORTEST and not barred and _most_digits(folded, words, stuck) < SHORTEST:
        return []
    return _odd_atoms(folded, words) if barred or stuck else _even_atoms(folded, words)


def _most_digits(folded: FoldedText, words: dict[int, "_Spelled"], stuck: list[tuple[int, int]]) -> int:
    """A number of digits that the atoms of the text, which holds no bar, are never more than together."""
    most = folded.digits
    for word in words.values():
        most += word.most
    if stuck and holds_any(folded.lower, _REPEATS):
        return _ANY
    spaced = folded.spaced
    for start, end in stuck:
        # No more digits than the word has letters; an "x" is none of those that count ("six" has two others).
        first, last = spaced.rfind(" ", 0, start + 1), spaced.find(" ", end + 1)
        most += last - first - 1 - (end - start) - spaced.count("x", first, last)
    return most


def _even_atoms(folded: FoldedText, words: dict[int, "_Spelled"]) -> list[Atom]:
    """The atoms where no figure has a letter or a bar beside it."""
    low = folded.lower
    figures = dict(folded.figures)
    found: list[Atom] = []
    after = 0
    for start in sorted([*figures, *words, *places(low, "+")]):
        if start < after:
            continue
        if start in figures:
            after = figures[start]
            found.append(Atom(start, after, low[start:after], False))
        elif start in words and (word := words[start]).alone:
            after = start + word.length
            if word.digits:
                found.append(Atom(start, after, word.digits, True))
        elif match := _ATOM.match(low, start):
            after = match.end()
            if atom := _atom(match):
                found.append(atom)
    return found


def _odd_atoms(folded: FoldedText, words: dict[int, "_Spelled"]) -> list[Atom]:
    """The atoms of any text."""
    low = folded.lower
    alone = _alone(folded)
    found: list[Atom] = []
    after = 0
    for start in _begins(folded, words):
        if start < after:
            continue
        if start in alone:
            after = alone[start]
            found.append(Atom(start, after, low[start:after], False))
        elif match := _ATOM.match(low, start):
            after = match.end()
            if atom := _atom(match):
                found.append(atom)
    return found


class _Spelled(NamedTuple):
    """What is known of a word that is made of what counts as digits."""

    length: int
    digits: str  # that it stands for; empty for an ordinary word
    alone: bool  # whether these are its digits whatever stands around it
    spoken: int  # digit words that it surely says when it stands by itself
    most: int  # digits that it can stand for at most, besides the figures that are written in it


@lru_cache(maxsize=10_000)
def _spelled_word(word: str) -> _Spelled:
    parts = _TOKEN_PART.findall(word)
    repeats = any(each in word for each in _REPEATS)
    alone = not (repeats or word.startswith("plus") or word.endswith(_READS_ON))
    spoken = 1 if word in ("o", "l") else sum(part in _WORDS for part in parts)
    letters = [part for part in parts if part in _WORDS or part in LOOKALIKES]
    most = _ANY if repeats else sum(len(_digit(part)) for part in letters)
    return _Spelled(len(word), _read(word) or "", alone, spoken if alone else 0, most)


def _places(folded: FoldedText, form: str) -> dict[int, _Spelled]:
    """Where the words of a form stand, with what is known of them."""
    found: dict[int, _Spelled] = {}
    words = folded.forms.get(form)
    if not words:
        return found
    spaced = folded.spaced
    for word in words:
        known = _spelled_word(word)
        wanted = f" {word} "
        at = spaced.find(wanted)
        while at >= 0:
            found[at] = known
            at = spaced.find(wanted, at + 1)
    return found


def _alone(folded: FoldedText) -> dict[int, int]:
    """The figures with neither a letter nor a bar beside them."""
    spaced = folded.spaced
    found = {start: end for start, end in folded.figures if spaced[start] == " " == spaced[end + 1]}
    if "|" in folded.lower or "!" in folded.lower:
        return {start: end for start, end in found.items() if not folded.lower.startswith(("|", "!"), end)}
    return found


def begins(folded: FoldedText) -> list[int]:
    """Where atoms may begin: figures and words of digits, plus signs, cues stuck to figures, and bars."""
    return _begins(folded, _places(folded, _SPELLED))


def _begins(folded: FoldedText, words: Iterable[int]) -> list[int]:
    low = folded.lower
    figures = [start for start, _ in folded.figures]
    more = [*words, *places(low, "+")]
    for figure in figures:
        if low[figure - 1 : figure].isalpha():
            more += _cues_before(low, figure)
    if "|" in low or "!" in low:
        more += [at + 1 for at in places(low, _BARS)]
    return sorted([*figures, *more]) if more else figures


def _cues_before(low: str, figure: int) -> list[int]:
    """Where a cue may begin that is stuck to this figure, or to an "o" for a nought in front of it."""
    ends = (figure, figure - 1) if low[figure - 1] == "o" else (figure,)
    return [
        end - len(cue)
        for end in ends
        if low.endswith(_CUES, 0, end)
        for cue in _CUES
        if low.endswith(cue, 0, end)
    ]


def _joined(text: str, end: int, start: int) -> bool:
    """Whether nothing but separators stands between what ends there and what starts here."""
    gap = start - end
    if gap == 0 or (gap == 1 and text[end] == " "):
        return True
    return gap <= 4 and _SEPARATOR.fullmatch(text, end, start) is not None


def plainly_separated(text: str, before: Atom, after: Atom) -> bool:
    """Whether the two are joined as in an ordinary number: by a space, dot, dash, slash or bracket."""
    return _PLAIN_SEPARATOR.fullmatch(text, before.end, after.start) is not None


def _atom(match: re.Match[str]) -> Atom | None:
    kind = match.lastgroup or ""
    start, end = match.span(kind)
    found = match.group(kind)
    if kind == "plus":
        return Atom(start, end, "+", found != "+")
    if kind == "spelled" and not found.isdecimal():
        return _spoken(match, found)
    digits = found.replace("o", "0")
    times = _REPEATS.get(match.group("repeat") or "", 1)
    return Atom(start if times == 1 else match.start(), end, digits * times, digits != found or times > 1)


def _spoken(match: re.Match[str], spelled: str) -> Atom | None:
    digits = _read(spelled)
    if digits is None:
        return None
    return Atom(
        match.start(), match.end(), digits * _REPEATS.get(match.group("repeat") or "", 1), hidden=True
    )


@lru_cache(maxsize=5000)
def _read(spelled: str) -> str | None:
    """The digits of digits in words and look-alikes; None for an ordinary word of look-alike letters.

    A digit or digit word is in it, or it is one letter.
    """
    parts = _TOKEN_PART.findall(spelled)
    digits = "".join(map(_digit, parts))
    if len(spelled) == 1:
        return digits if spelled in "oοоli|" else None
    letters = sum(1 for part in parts if part in LOOKALIKES)
    # A whole mobile number in one piece, with or without its 06, may be disguised further than a part of one.
    most = 5 if len(digits) in (8, 10) else 3
    few = letters == 0 or (letters <= most and letters < len(digits))
    return digits if few or set(spelled) <= set("oοо0") else None


def _digit(part: str) -> str:
    return _WORDS.get(part) or LOOKALIKES.get(part, part)


def forget() -> None:
    """Let go of what was kept about the words of the texts so far."""
    _spelled_word.cache_clear()
    _read.cache_clear()
