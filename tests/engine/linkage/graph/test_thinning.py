"""Rings of wrong identifiers, where no single link is a bridge."""

from itertools import combinations

import numpy

from seinhuis.engine.linkage.graph import cluster_graph
from tests.engine.linkage.graph.building import graph_of


def writer(first, records, number, seed):
    """A writer whose records mention two of ten numbers each."""
    random = numpy.random.default_rng(seed)
    chosen = [random.choice(10, 2, replace=False) for _ in range(records)]
    return [(first + row, number + int(each)) for row, two in enumerate(chosen) for each in two]


def three_writers(*wrong):
    mentions = [mention for each in range(3) for mention in writer(60 * each, 60, 10 * each, each)]
    return graph_of(180, sorted({*mentions, *wrong}))


def parts(graph):
    return sorted(numpy.unique(cluster_graph(graph).label, return_counts=True)[1].tolist())


def test_three_writers_in_a_ring_of_wrong_numbers_stay_three_and_the_links_are_named():
    ring = (5, 12), (65, 22), (125, 2)
    found = cluster_graph(three_writers(*ring))
    assert numpy.bincount(found.label)[[0, 60, 120]].tolist() == [60, 60, 60]
    assert {(each.link.row, each.link.identifier) for each in found.thin} == set(ring)
    assert {(each.smaller, each.larger) for each in found.thin} == {(60, 60)}
    assert len(found.cut) == 0


def test_many_records_that_agree_join_two_writers():
    agreeing = [(row, 12) for row in range(5, 25)]
    assert parts(three_writers(*agreeing)) == [60, 120]


def test_a_person_and_a_near_equal_text_hold_what_is_thin():
    graph = three_writers()
    mentions = list(zip(graph.memberships.row, graph.memberships.identifier, strict=True))
    assert parts(graph_of(180, mentions, texts=[(3, 70, 0.6)], judged=[(80, 170, True, 1)])) == [180]


def test_a_large_writer_with_many_numbers_in_turn_is_not_taken_apart():
    random = numpy.random.default_rng(4)
    mentions = {(row, int(each)) for row in range(2000) for each in random.choice(250, 2, replace=False)}
    found = cluster_graph(graph_of(2000, sorted(mentions)))
    assert set(found.label.tolist()) == {0}
    assert len(found.thin) == 0


def two_templates(mentions):
    """Two groups of sixty near-equal texts, in which all pairs were found."""
    texts = [(*pair, 0.5) for first in (0, 60) for pair in combinations(range(first, first + 60), 2)]
    return graph_of(120, mentions, texts=texts)


def test_the_numbers_of_a_writer_join_two_templates_however_many_links_the_texts_have():
    numbers = numpy.random.default_rng(5).integers(0, 15, 120).tolist()
    found = cluster_graph(two_templates(list(enumerate(numbers))))
    assert set(found.label.tolist()) == {0}
    assert len(found.thin) == 0


def test_two_wrong_numbers_do_not_join_two_templates():
    own = [(row, row // 60) for row in range(120)]
    found = cluster_graph(two_templates(sorted([*own, (3, 1), (70, 0)])))
    assert numpy.bincount(found.label)[[0, 60]].tolist() == [60, 60]
    assert len(found.thin) == 2
