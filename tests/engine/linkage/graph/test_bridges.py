"""Bridges against taking every link away in turn."""

from hypothesis import given, settings

from seinhuis.engine.linkage.graph import NONE, cluster_graph
from tests.engine.linkage.graph import reference
from tests.engine.linkage.graph.building import NO_THIN, graph_of, graphs, plain_bridges
from tests.engine.linkage.graph.test_hubs import groups_with


def unjudged(graph):
    return graph_of(
        graph.count,
        list(zip(graph.memberships.row, graph.memberships.identifier, strict=True)),
        list(zip(graph.text_links.left, graph.text_links.right, graph.text_links.similarity, strict=True)),
    )


def two_groups(of, joined_by):
    """Two groups, each with two numbers of its own; some records of the first mention one of the second."""
    mentions = [(row, number) for row in range(of) for number in (1, 2)]
    mentions += [(row, number) for row in range(of, 2 * of) for number in (3, 4)]
    return graph_of(2 * of, [*mentions, *((row, 3) for row in range(joined_by))])


def test_one_wrong_number_in_one_record_does_not_join_two_large_groups():
    found = cluster_graph(two_groups(of=8, joined_by=1))
    assert found.label.tolist() == [0] * 8 + [8] * 8
    (bridge,) = found.cut
    assert (bridge.link.row, bridge.link.identifier, bridge.link.other) == (0, 3, NONE)
    assert (bridge.smaller, bridge.larger) == (8, 8)


def test_two_records_that_agree_do_join_them():
    found = cluster_graph(two_groups(of=8, joined_by=2))
    assert set(found.label.tolist()) == {0}
    assert len(found.cut) == 0
    assert len(found.weakest) == 0


def test_in_a_small_cluster_the_bridge_is_named_and_not_cut():
    found = cluster_graph(two_groups(of=4, joined_by=1))
    assert set(found.label.tolist()) == {0}
    assert len(found.cut) == 0
    (bridge,) = found.weakest
    assert (bridge.link.row, bridge.link.identifier, bridge.smaller, bridge.larger) == (0, 3, 4, 4)


def test_no_record_is_cut_from_its_only_number():
    found = cluster_graph(graph_of(50, [(row, 1) for row in range(50)]))
    assert set(found.label.tolist()) == {0}
    assert len(found.cut) == 0


def test_near_equal_texts_are_never_cut():
    chain = [(row, row + 1, 0.4) for row in range(30)]
    found = cluster_graph(graph_of(31, texts=chain))
    assert set(found.label.tolist()) == {0}
    assert (found.weakest[0].smaller, found.weakest[0].larger) == (15, 16)


def test_a_person_holds_what_a_bridge_would_not():
    graph = two_groups(of=8, joined_by=0)
    together = graph_of(
        16,
        list(zip(graph.memberships.row, graph.memberships.identifier, strict=True)),
        (),
        [(3, 12, True, 1)],
    )
    found = cluster_graph(together)
    assert set(found.label.tolist()) == {0}
    assert len(found.cut) == 0
    assert found.weakest[0].link.weight == float("inf")


def test_a_record_that_a_person_called_the_same_does_not_leave_its_own_group():
    stars = [(row, 1) for row in range(10)] + [(row, 2) for row in range(10, 20)]
    found = cluster_graph(graph_of(20, stars, judged=[(3, 12, True, 1)]))
    assert set(found.label.tolist()) == {0}
    assert len(found.cut) == 0


def test_a_hub_among_small_groups_is_taken_apart_by_its_bridges():
    found = cluster_graph(graph_of(24, groups_with(6, of=4, calling=1)))
    assert found.hubs == ()
    assert sorted(set(found.label.tolist())) == list(range(0, 24, 4))
    assert {bridge.link.identifier for bridge in found.cut} == {9999}


@settings(deadline=None)
@given(graphs(most=14))
def test_clusters_cuts_and_sides_as_the_plain_rules_have_them(graph):
    graph = unjudged(graph)
    found = cluster_graph(graph, NO_THIN)
    hubs, _ = reference.hubs_of(graph, NO_THIN, ())
    links = reference.links_of(graph, hubs, ())
    sides = reference.bridges_of(graph.count, links)
    cut = reference.cut_of(graph.count, links, NO_THIN)
    assert {(link[0], link[1], *counts) for link, *counts in map(flat, plain_bridges(found.cut, int))} == {
        (links[place][0], links[place][1], *sides[place]) for place in cut
    }
    left = [link for place, link in enumerate(links) if place not in cut]
    groups = {
        frozenset(n for n in group if isinstance(n, int))
        for group in reference.groups_of(graph.count, left).all()
    }
    labels = found.label.tolist()
    assert {frozenset(r for r in range(graph.count) if labels[r] == label) for label in labels} == groups
    check_weakest(graph, found, left)


def flat(bridge):
    (rows, identifier, _), smaller, larger = bridge
    ends = (min(rows), ("identifier", identifier)) if identifier != NONE else tuple(sorted(rows))
    return ends, smaller, larger


def check_weakest(graph, found, links):
    """In each cluster with bridges one is named, and none that parts as many is weaker."""
    sides = reference.bridges_of(graph.count, links)
    best = {}
    for place, (smaller, _) in sides.items():
        if smaller:
            key = (smaller < 2, round(links[place][2], 6), -smaller)
            label = found.label[links[place][0]]
            best[label] = min(key, best.get(label, key))
    named = {
        found.label[each.link.row]: (each.smaller < 2, round(each.link.weight, 6), -each.smaller)
        for each in found.weakest
    }
    assert named == best
