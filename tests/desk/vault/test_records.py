"""Access is a grant: with it a record opens, without it there is nothing."""

from uuid import uuid4

import pytest

from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel.contracts import Actor
from seinhuis.desk.kernel.errors import Locked, NotFound
from seinhuis.desk.vault.api import (
    Keyring,
    NoGrant,
    Viewer,
    create_holder,
    create_record,
    create_records,
    grant,
    grant_to_receipt,
    index_identifiers,
    open_each,
    open_record,
    open_records,
    open_sound_records,
    open_with_receipt,
    shred,
    tokens_of,
)
from seinhuis.desk.vault.contracts import UnknownHolder
from seinhuis.desk.vault.models import Grant, Holder, ReceiptGrant, SealedRecord
from seinhuis.engine.sealing.errors import CannotOpen, MalformedEnvelope
from seinhuis.engine.sealing.receipts import new_receipt

PLACE = {"table": "reports_message", "column": "sealed_text"}


def test_the_organisation_opens_its_record(house, record):
    row = uuid4()
    envelope = record.seal_text("kamer 12", row=row, **PLACE)
    assert (
        open_record(record.record, viewer=house.analyst).open_text(envelope, row=row, **PLACE) == "kamer 12"
    )


def test_broken_halves_of_signs_and_nul_survive(record):
    row, text = uuid4(), "kapot \ud83d \x00 \u202e einde"
    assert record.open_text(record.seal_text(text, row=row, **PLACE), row=row, **PLACE) == text
    assert record.open_json(record.seal_json([text], row=row, **PLACE), row=row, **PLACE) == [text]


def test_without_a_grant_there_is_nothing(record, stranger, other_house):
    for viewer in (stranger, other_house.analyst):
        with pytest.raises(NoGrant) as refusal:
            open_record(record.record, viewer=viewer)
        assert isinstance(refusal.value, NotFound)
        assert open_records([record.record], viewer=viewer) == {}


def test_what_does_not_exist_looks_like_what_is_not_granted(house, record, stranger):
    sentences = set()
    for number, viewer in ((uuid4(), house.analyst), (record.record, stranger)):
        with pytest.raises(NoGrant) as refusal:
            open_record(number, viewer=viewer)
        sentences.add(str(refusal.value))
    assert len(sentences) == 1


def test_a_closed_key_is_told_apart_from_no_grant(house, record):
    with pytest.raises(Locked):
        open_record(record.record, viewer=Viewer(house.analyst.actor, Keyring()))


def test_a_grant_lets_one_more_holder_in(record, stranger):
    grant(record, stranger.keyring.holders()[0])
    assert open_record(record.record, viewer=stranger).key == record.key


def test_many_records_open_in_one_query(house, django_assert_num_queries):
    made = create_records(kind="report", organisation=house.card.id, holders=[house.card.holder], count=20)
    with django_assert_num_queries(1):
        opened = open_records([each.record for each in made], viewer=house.analyst)
    assert {each.record: each.key for each in made} == {number: key.key for number, key in opened.items()}
    assert len({each.key for each in made}) == 20


@pytest.mark.parametrize("holders", [[], [uuid4()]])
def test_nothing_is_sealed_for_nobody(house, holders):
    with pytest.raises(UnknownHolder):
        create_record(kind="report", organisation=house.card.id, holders=holders)
    with pytest.raises(UnknownHolder):
        create_records(kind="report", organisation=house.card.id, holders=[*holders, uuid4()], count=2)
    assert not SealedRecord.objects.exists()


def test_swapped_envelopes_do_not_open(record):
    one, other = uuid4(), uuid4()
    first = record.seal_text("eerste", row=one, **PLACE)
    for elsewhere in (
        {**PLACE, "row": other},
        {**PLACE, "row": one, "column": "sealed_note"},
        {**PLACE, "row": one, "table": "triage_note"},
    ):
        with pytest.raises(CannotOpen) as failure:
            record.open_text(first, **elsewhere)
        assert "eerste" not in str(failure.value)


def test_an_envelope_of_another_record_does_not_open(house, record):
    other = create_record(kind="report", organisation=house.card.id, holders=[house.card.holder])
    row = uuid4()
    with pytest.raises(CannotOpen):
        other.open_text(record.seal_text("kamer 12", row=row, **PLACE), row=row, **PLACE)


def test_plain_text_that_somebody_wrote_into_the_column_is_not_shown(record):
    with pytest.raises(MalformedEnvelope):
        record.open_text(b"geschreven door een indringer", row=uuid4(), **PLACE)


def test_swapped_grants_do_not_open(house, record):
    other = create_record(kind="report", organisation=house.card.id, holders=[house.card.holder])
    one, two = Grant.objects.get(record_id=record.record), Grant.objects.get(record_id=other.record)
    Grant.objects.filter(pk=one.pk).update(sealed_key=two.sealed_key)
    with pytest.raises(CannotOpen):
        open_record(record.record, viewer=house.analyst)
    nobodys = uuid4()
    each = open_each([record.record, other.record, nobodys], viewer=house.analyst)
    assert each[record.record] is None
    assert each[other.record].key == other.key
    assert nobodys not in each
    sound = open_sound_records([record.record, other.record], viewer=house.analyst)
    assert set(sound) == {other.record}


def test_a_receipt_opens_its_record_and_no_other(record):
    receipt = new_receipt()
    grant_to_receipt(record, receipt)
    assert open_with_receipt(receipt).key == record.key
    assert open_with_receipt(new_receipt()) is None


def test_a_receipt_grant_that_was_moved_opens_nothing(house, record):
    other = create_record(kind="conversation", organisation=house.card.id, holders=[house.card.holder])
    receipt = new_receipt()
    grant_to_receipt(record, receipt)
    ReceiptGrant.objects.update(record_id=other.record)
    assert open_with_receipt(receipt) is None


def test_the_database_holds_neither_code_nor_key(record):
    receipt = new_receipt()
    grant_to_receipt(record, receipt)
    row = ReceiptGrant.objects.get()
    for secret in (record.key, receipt.digits.encode()):
        assert secret not in bytes(row.lookup) + bytes(row.wrapped_key)


def test_shredding_leaves_nothing_that_opens(house, record):
    receipt = new_receipt()
    grant_to_receipt(record, receipt)
    index_identifiers(record.record, house.card.id, [("phone", "+31612345678")])
    shred(record.record, actor=house.analyst.actor, ground="retention")
    with pytest.raises(NoGrant):
        open_record(record.record, viewer=house.analyst)
    assert open_with_receipt(receipt) is None
    assert tokens_of([record.record], organisation=house.card.id) == []
    assert SealedRecord.objects.get(pk=record.record).shredded_on is not None
    last = JournalEntry.objects.order_by("index").last()
    assert (last.action, str(last.subject)) == ("record.shredded", str(record.record))


def test_shredding_one_record_leaves_the_others(house, record):
    other = create_record(kind="report", organisation=house.card.id, holders=[house.card.holder])
    shred(record.record, actor=house.analyst.actor, ground="retention")
    assert open_record(other.record, viewer=house.analyst).key == other.key


def test_keys_do_not_show_in_a_representation(house, record):
    assert repr(record.key) not in repr(record)
    assert repr(house.founded.pair.private) not in repr(house.analyst)


def test_somebody_without_an_organisation_has_none():
    with pytest.raises(NotFound):
        _ = Viewer(Actor("nobody", None)).organisation


def test_a_holder_is_a_public_key_and_nothing_else(db):
    number = create_holder("person", bytes(32))
    assert Holder.objects.get(pk=number).public_key == bytes(32)
