"""What differs between two graphs of which the rows have moved."""

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Rows, Weights
from seinhuis.engine.linkage.graph.checking import ascending, check_rows, ranks
from seinhuis.engine.linkage.graph.contracts import NONE, BadGraph, Graph
from seinhuis.engine.linkage.graph.mentions import numbered


@dataclass(frozen=True)
class Moved:
    """``now[i]``: the new number of the old row i, or NONE when it was removed."""

    now: Rows
    removed: Rows
    added: Rows


@dataclass(frozen=True)
class Difference:
    """The new rows at which something changed, and the identifiers that gained or lost a row."""

    rows: NDArray[numpy.bool_]
    identifiers: Rows


def moved_rows(before: Graph, after: Graph, kept: Rows) -> Moved:
    """Turn ``kept`` (the old number of each new row, or NONE) round.

    Raises BadGraph when an old row does not exist, is kept twice, or when the order that breaks ties has
    changed.
    """
    if kept.size != after.count:
        raise BadGraph(f"kept: {kept.size} entries for {after.count} rows")
    stayed = numpy.flatnonzero(kept != NONE)
    check_rows(before.count, kept[stayed], "kept")
    now = numpy.full(before.count, NONE, numpy.int64)
    now[kept[stayed]] = stayed
    if numpy.count_nonzero(now != NONE) != stayed.size:
        raise BadGraph("kept: an old row stands there twice")
    was = ranks(before)[kept[stayed]]
    if after.order is not None:  # else they ascend as they are
        was = was[numpy.argsort(ranks(after)[stayed])]
    if (numpy.diff(was) < 0).any():
        raise BadGraph("kept: the order of the rows that stay has changed")
    return Moved(now, numpy.flatnonzero(now == NONE), numpy.flatnonzero(kept == NONE))


def difference(before: Graph, after: Graph, moved: Moved) -> Difference:
    """Compare memberships, text links with their similarity, and judgements."""
    rows = numpy.zeros(after.count, numpy.bool_)
    rows[moved.added] = True
    identifiers = _mark_mentions(before, after, moved, rows)
    _mark_texts(before, after, moved, rows)
    _mark_judgements(before, after, moved, rows)
    return Difference(rows, identifiers)


def _mark_mentions(before: Graph, after: Graph, moved: Moved, rows: NDArray[numpy.bool_]) -> Rows:
    """Mark the rows whose identifiers changed; the identifiers whose rows changed."""
    was, now = before.memberships, after.memberships
    numbers, index = numbered(numpy.concatenate((was.identifier, now.identifier)))
    row = moved.now[was.row]
    gone = index[: row.size][row == NONE]
    stayed = row != NONE
    old = row[stayed] * numbers.size + index[: row.size][stayed]
    new = now.row * numbers.size + index[row.size :]
    changed = _in_one_only(old, new)
    rows[changed // max(numbers.size, 1)] = True
    return numpy.asarray(numbers[numpy.union1d(changed % max(numbers.size, 1), gone)])


def _in_one_only(one: Rows, other: Rows) -> Rows:
    """What stands in one of two arrays without repeats; much faster when both ascend, as they mostly do."""
    nothing = [numpy.zeros(each.size, numpy.float32) for each in (one, other)]
    return _valued_in_one_only(ascending(one), nothing[0], ascending(other), nothing[1])


def _valued_in_one_only(one: Rows, valued: Weights, other: Rows, otherwise: Weights) -> Rows:
    from seinhuis.engine.linkage.graph.kernels.gathering import in_one_only

    return numpy.asarray(in_one_only(one, valued, other, otherwise))


def _mark_texts(before: Graph, after: Graph, moved: Moved, rows: NDArray[numpy.bool_]) -> None:
    was, now = before.text_links, after.text_links
    left, right = moved.now[was.left], moved.now[was.right]
    stayed = (left != NONE) & (right != NONE)
    for alone in (left[~stayed], right[~stayed]):
        rows[alone[alone != NONE]] = True
    changed = _valued_in_one_only(
        *_keyed(left[stayed], right[stayed], was.similarity[stayed], after.count),
        *_keyed(now.left, now.right, now.similarity, after.count),
    )
    rows[changed // max(after.count, 1)] = True
    rows[changed % max(after.count, 1)] = True


def _keyed(left: Rows, right: Rows, similarity: Weights, count: int) -> tuple[Rows, Weights]:
    """One number for each pair, ascending, as it mostly is already, and how alike the pairs are."""
    keys = numpy.minimum(left, right) * count + numpy.maximum(left, right)
    if (keys[1:] < keys[:-1]).any():
        order = numpy.argsort(keys)
        keys, similarity = keys[order], similarity[order]
    return keys, similarity


def _mark_judgements(before: Graph, after: Graph, moved: Moved, rows: NDArray[numpy.bool_]) -> None:
    everybody = numpy.arange(after.count)
    changed = judgement_set(before, moved.now) ^ judgement_set(after, everybody)
    touched = [row for left, right, _, _ in changed for row in (left, right) if row != NONE]
    rows[touched] = True


def judgement_set(graph: Graph, now: Rows) -> set[tuple[int, int, bool, int]]:
    """Each judgement in the new numbers, the smaller row first."""
    left, right = now[graph.judged.left], now[graph.judged.right]
    low, high = numpy.minimum(left, right).tolist(), numpy.maximum(left, right).tolist()
    return set(zip(low, high, graph.judged.same.tolist(), graph.judged.day.tolist(), strict=True))
