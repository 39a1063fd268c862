"""What is drawn of a cluster, and where: pure and always the same."""

import datetime
import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.desk.traces.corpus_folding import (
    MOST_NODES,
    Bond,
    Holders,
    Pair,
    Piece,
    Shape,
    fold,
    strongest,
)
from seinhuis.desk.traces.corpus_layout import lay_out
from seinhuis.desk.traces.corpus_marking import MOST_PIECES, Mark, pieces
from seinhuis.desk.traces.corpus_timeline import MOST_MONTHS, timeline

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
    assert not any(node.by_place for node in groups)


def test_many_places_share_one_group_for_the_smallest():
    folded = fold(records(900, place=lambda n: f"Plaats {n % 60}"), [star(900)], [])
    groups = [node for node in folded.nodes if node.shape is Shape.GROUP]
    assert len(groups) == 24
    assert groups[0].label == ""


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


def test_the_same_cluster_gives_the_same_picture_in_any_order():
    pairs = [Pair("r1", "r2", Bond.TEXT, 0.8), Pair("r2", "r3", Bond.TEXT, 0.7)]
    first = lay_out(fold(records(5), [PHONE], pairs))
    assert lay_out(fold(records(5), [PHONE], pairs[::-1])).nodes == first.nodes


@given(st.integers(0, 60), st.integers(0, 5), st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_no_two_boxes_overlap_and_all_are_on_the_canvas(count, shared, chance):
    held = [
        Holders(
            "phone", f"+316{n}", tuple(f"r{each}" for each in sorted(chance.sample(range(1, count + 1), 2)))
        )
        for n in range(shared if count > 1 else 0)
    ]
    picture = lay_out(fold(records(count), held, []))
    assert len(picture.nodes) == count + len(held)
    for one, other in itertools.combinations(picture.nodes, 2):
        apart = abs(one.x - other.x) >= (one.width + other.width) / 2 - 1
        assert apart or abs(one.y - other.y) >= (one.height + other.height) / 2 - 1
    for node in picture.nodes:
        assert node.left >= 0
        assert node.top >= 0
        assert node.left + node.width <= picture.width
        assert node.top + node.height <= picture.height


def test_months_without_messages_are_drawn_too():
    drawn = timeline(["2026-01", "2026-04", "2026-01", "unknown"])
    assert [column.count for column in drawn.columns] == [2, 0, 0, 1]
    assert drawn.columns[1].height == 0
    assert (drawn.unknown, drawn.by_year) == (1, False)


def test_many_months_become_years():
    drawn = timeline([f"{year}-07" for year in (2015, 2015, 2026)])
    assert drawn.by_year
    assert len(drawn.columns) == 12 < MOST_MONTHS
    assert drawn.columns[0].day == datetime.date(2015, 1, 1)


def test_nothing_known_is_no_timeline():
    assert timeline(["unknown"]).columns == ()
    assert timeline([]).unknown == 0


def test_pieces_are_the_text_with_its_marks():
    cut = pieces("bel 06 1234 5011 nu", [(4, 16, Mark.FOUND)])
    assert [(each.text, each.mark) for each in cut] == [
        ("bel ", None),
        ("06 1234 5011", Mark.FOUND),
        (" nu", None),
    ]


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=8))
def test_no_sign_is_lost_or_doubled_whatever_the_spans(text, spans):
    inside = [(min(s, e, len(text)), min(max(s, e), len(text)), Mark.FOUND) for s, e in spans]
    assert "".join(each.text for each in pieces(text, inside)) == text


def test_a_very_long_text_loses_its_middle_and_says_how_much():
    long = "".join(random.Random(1).choices("ab ", k=100_000))
    for cut in (pieces(long, []), pieces(long, [(n, n + 1, Mark.DIFFERS) for n in range(0, 100_000, 2)])):
        assert len(cut) <= MOST_PIECES
        assert sum(len(each.text) + each.left_out for each in cut) == len(long)
        assert sum(len(each.text) for each in cut) < 10_000
