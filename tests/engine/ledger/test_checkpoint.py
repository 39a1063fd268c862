"""Signed notes and verifier keys in the forms of C2SP."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.ledger.checkpoint import (
    Checkpoint,
    VerifierKey,
    open_checkpoint,
    parse_checkpoint,
    parse_verifier_key,
    sign_checkpoint,
    verifier_key,
)
from seinhuis.engine.ledger.errors import DoesNotVerify, MalformedNote
from seinhuis.engine.sealing.signatures import SigningKey
from tests.engine.ledger.making import KEY, ORIGIN, OTHER_KEY, VKEY

CHECKPOINT = Checkpoint(ORIGIN, 42, bytes(range(32)))
NOTE = sign_checkpoint(CHECKPOINT, KEY)

# From the documentation of Go's golang.org/x/mod/sumdb/note.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_a_checkpoint_is_three_lines_and_a_signature():
    lines = NOTE.split("\n")
    assert lines[:4] == [ORIGIN, "42", base64.b64encode(bytes(range(32))).decode(), ""]
    assert lines[4].startswith(f"— {ORIGIN} ")
    assert lines[5:] == [""]
    assert base64.b64decode(lines[4].split(" ")[2])[:4] == VKEY.hash


def test_what_was_signed_opens():
    assert open_checkpoint(NOTE, VKEY) == CHECKPOINT


def test_the_key_of_the_go_documentation_reads():
    key = parse_verifier_key(PETER)
    assert (key.name, key.hash.hex(), str(key)) == ("PeterNeumann", "c74f20a3", PETER)


def test_a_verifier_key_reads_back():
    assert parse_verifier_key(f"  {VKEY}\n") == VKEY


@pytest.mark.parametrize(
    "written",
    ["", "name", "name+00000000", PETER[:-4], PETER.replace("c74f", "c74e"), PETER.replace("ARpc", "Arpc")],
)
def test_a_damaged_verifier_key_is_refused(written):
    with pytest.raises(MalformedNote):
        parse_verifier_key(written)


@given(st.integers(0, len(NOTE) - 1), st.characters())
def test_no_sign_of_a_note_can_be_changed(at, sign):
    changed = NOTE[:at] + sign + NOTE[at + 1 :]
    if changed == NOTE:
        return
    with pytest.raises((MalformedNote, DoesNotVerify)):
        open_checkpoint(changed, VKEY)


@given(st.integers(0, len(NOTE) - 1))
def test_no_sign_of_a_note_can_be_left_out(at):
    with pytest.raises((MalformedNote, DoesNotVerify)):
        open_checkpoint(NOTE[:at] + NOTE[at + 1 :], VKEY)
    with pytest.raises((MalformedNote, DoesNotVerify)):
        open_checkpoint(NOTE[:at], VKEY)


def test_another_key_under_the_same_name_is_not_enough():
    forged = sign_checkpoint(CHECKPOINT, OTHER_KEY)
    with pytest.raises(DoesNotVerify, match="not signed with this key"):
        open_checkpoint(forged, VKEY)


def test_a_signature_under_a_borrowed_key_hash_is_refused():
    theirs = base64.b64decode(sign_checkpoint(CHECKPOINT, OTHER_KEY).split(" ")[-1])
    borrowed = base64.b64encode(VKEY.hash + theirs[4:]).decode()
    with pytest.raises(DoesNotVerify, match="changed after signing"):
        open_checkpoint(f"{CHECKPOINT.text()}\n— {ORIGIN} {borrowed}\n", VKEY)


def test_signatures_of_witnesses_are_no_hindrance():
    witness = SigningKey.from_bytes("witness.example", b"w" * 32)
    cosigned = NOTE + sign_checkpoint(CHECKPOINT, witness).split("\n\n")[1]
    assert open_checkpoint(cosigned, VKEY) == CHECKPOINT
    assert open_checkpoint(cosigned, verifier_key(witness)) == CHECKPOINT


@pytest.mark.parametrize(
    "text", ["a\n01\nAAAA\n", "a\n1\n\n", "a\n-1\n", "a b\n1\n", "\n1\n", "a\n1\nAA==\n"]
)
def test_a_note_that_is_no_checkpoint_is_refused(text):
    with pytest.raises(MalformedNote):
        parse_checkpoint(f"{text}\n— {ORIGIN} AAAAAAA=\n")


def test_an_extension_line_is_read_over():
    root = base64.b64encode(bytes(32)).decode()
    assert parse_checkpoint(f"{ORIGIN}\n3\n{root}\nextension\n\n— {ORIGIN} AAAAAAA=\n").size == 3


@pytest.mark.parametrize("name", ["", "with space", "plus+sign", "no\u00a0break", "line\nend"])
def test_a_name_of_a_key_has_no_spaces_or_plus(name):
    with pytest.raises(MalformedNote):
        VerifierKey(name, bytes(32))


def test_a_checkpoint_is_checked_when_made():
    with pytest.raises(MalformedNote):
        Checkpoint(ORIGIN, -1, bytes(32))
    with pytest.raises(MalformedNote):
        Checkpoint(ORIGIN, 1, bytes(31))
