"""What people said wins over what was computed; contradictions are told, nothing is dropped in silence."""

import datetime
from dataclasses import replace

import numpy
import pytest
from hypothesis import given, settings

from seinhuis.engine.linkage.contracts import Judgement, Verdict
from seinhuis.engine.linkage.graph import NONE, BadGraph, Link, cluster_graph, judged_rows
from tests.engine.linkage.graph import reference
from tests.engine.linkage.graph.building import TIGHT, graph_of, graphs, plain

SAME, NOT = True, False


def labels(graph):
    return cluster_graph(graph).label.tolist()


def test_same_joins_what_nothing_computed_joins():
    assert labels(graph_of(3, judged=[(0, 2, SAME, 1)])) == [0, 1, 0]


def test_not_the_same_parts_what_a_number_joins_and_names_the_link_left_out():
    found = cluster_graph(graph_of(2, [(0, 5), (1, 5)], judged=[(0, 1, NOT, 1)]))
    assert found.label.tolist() == [0, 1]
    (conflict,) = found.conflicts
    assert conflict.apart == (0, 1)
    assert conflict.refused is None
    assert conflict.left_out == (Link(1, NONE, 5, 1.0),)


def test_the_weakest_link_on_the_way_is_the_one_left_out():
    texts = [(0, 1, 0.9), (1, 2, 0.4), (2, 3, 0.8)]
    found = cluster_graph(graph_of(4, texts=texts, judged=[(0, 3, NOT, 1)]))
    assert found.label.tolist() == [0, 0, 2, 2]
    (link,) = found.conflicts[0].left_out
    assert (link.row, link.other) == (1, 2)


def test_every_way_between_them_is_closed():
    texts = [(0, 1, 0.9), (1, 3, 0.4), (0, 2, 0.5), (2, 3, 0.8)]
    found = cluster_graph(graph_of(4, [(0, 7), (3, 7)], texts, [(0, 3, NOT, 1)]))
    assert found.label[0] != found.label[3]
    assert {(link.row, link.other, link.identifier) for c in found.conflicts for link in c.left_out} == {
        (3, NONE, 7),
        (1, 3, NONE),
        (0, 2, NONE),
    }


