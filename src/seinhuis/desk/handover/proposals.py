"""Passages that could point at an anonymous reporter: stated rules that say why; pure. A person decides.

The rules look at words, in Dutch and English. They find too much rather than too little, and they do not find
everything: that is why every text is read and decided by a person, with a proposal or without.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from seinhuis.desk.handover.pointing_words import PATTERNS, Hint

RUN = 4
PHONE_DIGITS = 7
SHORTEST_SHARED = 4


@dataclass(frozen=True)
class Proposal:
    """A span of a text and the reason why somebody should look at it."""

    start: int
    end: int
    hint: Hint


@dataclass(frozen=True)
class Known:
    """What the house knows that must not shine through: the reporter's own contacts, and what stays."""

    own_contacts: tuple[str, ...] = field(default=(), repr=False)
    left_out_texts: tuple[str, ...] = field(default=(), repr=False)
    left_out_identifiers: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Piece:
    """A stretch of a text for the page: marked with reasons, or not."""

    text: str = field(repr=False)
    hints: tuple[Hint, ...] = ()


_RULES = tuple(
    (hint, re.compile(pattern, re.IGNORECASE)) for hint, patterns in PATTERNS.items() for pattern in patterns
)
_NUMBER = re.compile(r"\+?\(?\d[\d\s.\-()/]{5,}\d")
_WORD = re.compile(r"\w+")


def propose(text: str, known: Known = Known()) -> tuple[Proposal, ...]:
    """Every passage of a text that a rule points at, in order of where it begins."""
    found = {
        *(Proposal(*match.span(), hint) for hint, pattern in _RULES for match in pattern.finditer(text)),
        *_contacts(text, known.own_contacts, Hint.OWN_CONTACT),
        *_contacts(text, known.left_out_identifiers, Hint.LEFT_OUT_SOURCE),
        *_shared_runs(text, known.left_out_texts),
    }
    return tuple(sorted(found, key=lambda each: (each.start, -each.end, each.hint)))


def pieces(text: str, proposals: Collection[Proposal]) -> list[Piece]:
    """The text cut where proposals begin and end; together the pieces are the text."""
    cuts = sorted({0, len(text), *(edge for each in proposals for edge in (each.start, each.end))})
    return [
        Piece(
            text[start:end],
            tuple(sorted({each.hint for each in proposals if each.start <= start and end <= each.end})),
        )
        for start, end in pairwise(cuts)
    ]


def _contacts(text: str, contacts: Collection[str], hint: Hint) -> Iterator[Proposal]:
    folded = text.casefold()
    for contact in contacts:
        yield from _occurrences(folded, contact.casefold().strip(), hint, len(text))
    numbers = {digits[-9:] for contact in contacts if len(digits := _digits(contact)) >= PHONE_DIGITS}
    for match in _NUMBER.finditer(text):
        if _digits(match.group())[-9:] in numbers:
            yield Proposal(*match.span(), hint)


def _occurrences(folded: str, contact: str, hint: Hint, size: int) -> Iterator[Proposal]:
    # Folding can change the length of a text (ß): where it does, the span is cut to the text.
    start = folded.find(contact) if len(contact) > 2 else -1
    while start >= 0:
        yield Proposal(min(start, size), min(start + len(contact), size), hint)
        start = folded.find(contact, start + 1)


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())


def _shared_runs(text: str, left_out: Collection[str]) -> Iterator[Proposal]:
    """Stretches of four words (or a whole shorter text) that also stand in what must stay in the house."""
    runs = {run for each in left_out for run in _runs([word.casefold() for word in _WORD.findall(each)])}
    words = list(_WORD.finditer(text))
    folded = [word.group().casefold() for word in words]
    spans = [
        (words[first].start(), words[first + length - 1].end())
        for length in {len(run) for run in runs}
        for first in range(len(folded) - length + 1)
        if tuple(folded[first : first + length]) in runs
    ]
    yield from (Proposal(start, end, Hint.LEFT_OUT_SOURCE) for start, end in _merged(spans))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    length = min(RUN, len(words))
    if sum(map(len, words)) < SHORTEST_SHARED:
        return
    for first in range(len(words) - length + 1):
        yield tuple(words[first : first + length])
