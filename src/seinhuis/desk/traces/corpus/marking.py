"""A text in pieces, so that a page can mark some of them. Pure; pieces hold raw text, escaped later."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

LONGEST_PIECE = 4000
KEPT_AT_ENDS = 400
MOST_PIECES = 2000


class Mark(StrEnum):
    """Why a piece is marked."""

    FOUND = "found"
    DIFFERS = "differs"
    COMMON = "common"


@dataclass(frozen=True)
class Piece:
    """A part of a text. ``left_out``: so many signs between this piece and the next are not shown."""

    text: str = field(repr=False)
    mark: Mark | None = None
    left_out: int = 0


Span = tuple[int, int, Mark]

# Beside a mark so many signs are enough to read it by. A longer word than this is cut through.
BESIDE = 160
LONGEST_WORD = 30
_SPACES = re.compile(r"\s+")


def pieces(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """Cut a text at its spans (start, end, mark); where spans overlap the mark of the first counts.

    Very long pieces lose their middle, and what comes after 2,000 pieces is left out; both are counted.
    """
    found: list[Piece] = []
    at = 0
    for start, end, mark in sorted(spans):
        start = max(start, at)
        if end <= start:
            continue
        if start > at:
            found += _shortened(text[at:start], None)
        found += _shortened(text[start:end], mark)
        at = end
    if at < len(text):
        found += _shortened(text[at:], None)
    return _at_most(found)


def near_marks(whole: Iterable[Piece]) -> tuple[Piece, ...]:
    """The same text without the middle of what is not marked; how much is left out is counted."""
    near: list[Piece] = []
    for each in whole:
        if each.mark or len(each.text) <= 3 * BESIDE:
            near.append(each)
        else:
            head, tail = beginning(each.text, BESIDE), _ending(each.text, BESIDE)
            left_out = len(each.text) - len(head) - len(tail)
            near += [Piece(head, None, left_out), Piece(tail, None, each.left_out)]
    return tuple(near)


def beginning(text: str, most: int) -> str:
    """The first so many signs, without the word in which they end, if that begins near enough."""
    head = text[:most]
    if len(text) <= most or text[most].isspace():
        return head
    begins = [match.end() for match in _SPACES.finditer(head, max(0, most - LONGEST_WORD))]
    return head[: begins[-1]] if begins else head


def _ending(text: str, most: int) -> str:
    """The last so many signs, without the word in which they begin, if that ends near enough."""
    tail = text[-most:]
    if len(text) <= most or text[-most - 1].isspace():
        return tail
    space = _SPACES.search(tail, 0, LONGEST_WORD)
    return tail[space.start() :] if space else tail


def _shortened(text: str, mark: Mark | None) -> list[Piece]:
    if len(text) <= LONGEST_PIECE:
        return [Piece(text, mark)]
    left_out = len(text) - 2 * KEPT_AT_ENDS
    return [Piece(text[:KEPT_AT_ENDS], mark, left_out), Piece(text[-KEPT_AT_ENDS:], mark)]


def _at_most(found: list[Piece]) -> tuple[Piece, ...]:
    if len(found) <= MOST_PIECES:
        return tuple(found)
    left_out = sum(len(each.text) + each.left_out for each in found[MOST_PIECES:])
    last = found[MOST_PIECES - 1]
    return (*found[: MOST_PIECES - 1], Piece(last.text, last.mark, last.left_out + left_out))