def test_a_person_who_says_same_wins_over_a_hub():
    mentions = [(row, 9) for row in range(0, 90, 3)] + [(row, 100 + row // 3) for row in range(90)]
    judged = [(0, 3, SAME, 1)]
    assert cluster_graph(graph_of(90, mentions)).label[3] == 3
    assert cluster_graph(graph_of(90, mentions, judged=judged)).label[3] == 0


def test_a_contradiction_is_told_with_every_judgement_in_it_and_the_oldest_is_not_followed():
    judged = [(0, 1, SAME, 5), (1, 2, SAME, 3), (2, 3, SAME, 4), (0, 3, NOT, 1)]
    found = cluster_graph(graph_of(4, judged=judged))
    assert found.label.tolist() == [0, 0, 2, 2]
    (conflict,) = found.conflicts
    assert conflict.apart == (0, 3)
    assert conflict.refused == (1, 2)
    assert conflict.together == ((0, 1), (1, 2), (2, 3))


def test_two_verdicts_on_one_pair_are_a_contradiction_too():
    found = cluster_graph(graph_of(2, [(0, 1), (1, 1)], judged=[(0, 1, SAME, 9), (1, 0, NOT, 1)]))
    assert found.label.tolist() == [0, 1]
    assert [conflict.refused for conflict in found.conflicts] == [None, (0, 1)]


def test_undoing_a_judgement_is_leaving_it_out():
    graph = graph_of(4, [(0, 1), (1, 1), (2, 2), (3, 2)])
    judged = graph_of(4, judged=[(0, 1, NOT, 1), (2, 3, NOT, 1), (0, 3, SAME, 1)]).judged
    assert labels(replace(graph, judged=judged)) == [0, 1, 2, 0]
    assert plain(cluster_graph(graph)) == plain(cluster_graph(replace(graph, judged=graph.judged)))
    assert labels(graph) == [0, 0, 2, 2]


def test_unsure_changes_nothing_and_what_is_about_no_record_here_is_handed_back():
    day = datetime.date(2026, 11, 24)
    said = [
        Judgement("a", "b", Verdict.UNSURE, "noor", day, "too little"),
        Judgement("a", "c", Verdict.NOT_SAME, "noor", day, "other voice"),
        Judgement("a", "gone", Verdict.SAME, "noor", day, "same car"),
    ]
    rows, elsewhere = judged_rows(said, {"a": 0, "b": 1, "c": 2})
    assert (rows.left.tolist(), rows.right.tolist(), rows.same.tolist()) == ([0], [2], [False])
    assert rows.day.tolist() == [day.toordinal()]
    assert elsewhere == (said[2],)


def test_a_record_is_not_compared_with_itself():
    with pytest.raises(BadGraph, match="judgements: the pair at 1 is twice the same row"):
        cluster_graph(graph_of(3, judged=[(0, 1, SAME, 1), (2, 2, NOT, 1)]))


@settings(deadline=None)
@given(graphs())
def test_what_is_not_the_same_is_never_together_and_what_is_the_same_always_unless_told(graph):
    found = cluster_graph(graph, TIGHT)
    refused = {frozenset(each.refused) for each in found.conflicts if each.refused}
    judged = graph.judged
    for left, right, same in zip(
        judged.left.tolist(), judged.right.tolist(), judged.same.tolist(), strict=True
    ):
        if not same:
            assert found.label[left] != found.label[right]
        elif frozenset((left, right)) not in refused:
            assert found.label[left] == found.label[right]


@settings(deadline=None)
@given(graphs(most=14))
def test_every_link_left_out_would_join_two_that_are_not_the_same(graph):
    """With its links back the conflict is real, and what is told to be left out is all that is missing."""
    found = cluster_graph(graph, TIGHT)
    links, left_out = remaining(graph, found)
    groups = reference.groups_of(graph.count, links)
    by_label = {frozenset(numpy.flatnonzero(found.label == each).tolist()) for each in found.label}
    assert {frozenset(node for node in group if isinstance(node, int)) for group in groups.all()} - {
        frozenset()
    } == by_label
    for conflict, link in left_out:
        again = reference.groups_of(graph.count, [*links, link])
        assert again.of[conflict.apart[0]] is again.of[conflict.apart[1]]
        assert all(link[2] <= weight for weight in way(links, *conflict.apart, link))


def remaining(graph, found):
    """The links that glue by what the clustering says of itself, and those that conflicts left out."""
    refused = {frozenset(each.refused) for each in found.conflicts if each.refused}
    judged = graph.judged
    told = zip(judged.left.tolist(), judged.right.tolist(), judged.same.tolist(), strict=True)
    same = {frozenset(pair) for *pair, verdict in told if verdict} - refused
    links = reference.links_of(graph, {hub.identifier for hub in found.hubs}, [tuple(pair) for pair in same])
    cut = {ends(each.link) for each in (*found.cut, *found.thin)}
    out = {ends(link): conflict for conflict in found.conflicts for link in conflict.left_out}
    glued = [link for link in links if link[2] == float("inf") or key(link) not in cut | out.keys()]
    return glued, [(out[key(link)], link) for link in links if key(link) in out and link[2] < float("inf")]


def ends(link):
    return frozenset((link.row, ("identifier", link.identifier) if link.other == NONE else link.other))


def key(link):
    return frozenset(link[:2])


def way(links, start, end, link):
    """The weights on the best way between the two with the link: it must be the weakest, or as weak."""
    weights = {float("inf"), *(weight for *_, weight in links)}
    for weight in sorted(weights, reverse=True):
        strong = [each for each in links if each[2] >= weight]
        groups = reference.groups_of(max(start, end) + 1, [*strong, link])
        if groups.of[start] is groups.of[end]:
            return [weight]
    return []
