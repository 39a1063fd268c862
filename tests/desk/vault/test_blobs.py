"""Sealed files on disk: there, whole and of this record, or a clear sentence."""

from pathlib import Path

import pytest

from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.vault.api import BlobDamaged, create_record, load_blob, store_blob
from seinhuis.desk.vault.models import Blob
from seinhuis.engine.sealing.errors import CannotOpen

PICTURE = b"\x89PNG" + bytes(range(256)) * 40


@pytest.fixture
def stored(record):
    number = store_blob(record, PICTURE)
    return number, Path(_home()) / "blobs" / Blob.objects.get().stored_as[:2] / Blob.objects.get().stored_as


def _home():
    from django.conf import settings

    return settings.SEINHUIS_HOME


def test_a_file_comes_back_as_it_was(record, stored):
    assert load_blob(record, stored[0]) == PICTURE


def test_the_disk_holds_nothing_readable_and_only_for_the_server(stored):
    data = stored[1].read_bytes()
    assert PICTURE[:4] not in data
    assert PICTURE[100:160] not in data
    assert stored[1].stat().st_mode & 0o077 == 0
    assert not list(stored[1].parent.glob("*.partial"))


def test_a_missing_file_is_said_to_be_missing(record, stored):
    stored[1].unlink()
    with pytest.raises(BlobDamaged, match="ontbreekt"):
        load_blob(record, stored[0])


@pytest.mark.parametrize("position", [0, 1, 30, -1])
def test_a_changed_file_is_not_opened(record, stored, position):
    data = bytearray(stored[1].read_bytes())
    data[position] ^= 1
    stored[1].write_bytes(data)
    with pytest.raises(BlobDamaged, match="veranderd"):
        load_blob(record, stored[0])


def test_a_truncated_file_is_not_opened(record, stored):
    stored[1].write_bytes(stored[1].read_bytes()[:-1])
    with pytest.raises(BlobDamaged):
        load_blob(record, stored[0])


def test_two_swapped_rows_do_not_open(record, stored):
    other = store_blob(record, b"een ander bestand")
    names = dict(Blob.objects.values_list("pk", "stored_as"))
    Blob.objects.filter(pk=stored[0]).update(stored_as=names[other])
    with pytest.raises(CannotOpen):
        load_blob(record, stored[0])


def test_a_file_of_another_record_is_not_there(house, record, stored):
    other = create_record(kind="exhibit", organisation=house.card.id, holders=[house.card.holder])
    with pytest.raises(NotFound):
        load_blob(other, stored[0])


def test_the_same_file_twice_is_two_sealed_files(record, stored):
    store_blob(record, PICTURE)
    assert Blob.objects.values("stored_as").distinct().count() == 2
