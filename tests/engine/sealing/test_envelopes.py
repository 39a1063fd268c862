"""An envelope opens with its own key in its own place, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.sealing.envelopes import Place, bucket, new_key, open_envelope, seal
from seinhuis.engine.sealing.errors import CannotOpen, MalformedEnvelope, MalformedKey

KEY = bytes(range(32))
HERE = Place("reports_message", "8c2f", "sealed_text")
places = st.builds(Place, st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))


@given(st.binary(max_size=2000), places)
def test_what_goes_in_comes_out(plaintext, place):
    assert open_envelope(KEY, seal(KEY, plaintext, place), place) == plaintext


@given(st.binary(max_size=300), places, places)
def test_an_envelope_that_was_moved_does_not_open(plaintext, place, elsewhere):
    if place == elsewhere:
        return
    with pytest.raises(CannotOpen):
        open_envelope(KEY, seal(KEY, plaintext, place), elsewhere)


@given(st.binary(max_size=300), st.data())
def test_every_changed_byte_is_noticed(plaintext, data):
    envelope = bytearray(seal(KEY, plaintext, HERE))
    position = data.draw(st.integers(0, len(envelope) - 1))
    envelope[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises((CannotOpen, MalformedEnvelope)):
        open_envelope(KEY, bytes(envelope), HERE)


@given(st.binary(max_size=600), st.data())
def test_every_shortened_envelope_is_noticed(plaintext, data):
    envelope = seal(KEY, plaintext, HERE)
    with pytest.raises((CannotOpen, MalformedEnvelope)):
        open_envelope(KEY, envelope[: data.draw(st.integers(0, len(envelope) - 1))], HERE)


@given(st.integers(0, 5_000_000))
def test_a_bucket_holds_its_size_and_wastes_at_most_half(size):
    padded = bucket(size)
    assert padded >= size
    assert padded == 256 or padded <= 2 * size
    assert bucket(padded) == padded


def test_texts_of_like_length_look_alike():
    assert len(seal(KEY, b"ja", HERE)) == len(seal(KEY, b"een heel ander antwoord", HERE))


def test_the_same_text_never_looks_the_same_twice():
    assert seal(KEY, b"kamer 12", HERE) != seal(KEY, b"kamer 12", HERE)


def test_another_key_opens_nothing():
    with pytest.raises(CannotOpen) as failure:
        open_envelope(new_key(), seal(KEY, b"kamer 12", HERE), HERE)
    assert "kamer" not in str(failure.value)
    assert failure.value.__cause__ is None


@pytest.mark.parametrize("key", [b"", b"short", bytes(31), bytes(33)])
def test_a_key_of_another_length_is_refused(key):
    with pytest.raises(MalformedKey):
        seal(key, b"", HERE)
    with pytest.raises(MalformedKey):
        open_envelope(key, seal(KEY, b"", HERE), HERE)


@pytest.mark.parametrize(
    "garbage", [b"", b"\x01", b"plain text that somebody wrote into the column", bytes(400)]
)
def test_what_is_no_envelope_is_called_so(garbage):
    with pytest.raises(MalformedEnvelope):
        open_envelope(KEY, garbage, HERE)


def test_names_that_only_differ_in_their_borders_are_different_places():
    sealed = seal(KEY, b"x", Place("a", "b,c", "d"))
    with pytest.raises(CannotOpen):
        open_envelope(KEY, sealed, Place("a,b", "c", "d"))
