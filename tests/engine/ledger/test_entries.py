"""Entries have one canonical form, hold ids and codes only, and are read strictly."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.ledger.commitments import commitment, new_salt, opens
from seinhuis.engine.ledger.entries import NOTHING_BEFORE, Entry, canonical_bytes, parse_entry
from seinhuis.engine.ledger.errors import MalformedEntry
from tests.engine.ledger.making import entry

codes = st.from_regex(r"[a-z][a-z0-9_.:-]{0,30}", fullmatch=True)
hashes = st.binary(min_size=32, max_size=32).filter(any)


@st.composite
def entries(draw):
    moment = draw(st.datetimes())
    return Entry(
        index=draw(st.integers(1, 2**53)),
        previous=draw(hashes),
        day=moment.date().isoformat(),
        time=draw(st.none() | st.just(moment.strftime("2026-%m-%dT%H:%M:%SZ"))),
        actor=draw(codes),
        organisation=draw(st.none() | st.uuids().map(str)),
        action=draw(codes),
        subject=draw(st.none() | st.uuids().map(str)),
        ground=draw(st.none() | codes),
        commitment=draw(st.none() | hashes.map(bytes.hex)),
    )


def test_the_canonical_form_is_written_down():
    assert canonical_bytes(entry(ground="closed")) == (
        b'{"action":"report.received","actor":"reporter","commitment":null,"day":"2026-11-24",'
        b'"ground":"closed","index":0,"organisation":"5b0d7f58-2c3e-4c55-9a55-0b9b3a1f0001",'
        b'"previous":"0000000000000000000000000000000000000000000000000000000000000000",'
        b'"subject":"subject-0","time":null}'
    )


@given(entries())
def test_what_is_written_reads_back_the_same(made):
    written = canonical_bytes(made)
    assert parse_entry(written) == made
    assert canonical_bytes(parse_entry(written)) == written


@given(entries(), st.data())
def test_no_other_bytes_are_read_as_the_same_entry(made, data):
    written = canonical_bytes(made)
    at = data.draw(st.integers(0, len(written) - 1))
    changed = written[:at] + data.draw(st.binary(max_size=2)) + written[at + 1 :]
    try:
        read = parse_entry(changed)
    except MalformedEntry:
        return
    assert changed == written or read != made


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "Noor de Vries"},
        {"action": ""},
        {"ground": "because the neighbour\nsaid so"},
        {"subject": "room 12"},
        {"organisation": "a\u202eb"},
        {"subject": "x" * 101},
        {"commitment": "0123"},
        {"commitment": "Z" * 64},
        {"day": "24-11-2026"},
        {"day": "2026-02-30"},
        {"day": "２０２６-11-24"},
        {"time": "2026-11-24 10:00"},
        {"time": "2026-11-24T25:00:00Z"},
        {"index": -1},
        {"index": True},
        {"index": 1},
        {"previous": b"\x01" * 32},
        {"previous": b""},
    ],
)
def test_an_entry_takes_ids_codes_and_days_only(change):
    with pytest.raises(MalformedEntry):
        entry(**change)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b"[" * 3000,
        b"[" * 1000,
        b'{"index":' + b"9" * 1900 + b"}",
        canonical_bytes(entry()) + b" ",
        b" " + canonical_bytes(entry()),
        canonical_bytes(entry()).replace(b":null", b": null"),
        canonical_bytes(entry()).replace(b'"index":0', b'"index":0.0'),
        canonical_bytes(entry()).replace(b'"index":0', b'"index":1,"index":0'),
        canonical_bytes(entry()).replace(b"report.received", b"report\\u002ereceived"),
        json.dumps({**json.loads(canonical_bytes(entry())), "note": "x"}).encode(),
        json.dumps({"index": 0}).encode(),
    ],
)
def test_anything_but_the_canonical_form_is_refused(line):
    with pytest.raises(MalformedEntry):
        parse_entry(line)


def test_a_ground_may_name_the_other_thing():
    other = "6f9619ff-8b86-4011-b42d-00c04fc964ff"
    assert parse_entry(canonical_bytes(entry(ground=f"same {other}"))).ground == f"same {other}"
    with pytest.raises(MalformedEntry):
        entry(ground=f"they are the same {other}")


def test_the_message_never_repeats_what_was_in_the_entry():
    with pytest.raises(MalformedEntry) as caught:
        entry(ground="a girl of about 15")
    assert "girl" not in str(caught.value)


def test_the_first_entry_follows_nothing():
    assert entry().previous == NOTHING_BEFORE


@given(st.binary(max_size=100), st.binary(max_size=100))
def test_a_commitment_opens_with_its_value_and_salt_only(value, other):
    salt = new_salt()
    committed = commitment(salt, value)
    assert entry(commitment=committed).commitment == committed
    assert opens(committed, salt, value)
    assert opens(committed, salt, other) == (value == other)
    assert not opens(committed, new_salt(), value)


def test_a_short_salt_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(b"short", b"value")
