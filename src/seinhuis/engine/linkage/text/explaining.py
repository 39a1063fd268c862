"""Why two texts are linked: which share they have in common, in which words, and which words differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from seinhuis.engine.linkage.text.parameters import (
    COUNTERS,
    DEFAULT_DIFFERENCE,
    KERNEL_VERSION,
    WEIGHT_STEPS,
    WEIGHTS,
    WORDS_IN_SHINGLE,
    least_similarity,
)
from seinhuis.engine.linkage.text.words import (
    NUMBER,
    Word,
    read_words,
    shingles_of_signs,
    shingles_of_words,
)


class Unit(StrEnum):
    """What two texts were compared by."""

    SIGNS = "five signs in a row"
    WORDS = "three words in a row"
    NOTHING = "nothing in common to compare by"


class Counters(Protocol):
    """How many texts the shingles of each counter occur in: an array of COUNTERS numbers."""

    def __getitem__(self, counter: int, /) -> int: ...


@dataclass(frozen=True, order=True)
class Span:
    """A part of a text, ``text[start:end]``, in code points."""

    start: int
    end: int


@dataclass(frozen=True, order=True)
class SpanPair:
    """A part of the left text and the part of the right one that stands for it."""

    left: Span
    right: Span


@dataclass(frozen=True)
class TextReason:
    """The evidence for (or against) a link between two texts; it holds places in them, not their words.

    ``similarity``: the greater of ``weighted`` (shared_weight / union_weight) and the square of ``plain``
    (shared / union); the two are linked when it reaches ``least``, which follows from ``difference``.
    ``common``: runs of words that are equal but for case, marks and digits; ``numbers``: numbers inside these
    that are written differently; ``left_only``, ``right_only``: the words that differ. ``lighter``: the
    shingles, by their hash in hexadecimal, that weighed less than a rare one because many texts have them,
    and what they weighed: with these the similarity can be computed again when the corpus has changed.
    """

    kernel_version: str
    difference: float
    least: float
    unit: Unit
    shared: int
    union: int
    shared_weight: int
    union_weight: int
    common: tuple[SpanPair, ...]
    numbers: tuple[SpanPair, ...]
    left_only: tuple[Span, ...]
    right_only: tuple[Span, ...]
    lighter: Mapping[str, int] = field(default_factory=dict)

    @property
    def plain(self) -> float:
        """The share of shingles in common, each counted once (Jaccard)."""
        return self.shared / self.union if self.union else 0.0

    @property
    def weighted(self) -> float:
        """The share in common where what many texts have weighs less."""
        return self.shared_weight / self.union_weight if self.union_weight else 0.0

    @property
    def similarity(self) -> float:
        """What is compared with ``least``."""
        return max(self.weighted, self.plain * self.plain)

    @property
    def linked(self) -> bool:
        """Whether this is a link."""
        return self.similarity >= self.least


class ReasonChanged(ValueError):
    """A reason was made by another version, or does not come out of these two texts."""


def explain(
    left_text: str,
    right_text: str,
    *,
    difference: float = DEFAULT_DIFFERENCE,
    counters: Counters | None = None,
) -> TextReason:
    """Compare two texts and say how. Time in proportion to their length.

    ``counters``: the frequencies of the corpus in which the link was made; without them every shingle weighs
    as much as a rare one. Raises WrongDifference.
    """
    left, right = read_words(left_text), read_words(right_text)
    unit, ours, theirs = _comparable(left, right)
    weights = {shingle: _weight(shingle, counters) for shingle in ours | theirs}
    return _reason((left_text, right_text), (left, right), (unit, ours, theirs), weights, difference)


def replay(reason: TextReason, left_text: str, right_text: str) -> TextReason:
    """Make the same reason again from the two texts and the weights it recorded. Raises ReasonChanged."""
    if reason.kernel_version != KERNEL_VERSION:
        raise ReasonChanged(f"The reason is of version {reason.kernel_version}, this is {KERNEL_VERSION}.")
    left, right = read_words(left_text), read_words(right_text)
    unit, ours, theirs = _comparable(left, right)
    weights = {shingle: reason.lighter.get(f"{shingle:016x}", WEIGHTS[0]) for shingle in ours | theirs}
    again = _reason((left_text, right_text), (left, right), (unit, ours, theirs), weights, reason.difference)
    if again != reason:
        raise ReasonChanged("The reason does not come out of these two texts.")
    return again


Comparable = tuple[Unit, frozenset[int], frozenset[int]]


def _comparable(left: tuple[Word, ...], right: tuple[Word, ...]) -> Comparable:
    ours, theirs = shingles_of_signs(left), shingles_of_signs(right)
    if ours and theirs:
        return Unit.SIGNS, ours, theirs
    ours, theirs = frozenset(shingles_of_words(left)), frozenset(shingles_of_words(right))
    if ours and theirs:
        return Unit.WORDS, ours, theirs
    return Unit.NOTHING, frozenset(), frozenset()


def _weight(shingle: int, counters: Counters | None) -> int:
    texts = int(counters[shingle % COUNTERS]) if counters is not None else 0
    return WEIGHTS[sum(texts >= step for step in WEIGHT_STEPS)]


def _reason(
    texts: tuple[str, str],
    words: tuple[tuple[Word, ...], tuple[Word, ...]],
    compared: Comparable,
    weights: Mapping[int, int],
    difference: float,
) -> TextReason:
    unit, ours, theirs = compared
    runs = _runs(*words, 1 if unit is Unit.SIGNS else WORDS_IN_SHINGLE) if unit is not Unit.NOTHING else []
    in_left = {each for run in runs for each in range(run.left, run.left + run.length)}
    in_right = {each for run in runs for each in range(run.right, run.right + run.length)}
    return TextReason(
        kernel_version=KERNEL_VERSION,
        difference=difference,
        least=least_similarity(difference),
        unit=unit,
        shared=len(ours & theirs),
        union=len(ours | theirs),
        shared_weight=sum(weights[each] for each in ours & theirs),
        union_weight=sum(weights.values()),
        common=tuple(run.spans(*words) for run in runs),
        numbers=tuple(_changed_numbers(texts, words, runs)),
        left_only=_outside(words[0], in_left),
        right_only=_outside(words[1], in_right),
        lighter={f"{each:016x}": weights[each] for each in sorted(weights) if weights[each] < WEIGHTS[0]},
    )


@dataclass(frozen=True)
class _Run:
    """So many equal words, from this word of the left text and that of the right."""

    left: int
    right: int
    length: int

    def spans(self, left: tuple[Word, ...], right: tuple[Word, ...]) -> SpanPair:
        last = self.length - 1
        return SpanPair(
            Span(left[self.left].start, left[self.left + last].end),
            Span(right[self.right].start, right[self.right + last].end),
        )


def _runs(left: Sequence[Word], right: Sequence[Word], least: int) -> list[_Run]:
    """The runs of at least so many equal words, each word of the left in one run at most; earliest first."""
    ours, theirs = ([word.folded for word in words] for words in (left, right))
    places: dict[tuple[str, ...], int] = {}
    for at in range(len(theirs) - least, -1, -1):
        places[tuple(theirs[at : at + least])] = at
    runs: list[_Run] = []
    at = 0
    while at <= len(ours) - least:
        place = places.get(tuple(ours[at : at + least]))
        if place is None:
            at += 1
            continue
        on = _going_on(runs, ours, theirs, at, least)
        place = place if on is None else on
        length = _equal_from(ours, at, theirs, place)
        runs.append(_Run(at, place, length))
        at += length
    return runs


def _going_on(runs: list[_Run], ours: list[str], theirs: list[str], at: int, least: int) -> int | None:
    """Where the right text goes on after as many different words as the left one had, when it does."""
    if not runs:
        return None
    place = runs[-1].right + (at - runs[-1].left)
    return place if theirs[place : place + least] == ours[at : at + least] else None


def _equal_from(ours: list[str], at: int, theirs: list[str], place: int) -> int:
    most = min(len(ours) - at, len(theirs) - place)
    return next((each for each in range(most) if ours[at + each] != theirs[place + each]), most)


def _changed_numbers(
    texts: tuple[str, str], words: tuple[tuple[Word, ...], tuple[Word, ...]], runs: list[_Run]
) -> list[SpanPair]:
    changed = []
    for run in runs:
        for each in range(run.length):
            one, two = words[0][run.left + each], words[1][run.right + each]
            if NUMBER in one.folded and texts[0][one.start : one.end] != texts[1][two.start : two.end]:
                changed.append(SpanPair(Span(one.start, one.end), Span(two.start, two.end)))
    return changed


def _outside(words: tuple[Word, ...], inside: set[int]) -> tuple[Span, ...]:
    """The stretches of words that are in no run."""
    spans: list[Span] = []
    for number, word in enumerate(words):
        if number in inside:
            continue
        if spans and number - 1 not in inside:
            spans[-1] = Span(spans[-1].start, word.end)
        else:
            spans.append(Span(word.start, word.end))
    return tuple(spans)
