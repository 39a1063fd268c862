"""Refuses input that would give a wrong answer quietly."""

import numpy

from seinhuis.engine.linkage.contracts import Rows
from seinhuis.engine.linkage.graph.contracts import BadGraph, Graph


def check_graph(graph: Graph) -> None:
    """Raises BadGraph when rows do not exist, lengths differ, or a similarity is no share."""
    texts, mentions, judged = graph.text_links, graph.memberships, graph.judged
    check_pairs(graph.count, texts.left, texts.right, "text links")
    check_pairs(graph.count, judged.left, judged.right, "judgements")
    check_rows(graph.count, mentions.row, "memberships")
    _same_length(mentions.row, mentions.identifier, "memberships")
    _same_length(texts.left, texts.similarity, "text links")
    _same_length(judged.left, judged.same, "judgements")
    _same_length(judged.left, judged.day, "judgements")
    wrong = numpy.flatnonzero(~((texts.similarity >= 0) & (texts.similarity <= 1)))
    if wrong.size:
        raise BadGraph(f"text links: the similarity at {wrong[0]} is not between 0 and 1")
    keys = ascending(
        numpy.minimum(texts.left, texts.right) * graph.count + numpy.maximum(texts.left, texts.right)
    )
    if (keys[1:] == keys[:-1]).any():
        raise BadGraph("text links: a pair stands there twice")
    ranks(graph)


def check_pairs(count: int, left: Rows, right: Rows, name: str) -> None:
    """Raises BadGraph unless these are pairs of two different rows below ``count``."""
    _same_length(left, right, name)
    check_rows(count, left, name)
    check_rows(count, right, name)
    wrong = numpy.flatnonzero(left == right)
    if wrong.size:
        raise BadGraph(f"{name}: the pair at {wrong[0]} is twice the same row")


def check_rows(count: int, rows: Rows, name: str) -> None:
    """Raises BadGraph unless every row is below ``count``."""
    if rows.size and (rows.min() < 0 or rows.max() >= count):
        place = numpy.flatnonzero((rows < 0) | (rows >= count))[0]
        raise BadGraph(f"{name}: the row at {place} is not one of the {count} rows")


def ranks(graph: Graph) -> Rows:
    """The place of each row when ties are broken."""
    if graph.order is None:
        return numpy.arange(graph.count)
    if graph.order.size != graph.count:
        raise BadGraph(f"order: {graph.order.size} places for {graph.count} rows")
    places = numpy.argsort(graph.order, kind="stable")
    if (numpy.diff(graph.order[places]) == 0).any():
        raise BadGraph("order: two rows have the same place")
    rank = numpy.empty(graph.count, numpy.int64)
    rank[places] = numpy.arange(graph.count)
    return rank


def ascending(numbers: Rows) -> Rows:
    """The same numbers sorted: nothing to do where they are, as they mostly are."""
    return numbers if (numbers[1:] >= numbers[:-1]).all() else numpy.sort(numbers)


def _same_length(first: numpy.ndarray, second: numpy.ndarray, name: str) -> None:
    if first.size != second.size:
        raise BadGraph(f"{name}: {first.size} and {second.size} entries beside each other")
