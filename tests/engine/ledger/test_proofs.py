"""Proofs as text: of one entry, and between two checkpoints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.ledger.entries import parse_entry
from seinhuis.engine.ledger.errors import DoesNotVerify, LedgerError, MalformedNote
from seinhuis.engine.ledger.proofs import (
    ConsistencyProof,
    InclusionProof,
    check_consistency,
    check_inclusion,
    is_inclusion,
    parse_consistency,
    parse_inclusion,
    write_consistency,
    write_inclusion,
)
from seinhuis.engine.ledger.tree import consistency_proof, inclusion_proof, subtrees_of
from tests.engine.ledger.making import OTHER_KEY, VKEY, chain, leaves, note

ENTRIES = chain(50)
SUBTREES = subtrees_of(leaves(ENTRIES))


def of_entry(index, size=50, **changes):
    path = tuple(inclusion_proof(index, size, SUBTREES))
    parts = {"entry": ENTRIES[index], "index": index, "path": path, "note": note(ENTRIES, size)} | changes
    return write_inclusion(InclusionProof(**parts))


def between(old, new=50, **changes):
    parts = {
        "old": old,
        "path": tuple(consistency_proof(old, new, SUBTREES)),
        "note": note(ENTRIES, new),
    } | changes
    return write_consistency(ConsistencyProof(**parts))


@given(st.integers(1, 50), st.data())
def test_every_entry_is_proved_under_every_checkpoint(size, data):
    index = data.draw(st.integers(0, size - 1))
    text = of_entry(index, size)
    entry, checkpoint = check_inclusion(text, VKEY)
    assert entry == parse_entry(ENTRIES[index])
    assert checkpoint.size == size
    assert write_inclusion(parse_inclusion(text)) == text


@given(st.integers(1, 50), st.data())
def test_every_checkpoint_continues_every_older_one(new, data):
    old = data.draw(st.integers(1, new))
    text = between(old, new)
    older, newer = check_consistency(text, note(ENTRIES, old), VKEY)
    assert (older.size, newer.size) == (old, new)
    assert write_consistency(parse_consistency(text)) == text


def test_the_form_is_that_of_c2sp():
    lines = of_entry(5, 7).split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert lines[1].startswith("extra ")
    assert lines[2] == "index 5"
    assert lines[6] == ""
    assert between(4, 7).startswith("old 4\n")
    assert is_inclusion(of_entry(5))
    assert not is_inclusion(between(5))


@given(st.integers(0, 49), st.data())
def test_no_sign_of_a_proof_can_be_changed(index, data):
    text = of_entry(index)
    at = data.draw(st.integers(0, len(text) - 1))
    changed = text[:at] + data.draw(st.characters()) + text[at + 1 :]
    if changed != text:
        with pytest.raises(LedgerError):
            check_inclusion(changed, VKEY)
    with pytest.raises(LedgerError):
        check_inclusion(text[:at], VKEY)


@given(st.integers(1, 49), st.data())
def test_no_sign_of_a_consistency_proof_can_be_changed(old, data):
    text = between(old)
    at = data.draw(st.integers(0, len(text) - 1))
    changed = text[:at] + data.draw(st.characters()) + text[at + 1 :]
    if changed != text:
        with pytest.raises(LedgerError):
            check_consistency(changed, note(ENTRIES, old), VKEY)
    with pytest.raises(LedgerError):
        check_consistency(text[:at], note(ENTRIES, old), VKEY)


def test_another_entry_does_not_fit_the_proof():
    with pytest.raises(DoesNotVerify, match="another number"):
        check_inclusion(of_entry(5, entry=ENTRIES[6]), VKEY)
    other = ENTRIES[5].replace(b"subject-5", b"subject-6")
    with pytest.raises(DoesNotVerify, match="does not lead"):
        check_inclusion(of_entry(5, entry=other), VKEY)


def test_a_checkpoint_of_another_key_is_refused():
    with pytest.raises(DoesNotVerify, match="not signed with this key"):
        check_inclusion(of_entry(5, note=note(ENTRIES, key=OTHER_KEY)), VKEY)
    with pytest.raises(DoesNotVerify, match="not signed with this key"):
        check_consistency(between(5), note(ENTRIES, 5, OTHER_KEY), VKEY)


def test_a_rewritten_journal_cannot_be_proved_to_continue():
    other = chain(50, actor="somebody-else")
    with pytest.raises(DoesNotVerify, match="does not continue"):
        check_consistency(between(20), note(other, 20), VKEY)


def test_a_proof_from_another_size_says_so():
    with pytest.raises(DoesNotVerify, match="starts at 20 entries"):
        check_consistency(between(20), note(ENTRIES, 21), VKEY)


def test_another_journal_is_another_journal():
    foreign = note(ENTRIES, origin="other.example")
    with pytest.raises(DoesNotVerify, match="different journals"):
        check_consistency(between(5, note=foreign), note(ENTRIES, 5), VKEY)


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "hello", "c2sp.org/tlog-proof@v1\nindex 5\n\nnote",
     "c2sp.org/tlog-proof@v1\nextra !\nindex 5\n\n",
     "c2sp.org/tlog-proof@v1\nextra e30=\nindex 05\n\n", "c2sp.org/tlog-proof@v1\nextra e30=\nnumber 5\n\n"],
)  # fmt: skip
def test_a_malformed_proof_is_refused(text):
    with pytest.raises(MalformedNote):
        parse_inclusion(text)


def test_a_path_without_end_is_refused():
    with pytest.raises(MalformedNote, match="more than 63"):
        parse_consistency(between(5, path=(bytes(32),) * 64))
