"""Blind tokens: equal for equal identifiers of one organisation, and otherwise silent."""

from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.sealing.blind_index import TOKEN_SIZE, organisation_key, token

KEY = bytes(32)
kinds = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@given(kinds, st.text(max_size=60), kinds, st.text(max_size=60))
def test_tokens_are_equal_exactly_when_kind_and_identifier_are(kind, canonical, other_kind, other):
    same = (kind, canonical) == (other_kind, other)
    assert (token(KEY, kind, canonical) == token(KEY, other_kind, other)) == same


@given(st.text(max_size=40), st.text(max_size=40))
def test_two_organisations_have_different_tokens_for_one_number(one, other):
    tokens = {token(organisation_key(KEY, each), "phone", "+31612345678") for each in (one, other)}
    assert len(tokens) == (1 if one == other else 2)


def test_another_installation_has_other_tokens():
    ours, theirs = organisation_key(KEY, "noord"), organisation_key(b"\x01" * 32, "noord")
    assert token(ours, "phone", "+31612345678") != token(theirs, "phone", "+31612345678")
    assert len(token(ours, "phone", "+31612345678")) == TOKEN_SIZE
