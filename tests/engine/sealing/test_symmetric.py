"""Small secrets under one key, each for one purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.sealing.errors import CannotOpen, MalformedKey
from seinhuis.engine.sealing.symmetric import derive, unwrap, wrap

KEY = bytes(range(32))


@given(st.binary(max_size=500), st.text(max_size=40))
def test_what_is_wrapped_unwraps_for_its_purpose(secret, purpose):
    assert unwrap(KEY, wrap(KEY, secret, purpose), purpose) == secret


@given(st.text(max_size=40), st.text(max_size=40))
def test_it_does_not_unwrap_for_another_purpose(purpose, other):
    if purpose == other:
        return
    with pytest.raises(CannotOpen):
        unwrap(KEY, wrap(KEY, b"secret", purpose), other)


@given(st.binary(max_size=200))
def test_bytes_from_anywhere_do_not_unwrap(garbage):
    with pytest.raises(CannotOpen) as failure:
        unwrap(KEY, garbage, "session")
    assert failure.value.__cause__ is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_each_purpose_has_its_own_key(purpose, other):
    assert (derive(KEY, purpose) == derive(KEY, other)) == (purpose == other)
    assert derive(KEY, purpose) != KEY


def test_a_key_of_another_length_is_refused():
    for refuse in (lambda: wrap(b"", b"x", "p"), lambda: unwrap(b"", b"x", "p"), lambda: derive(b"", "p")):
        with pytest.raises(MalformedKey):
            refuse()
