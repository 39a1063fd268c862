"""Blind tokens: what an organisation's records share, and nobody else's."""

from seinhuis.desk.vault.api import (
    blind_token,
    create_record,
    index_identifiers,
    mute_token,
    muted_tokens,
    records_with,
    token_counts,
    tokens_of,
    unmute_token,
)
from seinhuis.desk.vault.models import BlindToken

PHONE = ("phone", "+31612345678")
PLATE = ("plate", "12ABC3")


def indexed(house, *identifiers):
    record = create_record(kind="report", organisation=house.card.id, holders=[house.card.holder])
    index_identifiers(record.record, house.card.id, identifiers)
    return record.record


def test_two_reports_with_one_number_meet(house):
    one, two, three = indexed(house, PHONE, PLATE), indexed(house, PHONE), indexed(house, PLATE)
    token = blind_token(house.card.id, *PHONE)
    assert {hit.record for hit in records_with([token], organisation=house.card.id)} == {one, two}
    assert {hit.token for hit in tokens_of([three], organisation=house.card.id)} == {
        blind_token(house.card.id, *PLATE)
    }


def test_the_same_number_is_another_token_elsewhere(house, other_house):
    indexed(house, PHONE)
    indexed(other_house, PHONE)
    ours, theirs = (blind_token(each.card.id, *PHONE) for each in (house, other_house))
    assert ours != theirs
    assert records_with([ours], organisation=other_house.card.id) == []
    assert records_with([theirs], organisation=house.card.id) == []


def test_nothing_of_the_number_is_in_the_row(house):
    indexed(house, PHONE)
    row = BlindToken.objects.get()
    assert len(row.token) == 16
    assert b"612345678" not in bytes(row.token)


def test_indexing_twice_is_fine(house):
    record = indexed(house, PHONE, PHONE)
    index_identifiers(record, house.card.id, [PHONE])
    assert BlindToken.objects.count() == 1


def test_a_muted_token_counts_nowhere_until_it_is_unmuted(house, other_house):
    indexed(house, PHONE), indexed(house, PHONE, PLATE)
    phone, plate = (blind_token(house.card.id, *each) for each in (PHONE, PLATE))
    mute_token(house.card.id, phone)
    mute_token(house.card.id, phone)
    assert token_counts([phone, plate], organisation=house.card.id) == {plate: 1}
    assert muted_tokens(organisation=other_house.card.id) == set()
    unmute_token(house.card.id, phone)
    assert token_counts([phone, plate], organisation=house.card.id) == {phone: 2, plate: 1}
