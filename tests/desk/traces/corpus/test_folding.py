"""What of a cluster is drawn one by one, and what is put together: pure and always the same."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.desk.traces.corpus.folding import (
    MOST_NODES,
    Bond,
    Fold,
    Holders,
    Pair,
    Piece,
    Shape,
    fold,
    strongest,
)

PHONE = Holders("phone", "+31612345011", ("r1", "r2", "r3"))


def records(count, **fields):
    return [Piece(f"r{n}", n, **{k: v(n) for k, v in fields.items()}) for n in range(1, count + 1)]


def star(count):
    return Holders("phone", "+31612345011", tuple(f"r{n}" for n in range(1, count + 1)))


def test_a_small_cluster_is_drawn_whole():
    folded = fold(records(3), [PHONE], [Pair("r1", "r2", Bond.TEXT, 0.8)])
    assert [node.shape for node in folded.nodes] == [Shape.RECORD] * 3 + [Shape.IDENTIFIER]
    assert {edge.pair for edge in folded.edges} == {("r2", "r1"), ("r1", "r2"), ("r1", "r3")}
    assert folded.grouped == 0


@pytest.mark.parametrize("count", [199, 200, 201, 5000])
def test_at_most_two_hundred_nodes_and_nobody_is_lost(count):
    folded = fold(records(count, place=lambda n: f"Plaats {n % 7}"), [star(count)], [])
    assert len(folded.nodes) <= MOST_NODES
    single = sum(node.shape is Shape.RECORD for node in folded.nodes)
    assert single + folded.grouped == count
    keys = {node.key for node in folded.nodes}
    assert all({edge.start, edge.end} <= keys for edge in folded.edges)


def test_the_rest_is_put_together_by_month_where_places_are_unknown():
    folded = fold(records(400, month=lambda n: f"2026-{n % 3 + 1:02}"), [star(400)], [])
    groups = [node for node in folded.nodes if node.shape is Shape.GROUP]
    assert [node.label for node in groups] == ["2026-01", "2026-02", "2026-03"]
    assert folded.by is Fold.MONTH


def test_many_places_share_one_group_for_the_smallest():
    folded = fold(records(900, place=lambda n: f"Plaats {n % 60}"), [star(900)], [])
    assert len(folded.groups) == 24
    assert (folded.groups[-1].label, folded.groups[-1].number) == ("", 0)


def test_who_has_most_reasons_stands_alone():
    judged = [Pair("r399", "r400", Bond.SAME)]
    folded = fold(records(400, month=lambda n: "2026-01"), [star(400)], judged)
    assert {399, 400} <= {node.number for node in folded.nodes}


def test_of_equal_texts_only_a_forest_is_drawn_and_everything_that_people_said():
    pairs = [
        Pair(f"r{a}", f"r{b}", Bond.TEXT, 1 / (a + b)) for a, b in itertools.combinations(range(1, 9), 2)
    ]
    said = Pair("r1", "r2", Bond.NOT_SAME)
    kept = strongest([*pairs, said])
    assert len(kept) == 8
    assert said in kept
    assert kept[1] == Pair("r1", "r2", Bond.TEXT, 1 / 3)


@pytest.mark.parametrize("by", list(Fold))
def test_somebody_chooses_how_the_rest_is_put_together(by):
    known = records(400, place=lambda n: f"Plaats {n % 3}", month=lambda n: f"2026-0{n % 2 + 1}")
    folded = fold(known, [star(400)], [], by=by)
    names = {Fold.PLACE: ["Plaats 0", "Plaats 1", "Plaats 2"], Fold.MONTH: ["2026-01", "2026-02"]}
    assert folded.by is by
    assert [node.label for node in folded.groups] == names[by]


@given(st.integers(201, 500), st.sampled_from(Fold), st.integers(1, 60))
@settings(max_examples=20, deadline=None)
def test_every_record_stands_in_exactly_one_node_however_it_is_folded(count, by, places):
    known = records(count, place=lambda n: f"Plaats {n % places}" if n % 2 else None)
    folded = fold(known, [star(count)], [], by=by)
    drawn = [name for node in folded.nodes if node.shape is not Shape.IDENTIFIER for name in node.records]
    assert sorted(drawn) == sorted(each.record for each in known)
    assert len({node.key for node in folded.nodes}) == len(folded.nodes) <= MOST_NODES
