"""The words of one text with where they stand: what the kernels see, in plain Python, for explaining."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from seinhuis.engine.linkage.text.folding import DIGIT, SEPARATOR, TABLE_SIZE, VANISHING, folding_tables
from seinhuis.engine.linkage.text.hashing import shingle_of_signs, shingle_of_words, word_hash
from seinhuis.engine.linkage.text.parameters import (
    MINIMUM_WORDS,
    SIGNS_IN_GRAM,
    WORDS_ALONE_FROM,
    WORDS_FROM,
    WORDS_IN_SHINGLE,
)

NUMBER = chr(DIGIT)


@dataclass(frozen=True)
class Word:
    """A folded word, or "0" for a number of one or more parts, at ``text[start:end]`` in code points."""

    folded: str
    start: int
    end: int


def read_words(text: str) -> tuple[Word, ...]:
    """The words of a text in order."""
    words: list[Word] = []
    for word in _split(text):
        if words and words[-1].folded == word.folded == NUMBER:
            words[-1] = Word(NUMBER, words[-1].start, word.end)
        else:
            words.append(word)
    return tuple(words)


def _split(text: str) -> Iterator[Word]:
    signs, start, end = "", 0, 0
    for at, sign in enumerate(text):
        folded = _folded(sign)
        if folded == chr(VANISHING):
            continue
        if folded == chr(SEPARATOR):
            if signs:
                yield Word(signs, start, end)
            signs = ""
            continue
        start, end = at if not signs else start, at + 1
        for each in folded:
            signs += "" if each == NUMBER and signs.endswith(NUMBER) else each
    if signs:
        yield Word(signs, start, end)


@functools.lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    code = ord(sign)
    if code >= TABLE_SIZE:
        return chr(SEPARATOR)
    first, second = (int(table[code]) for table in folding_tables())
    return chr(first) + (chr(second) if first >= DIGIT and second else "")


def says_enough(words: tuple[Word, ...]) -> bool:
    """Whether a text has words enough to be compared at all; numbers are none."""
    return sum(word.folded != NUMBER for word in words) >= MINIMUM_WORDS


def shingles_of_signs(words: tuple[Word, ...]) -> frozenset[int]:
    """The character 5-grams of a text of few words, none of a longer one."""
    if not says_enough(words) or len(words) >= WORDS_ALONE_FROM:
        return frozenset()
    line = f" {' '.join(word.folded for word in words)} "
    return frozenset(
        shingle_of_signs(line[at : at + SIGNS_IN_GRAM]) for at in range(len(line) - SIGNS_IN_GRAM + 1)
    )


def shingles_of_words(words: tuple[Word, ...]) -> tuple[int, ...]:
    """The word shingles of a text in order, none of a text of few words."""
    if not says_enough(words) or len(words) < WORDS_FROM:
        return ()
    hashes = [word_hash(word.folded) for word in words]
    last = len(hashes) - WORDS_IN_SHINGLE
    return tuple(shingle_of_words(hashes[at : at + WORDS_IN_SHINGLE]) for at in range(last + 1))
