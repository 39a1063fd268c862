"""Trying a pattern only where it can begin, instead of at every sign of a text.

`begun_at` gives exactly what ``pattern.finditer(text)`` gives, as long as the starts hold every place where
the pattern can match; places too many cost a little time and change nothing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator


def begun_at(pattern: re.Pattern[str], text: str, starts: Iterable[int]) -> Iterator[re.Match[str]]:
    """The matches that begin at one of the starts (ascending), without overlap, the first one first."""
    end = 0
    for start in starts:
        if start >= end:
            match = pattern.match(text, start)
            if match is not None:
                end = match.end()
                yield match


def places(text: str, literals: Iterable[str]) -> list[int]:
    """Where any of the literals stands, ascending."""
    found: list[int] = []
    for literal in literals:
        at = text.find(literal)
        while at >= 0:
            found.append(at)
            at = text.find(literal, at + 1)
    found.sort()
    return found


def holds_any(text: str, literals: Iterable[str]) -> bool:
    """Whether one of the literals stands in the text."""
    for literal in literals:  # noqa: SIM110  # any() makes a generator, which costs more than the search
        if literal in text:
            return True
    return False


def any_between(ascending: list[int], first: int, last: int) -> bool:
    """Whether one of the places lies from ``first`` to ``last``."""
    at = bisect_left(ascending, first)
    return at < len(ascending) and ascending[at] <= last
