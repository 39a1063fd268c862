"""Private keys under a passphrase."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.sealing.errors import CannotOpen, SealingError, WrongPassphrase
from seinhuis.engine.sealing.passphrases import MEMORY, PASSES, unwrap_private_key, wrap_private_key

CHEAP = {"passes": 1, "memory": 8192}
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(deadline=None, max_examples=40)
@given(st.binary(min_size=32, max_size=32), texts)
def test_the_passphrase_opens_its_key(private, passphrase):
    assert unwrap_private_key(wrap_private_key(private, passphrase, **CHEAP), passphrase) == private


@settings(deadline=None, max_examples=40)
@given(texts, texts)
def test_another_passphrase_does_not(passphrase, other):
    if passphrase == other:
        return
    with pytest.raises(WrongPassphrase) as failure:
        unwrap_private_key(wrap_private_key(bytes(32), passphrase, **CHEAP), other)
    assert failure.value.__cause__ is None


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_damage_is_one_kind_of_failure(data):
    wrapped = bytearray(wrap_private_key(bytes(32), "vier losse woorden", **CHEAP))
    # The costs themselves are left whole here: they decide how long this takes.
    position = data.draw(st.sampled_from([*range(16), *range(28, len(wrapped))]))
    wrapped[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises(SealingError):
        unwrap_private_key(bytes(wrapped), "vier losse woorden")


@pytest.mark.parametrize("size", [0, 1, 16, 28])
def test_a_truncated_key_is_called_damaged(size):
    wrapped = wrap_private_key(bytes(32), "vier losse woorden", **CHEAP)
    with pytest.raises(CannotOpen):
        unwrap_private_key(wrapped[:size], "vier losse woorden")


@pytest.mark.parametrize("costs", [(0, 8192), (65, 8192), (1, 1), (1, 1 << 40)])
def test_costs_that_somebody_changed_are_refused_and_not_paid(costs):
    wrapped = wrap_private_key(bytes(32), "vier losse woorden", **CHEAP)
    changed = wrapped[:16] + costs[0].to_bytes(4, "big") + costs[1].to_bytes(8, "big") + wrapped[28:]
    with pytest.raises(CannotOpen):
        unwrap_private_key(changed, "vier losse woorden")


def test_the_costs_are_stored_beside_the_salt_so_that_they_can_be_raised():
    dear = wrap_private_key(bytes(32), "vier losse woorden")
    assert dear[16:28] == PASSES.to_bytes(4, "big") + MEMORY.to_bytes(8, "big")
    assert unwrap_private_key(dear, "vier losse woorden") == bytes(32)
