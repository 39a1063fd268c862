"""Key pairs and what is sealed to them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.sealing.errors import CannotOpen, MalformedKey
from seinhuis.engine.sealing.keypairs import KeyPair, open_sealed, seal_to

PAIR = KeyPair.generate()


@given(st.binary(max_size=500), st.text(max_size=60))
def test_the_holder_opens_it_for_its_purpose(secret, binding):
    assert open_sealed(PAIR, seal_to(PAIR.public, secret, binding), binding) == secret


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_grant_for_something_else_does_not_open(binding, other):
    if binding == other:
        return
    with pytest.raises(CannotOpen):
        open_sealed(PAIR, seal_to(PAIR.public, b"key", binding), other)


@given(st.data())
def test_a_changed_or_shortened_grant_does_not_open(data):
    sealed = bytearray(seal_to(PAIR.public, bytes(32), "record"))
    position = data.draw(st.integers(0, len(sealed) - 1))
    sealed[position] ^= data.draw(st.integers(1, 255))
    for broken in (bytes(sealed), bytes(sealed[:position])):
        with pytest.raises(CannotOpen):
            open_sealed(PAIR, broken, "record")


def test_another_pair_opens_nothing():
    with pytest.raises(CannotOpen):
        open_sealed(KeyPair.generate(), seal_to(PAIR.public, b"key", "record"), "record")


def test_the_private_half_rebuilds_the_pair_and_never_shows():
    assert KeyPair.from_private(PAIR.private) == PAIR
    assert repr(PAIR.private) not in repr(PAIR)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_keys_of_another_length_are_refused(size):
    with pytest.raises(MalformedKey):
        KeyPair.from_private(bytes(size))
    with pytest.raises(MalformedKey):
        seal_to(bytes(size), b"", "record")
