"""Signatures on checkpoints and packages; openssl agrees with them."""

import base64
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.sealing.errors import MalformedKey
from seinhuis.engine.sealing.signatures import SigningKey, verify

KEY = SigningKey.generate("seinhuis.example/journal")


@given(st.binary(max_size=300))
def test_a_signature_holds_for_its_message(message):
    assert verify(KEY.public_key, message, KEY.sign(message))


@given(st.binary(max_size=100), st.binary(max_size=100))
def test_it_holds_for_no_other_message(message, other):
    assert verify(KEY.public_key, other, KEY.sign(message)) == (message == other)


@given(st.binary(max_size=100))
def test_made_up_signatures_and_keys_are_refused_without_an_error(garbage):
    assert not verify(KEY.public_key, b"head", garbage)
    assert not verify(garbage[:31], b"head", KEY.sign(b"head"))


def test_the_seed_rebuilds_the_key_and_never_shows():
    assert SigningKey.from_bytes(KEY.name, KEY.seed) == KEY
    assert repr(KEY.seed) not in repr(KEY)
    with pytest.raises(MalformedKey):
        SigningKey("short", b"short")


@pytest.mark.tool("openssl")
def test_openssl_verifies_it(tmp_path):
    prefix = bytes.fromhex("302a300506032b6570032100")
    pem = base64.b64encode(prefix + KEY.public_key).decode()
    (tmp_path / "key.pem").write_text(f"-----BEGIN PUBLIC KEY-----\n{pem}\n-----END PUBLIC KEY-----\n")
    (tmp_path / "message").write_bytes(b"head")
    (tmp_path / "signature").write_bytes(KEY.sign(b"head"))
    command = "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in message -sigfile signature"
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
