"""The fan-in guard: what many unrelated groups share does not glue, what one group shares does."""

import numpy
from hypothesis import given, settings

from seinhuis.engine.linkage.contracts import Memberships
from seinhuis.engine.linkage.graph import cluster_graph, find_hubs
from tests.engine.linkage.graph import reference
from tests.engine.linkage.graph.building import TIGHT, graph_of, graphs, shuffled


def groups_with(groups, of, calling, first=0):
    """Groups of records that each share a number of their own; some records of each mention 9999 too."""
    mentions = []
    for group in range(groups):
        rows = range(first + group * of, first + (group + 1) * of)
        mentions += [(row, group) for row in rows]
        mentions += [(row, 9999) for row in list(rows)[:calling]]
    return mentions


def find(count, mentions):
    return find_hubs(count, Memberships(*(numpy.array(each) for each in zip(*mentions, strict=True))))


def test_a_number_that_many_groups_call_is_a_hub_and_says_why():
    (hub,) = find(400, groups_with(40, of=10, calling=1))
    assert (hub.identifier, hub.records, hub.components, hub.inside) == (9999, 40, 40, 40)
    assert hub.reason == (
        "stands in 40 records and would merge 40 groups that nothing rarer connects (100% of its records)"
    )


def test_a_number_of_one_large_writer_is_none():
    mentions = groups_with(groups=1, of=5000, calling=5000)
    mentions += [(row, 100 + row // 200) for row in range(5000)]  # 25 numbers in turn: 0.5 % of the records
    assert find(5000, mentions) == ()


def test_a_number_of_a_crowd_that_has_nothing_else_in_common_is_a_hub():
    mentions = [(row, 9999) for row in range(6000)] + [(row, row // 10) for row in range(3000)]
    (hub,) = find(6000, mentions)
    assert (hub.identifier, hub.records, hub.components, hub.inside) == (9999, 6000, 3300, 3000)
    assert hub.reason.startswith("stands in 6000 records and would merge 3300 groups")


def test_below_a_crowd_strangers_under_one_number_may_be_one_writer():
    assert find(4000, [(row, 9999) for row in range(4000)]) == ()


def test_a_crowd_of_groups_that_one_writer_made_is_none():
    mentions = [(row, 9999) for row in range(6000)] + [(row, row // 200) for row in range(4500)]
    assert find(6000, mentions) == ()


def test_small_honest_groups_under_one_number_stay_together():
    for groups, of in ((6, 3), (8, 3), (10, 4), (20, 3)):
        mentions = groups_with(groups, of, calling=of)
        graph = graph_of(groups * of, mentions)
        found = cluster_graph(graph)
        assert found.hubs == ()
        assert set(found.label.tolist()) == {0}, (groups, of)


def test_six_records_of_six_groups_are_too_few_to_call_it_a_hub():
    assert find(24, groups_with(6, of=4, calling=1)) == ()


def test_near_equal_texts_count_as_groups_too():
    texts = [(3 * group + step, 3 * group + step + 1, 0.9) for group in range(30) for step in (0, 1)]
    graph = graph_of(90, [(3 * group, 5) for group in range(30)], texts)
    assert [hub.identifier for hub in find_hubs(90, graph.memberships, graph.text_links)] == [5]
    assert find_hubs(90, graph.memberships) == ()


@settings(deadline=None)
@given(graphs())
def test_the_same_hubs_as_the_plain_rules(graph):
    hubs, _ = reference.hubs_of(graph, TIGHT, ())
    assert {
        hub.identifier for hub in find_hubs(graph.count, graph.memberships, graph.text_links, TIGHT)
    } == hubs


@settings(deadline=None)
@given(graphs())
def test_neither_the_order_of_rows_nor_the_numbers_of_identifiers_matter(graph):
    def count(each):
        return {
            (hub.identifier, hub.records, hub.components, hub.inside)
            for hub in find_hubs(each.count, each.memberships, each.text_links, TIGHT)
        }

    other = shuffled(graph, numpy.random.default_rng(3).permutation(graph.count))
    turned = Memberships(other.memberships.row, 1000 - other.memberships.identifier)
    found = find_hubs(other.count, turned, other.text_links, TIGHT)
    assert count(graph) == count(other)
    assert count(graph) == {(1000 - hub.identifier, hub.records, hub.components, hub.inside) for hub in found}
