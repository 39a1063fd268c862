"""A text in pieces, so that a page can mark some of them. Pure; pieces hold raw text, escaped later."""

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

# Beside a mark so many signs are enough to read it by.
BESIDE = 160


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
        left_out = len(each.text) - 2 * BESIDE
        if each.mark or left_out <= BESIDE:
            near.append(each)
        else:
            near += [
                Piece(each.text[:BESIDE], None, left_out),
                Piece(each.text[-BESIDE:], None, each.left_out),
            ]
    return tuple(near)


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
