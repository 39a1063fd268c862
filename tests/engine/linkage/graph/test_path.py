"""Why two records are in one cluster."""

import math

import pytest
from hypothesis import given, settings

from seinhuis.engine.linkage.graph import NONE, BadGraph, cluster_graph, path
from tests.engine.linkage.graph import reference
from tests.engine.linkage.graph.building import TIGHT, graph_of, graphs
from tests.engine.linkage.graph.test_judgements import remaining


def explained(graph, start, end):
    return path(graph, cluster_graph(graph), start, end)


def test_the_way_goes_over_numbers_and_texts_and_says_what_would_fall_apart():
    graph = graph_of(5, [(0, 7), (1, 7), (0, 8), (1, 8), (3, 9), (4, 9)], [(1, 2, 0.5), (2, 3, 0.25)])
    first, second, third, fourth = explained(graph, 0, 4)
    assert [(hop.start, hop.end, hop.identifier, hop.weight) for hop in (first, second, third, fourth)] == [
        (0, 1, 7, 1.0),
        (1, 2, NONE, 0.5),
        (2, 3, NONE, 0.25),
        (3, 4, 9, 1.0),
    ]
    assert first.bridge is None  # they share a second number
    assert (third.bridge.smaller, third.bridge.larger) == (2, 3)
    assert (fourth.bridge.smaller, fourth.bridge.larger) == (1, 4)


def test_the_strongest_way_is_taken_though_it_is_longer():
    graph = graph_of(4, texts=[(0, 3, 0.3), (0, 1, 0.9), (1, 2, 0.6), (2, 3, 0.9)])
    assert [hop.end for hop in explained(graph, 0, 3)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("own", "step"),
    [
        ({"texts": [(0, 3, 0.3)]}, (NONE, pytest.approx(0.3))),
        ({"mentions": [(0, 7), (3, 7), (1, 7), (2, 7)]}, (7, pytest.approx(1 / (1 + math.log10(2))))),
        ({"mentions": [(0, 7), (3, 7)], "texts": [(0, 3, 0.3)]}, (7, 1.0)),
        ({"mentions": [(0, 7), (3, 7)], "judged": [(0, 3, True, 1)]}, (NONE, math.inf)),
    ],
)
def test_when_asked_what_ties_the_two_directly_goes_before_a_stronger_way(own, step):
    chain = [(0, 1, 0.9), (1, 2, 0.9), (2, 3, 0.9)]
    graph = graph_of(4, own.get("mentions", ()), [*own.get("texts", ()), *chain], own.get("judged", ()))
    (hop,) = path(graph, cluster_graph(graph), 0, 3, direct=True)
    assert (hop.start, hop.end, (hop.identifier, hop.weight)) == (0, 3, step)


@settings(deadline=None)
@given(graphs(most=14))
def test_asked_for_the_direct_step_it_is_one_step_or_else_the_strongest_way(graph):
    found = cluster_graph(graph, TIGHT)
    links, _ = remaining(graph, found)
    tied = {(one, other) for left, right, _ in links for one, other in ((left, right), (right, left))}
    for end in range(1, graph.count):
        hops = path(graph, found, 0, end, direct=True)
        if joined(tied, 0, end):
            assert [(hop.start, hop.end) for hop in hops] == [(0, end)]
        else:
            assert hops == path(graph, found, 0, end)


def joined(tied, start, end):
    mine, theirs = ({right for left, right in tied if left == row} for row in (start, end))
    numbers = {node for node in mine & theirs if isinstance(node, tuple)}
    return (start, end) in tied or bool(numbers)


def test_a_judgement_weighs_more_than_anything():
    (hop,) = explained(graph_of(2, [(0, 1), (1, 1)], judged=[(0, 1, True, 1)]), 0, 1)
    assert (hop.identifier, hop.weight, hop.bridge) == (NONE, math.inf, None)


def test_one_record_and_two_clusters():
    graph = graph_of(2)
    assert explained(graph, 1, 1) == ()
    assert explained(graph, 0, 1) is None
    with pytest.raises(BadGraph, match="path: row 2 is not one of the 2 rows"):
        explained(graph, 0, 2)


@settings(deadline=None)
@given(graphs(most=14))
def test_a_way_exists_within_each_cluster_and_its_weakest_step_is_as_strong_as_can_be(graph):
    found = cluster_graph(graph, TIGHT)
    links, _ = remaining(graph, found)
    for end in range(1, graph.count):
        hops = path(graph, found, 0, end)
        assert (hops is not None) == (found.label[0] == found.label[end])
        if hops:
            assert [0, *(hop.end for hop in hops)] == [*(hop.start for hop in hops), end]
            assert min(hop.weight for hop in hops) == pytest.approx(strongest(links, end))


def strongest(links, end):
    for weight in sorted({weight for *_, weight in links}, reverse=True):
        groups = reference.groups_of(end + 1, [each for each in links if each[2] >= weight])
        if groups.of[0] is groups.of[end]:
            return weight
    raise AssertionError("no way at all")
