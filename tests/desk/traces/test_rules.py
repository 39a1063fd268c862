"""Which judgement stands, and the order of links."""

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.desk.traces.contracts import Judgement
from seinhuis.desk.traces.rules import Candidate, in_order, pair, standing


@dataclass(frozen=True)
class Row:
    id: UUID
    judgement: str
    undoes: UUID | None = None


def test_the_last_judgement_stands_and_undoing_brings_back_the_one_before():
    first, second = Row(uuid4(), "same"), Row(uuid4(), "not_same")
    undo_second, undo_first = Row(uuid4(), "", second.id), Row(uuid4(), "", first.id)
    assert standing([]) is None
    assert standing([first, second]) == second
    assert standing([first, second, undo_second]) == first
    assert standing([first, second, undo_second, undo_first]) is None
    third = Row(uuid4(), "unsure")
    assert standing([first, second, undo_second, undo_first, third]) == third


@given(st.uuids(), st.uuids())
def test_a_link_is_one_thing_from_both_sides(one, other):
    if one == other:
        with pytest.raises(ValueError, match="itself"):
            pair(one, other)
    else:
        assert pair(one, other) == pair(other, one)
        assert set(pair(one, other)) == {one, other}


def test_the_strongest_link_comes_first_and_what_is_not_the_same_last():
    rare = Candidate(uuid4(), shared=1, rarest=1, judgement=None)
    common = Candidate(uuid4(), shared=1, rarest=50, judgement=None)
    double = Candidate(uuid4(), shared=2, rarest=50, judgement=Judgement.UNSURE)
    not_same = Candidate(uuid4(), shared=3, rarest=1, judgement=Judgement.NOT_SAME)
    assert in_order([not_same, common, rare, double]) == [double, rare, common, not_same]
