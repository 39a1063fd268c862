"""Which judgement stands, and in which order links are shown. No Django, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import UUID

from seinhuis.desk.traces.contracts import Judgement

# What is held by more reports than this says little about any two of them.
COMMON = 100


class Row(Protocol):
    """One row of the history of a link."""

    id: UUID
    judgement: str
    undoes: UUID | None


AnyRow = TypeVar("AnyRow", bound=Row)


def standing(history: Sequence[AnyRow]) -> AnyRow | None:
    """The judgement that stands, oldest row first; undoing one brings back the one before it."""
    undone = {row.undoes for row in history if row.undoes is not None}
    left = [row for row in history if row.judgement and row.id not in undone]
    return left[-1] if left else None


def pair(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """Both ends of a link in the order in which they are kept. Raises ValueError for a report and itself."""
    if one == other:
        raise ValueError("A report has no link with itself.")
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True)
class Candidate:
    """Another report, how many identifiers it shares, how rare the rarest of them is, and what was judged."""

    report: UUID
    shared: int
    rarest: int
    judgement: Judgement | None


def in_order(candidates: Iterable[Candidate]) -> list[Candidate]:
    """What shares most comes first, then what shares the rarest; what was judged not the same comes last."""
    return sorted(
        candidates,
        key=lambda each: (each.judgement == Judgement.NOT_SAME, -each.shared, each.rarest, each.report),
    )
