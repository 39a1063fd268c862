"""What holds for every clustering, whatever the graph."""

import time

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.linkage.contracts import Memberships
from seinhuis.engine.linkage.graph import BadGraph, Graph, cluster, cluster_graph
from tests.engine.linkage.graph.building import TIGHT, assert_equal, graph_of, graphs, plain, shuffled


@settings(deadline=None)
@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(graph, random):
    order = list(range(graph.count))
    random.shuffle(order)
    back = numpy.argsort(order)
    found = cluster_graph(shuffled(graph, order), TIGHT)
    assert plain(found, lambda row: int(back[row])) == plain(cluster_graph(graph, TIGHT))


@settings(deadline=None)
@given(graphs())
def test_a_record_that_touches_nothing_changes_nothing(graph):
    more = Graph(graph.count + 1, graph.text_links, graph.memberships, graph.judged)
    found, before = plain(cluster_graph(more, TIGHT)), plain(cluster_graph(graph, TIGHT))
    assert found.pop("clusters") == before.pop("clusters") | {frozenset({graph.count})}
    assert found == before


@settings(deadline=None)
@given(graphs())
def test_the_label_is_the_smallest_row_and_the_two_doors_agree(graph):
    found = cluster_graph(graph, TIGHT)
    for label in set(found.label.tolist()):
        assert numpy.flatnonzero(found.label == label)[0] == label
    again = cluster(graph.count, graph.text_links, graph.memberships, graph.judged, rules=TIGHT)
    assert_equal(found, again)


def test_nothing_at_all():
    found = cluster_graph(graph_of(0))
    assert found.label.size == 0
    assert (found.hubs, found.conflicts, len(found.cut), len(found.weakest)) == ((), (), 0, 0)


def test_identifiers_may_be_any_numbers():
    numbers = [(0, -(2**63)), (1, -(2**63)), (2, 2**63 - 1), (3, 2**63 - 1)]
    assert cluster_graph(graph_of(4, numbers)).label.tolist() == [0, 0, 2, 2]


@pytest.mark.parametrize(
    ("graph", "message"),
    [
        (graph_of(2, [(0, 1), (2, 1)]), "memberships: the row at 1 is not one of the 2 rows"),
        (graph_of(2, [(0, 1), (1, 1), (0, 1)]), "memberships: row 0 mentions one identifier twice"),
        (graph_of(2, texts=[(0, 1, float("nan"))]), "text links: the similarity at 0 is not between 0 and 1"),
        (graph_of(2, texts=[(0, 1, 0.5), (1, 0, 0.6)]), "text links: a pair stands there twice"),
        (graph_of(2, texts=[(1, 1, 0.5)]), "text links: the pair at 0 is twice the same row"),
        (graph_of(2, order=[3, 3]), "order: two rows have the same place"),
        (graph_of(2, order=[3]), "order: 1 places for 2 rows"),
    ],
)
def test_input_that_contradicts_itself_is_refused(graph, message):
    with pytest.raises(BadGraph, match=message):
        cluster_graph(graph)


def seconds(mentions, count):
    graph = graph_of(count)
    graph = Graph(count, graph.text_links, Memberships(*mentions), graph.judged)
    started = time.process_time()
    cluster_graph(graph)
    return time.process_time() - started


def test_one_number_in_many_records_costs_no_more_than_many_numbers():
    count = 200_000
    rows = numpy.arange(count)
    pairs = numpy.concatenate((rows, rows)), numpy.concatenate((rows // 2, count + rows // 3))
    one = pairs[0], numpy.concatenate((rows // 2, numpy.full(count, 2 * count)))
    assert seconds(one, count) < 3 * seconds(pairs, count) + 0.2
