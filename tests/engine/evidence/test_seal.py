import io
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.evidence.errors import CannotUnseal, NoRecipient, NotAnIdentity, NotARecipient
from seinhuis.engine.evidence.seal import (
    check_recipients,
    generate_age_identity,
    open_with_identity,
    seal_stream,
    seal_to_recipients,
)


def test_each_recipient_opens_it_alone():
    (one, for_one), (two, for_two) = generate_age_identity(), generate_age_identity()
    sealed = seal_to_recipients(b"a package", [for_one, for_two])
    assert open_with_identity(sealed, one) == open_with_identity(sealed, two) == b"a package"
    assert b"a package" not in sealed


def test_somebody_else_does_not_open_it():
    sealed = seal_to_recipients(b"a package", [generate_age_identity()[1]])
    with pytest.raises(CannotUnseal):
        open_with_identity(sealed, generate_age_identity()[0])


@pytest.mark.tool("age")
def test_debian_age_opens_what_was_sealed_in_a_stream(tmp_path):
    identity, recipient = generate_age_identity()
    (tmp_path / "key.txt").write_text(f"# mine\n{identity}\n")
    data = bytes(range(256)) * 12_000
    with (tmp_path / "p.tar.age").open("wb") as target:
        seal_stream(io.BytesIO(data), target, [recipient])
    subprocess.run(["age", "-d", "-i", "key.txt", "-o", "p.tar", "p.tar.age"], cwd=tmp_path, check=True)
    assert (tmp_path / "p.tar").read_bytes() == data


@pytest.mark.tool("age")
def test_what_debian_age_sealed_opens_here(tmp_path):
    identity, recipient = generate_age_identity()
    done = subprocess.run(["age", "-r", recipient], input=b"back", capture_output=True, check=True)
    assert open_with_identity(done.stdout, identity) == b"back"


def test_a_wrong_recipient_is_named_by_its_place_and_never_shown():
    secret, recipient = generate_age_identity()
    for wrong in (secret, recipient[:-1], "", "ssh-ed25519 AAAA", "age1\x00é", recipient + recipient):
        with pytest.raises(NotARecipient) as caught:
            seal_to_recipients(b"x", [recipient, wrong])
        assert caught.value.position == 2
        assert not wrong or wrong not in str(caught.value)
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__


def test_a_recipient_with_spaces_around_it_is_fine():
    check_recipients([f"  {generate_age_identity()[1]}\n"])


def test_sealing_to_nobody_is_refused():
    with pytest.raises(NoRecipient):
        seal_to_recipients(b"x", [])


def test_what_is_no_identity_is_refused():
    with pytest.raises(NotAnIdentity):
        open_with_identity(b"x", "age1notasecret")


_IDENTITY, _RECIPIENT = generate_age_identity()
_SEALED = seal_to_recipients(b"room 12" * 20, [_RECIPIENT])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(_SEALED) - 1), st.integers(1, 255))
def test_any_changed_byte_is_found(place, change):
    spoiled = bytearray(_SEALED)
    spoiled[place] ^= change
    with pytest.raises(CannotUnseal):
        open_with_identity(bytes(spoiled), _IDENTITY)
