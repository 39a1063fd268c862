"""Entries are appended inside the transaction they describe, in one chain, and stay as they are."""

import datetime
import hashlib
import io
from contextlib import suppress
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from seinhuis.desk.journal.api import make_checkpoint, record, record_many
from seinhuis.desk.journal.export import write_export
from seinhuis.desk.journal.keys import public_key
from seinhuis.desk.journal.models import (
    AppendOnlyError,
    JournalCheckpoint,
    JournalEntry,
    JournalHead,
    JournalStamp,
    JournalTile,
)
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Actor, reporter_of, system_for
from seinhuis.engine.ledger.checkpoint import open_checkpoint
from seinhuis.engine.ledger.entries import parse_entry
from seinhuis.engine.ledger.errors import MalformedEntry
from seinhuis.engine.ledger.tree import leaf_hash, root_of
from seinhuis.engine.ledger.verification import verify_export

ORGANISATION = UUID(int=7)
ACTOR = Actor(str(UUID(int=1)), ORGANISATION)

TABLES = ("journal_journalentry", "journal_journalcheckpoint", "journal_journaltile", "journal_journalstamp")

pytestmark = pytest.mark.django_db


def read(index):
    return parse_entry(JournalEntry.objects.get(pk=index).canonical)


def test_an_entry_says_who_did_what_to_which_thing_on_which_ground():
    subject = uuid4()
    committed = hashlib.sha256(b"x").hexdigest()
    record(actor=ACTOR, action="report.closed", subject=subject, ground="resolved", commitment=committed)
    entry = read(0)
    assert (entry.actor, entry.organisation, entry.action) == (ACTOR.id, str(ORGANISATION), "report.closed")
    assert (entry.subject, entry.ground, entry.commitment) == (str(subject), "resolved", committed)
    assert entry.day == clock.today().isoformat()
    assert datetime.datetime.fromisoformat(entry.time).tzinfo is not None


def test_of_a_reporter_only_the_day_is_kept():
    record(actor=reporter_of(ORGANISATION), action="report.received", subject=uuid4())
    assert read(0).time is None


def test_each_entry_carries_the_hash_of_the_one_before():
    for _ in range(3):
        record(actor=ACTOR, action="report.read", subject=uuid4())
    rows = list(JournalEntry.objects.order_by("index"))
    assert [row.index for row in rows] == [0, 1, 2]
    assert all(row.leaf_hash == leaf_hash(row.canonical) for row in rows)
    assert [parse_entry(row.canonical).previous for row in rows[1:]] == [row.leaf_hash for row in rows[:-1]]
    head = JournalHead.objects.get()
    assert (head.size, head.last_hash) == (3, rows[2].leaf_hash)


def test_many_entries_at_once_make_the_same_chain():
    assert record_many(actor=ACTOR, rows=[("report.imported", uuid4()) for _ in range(40)]) == 40
    record(actor=ACTOR, action="report.read", subject=uuid4())
    rows = list(JournalEntry.objects.order_by("index").values_list("leaf_hash", flat=True))
    make_checkpoint()
    assert open_checkpoint(JournalCheckpoint.objects.get().note, public_key()).root == root_of(rows)


def test_typed_text_does_not_get_in():
    with pytest.raises(MalformedEntry), transaction.atomic():
        record(actor=ACTOR, action="report.closed", subject=uuid4(), ground="the neighbour called again")
    assert not JournalEntry.objects.exists()


def test_an_entry_goes_with_the_transaction_that_fails():
    record(actor=ACTOR, action="report.read")
    with suppress(ZeroDivisionError), transaction.atomic():
        record(actor=ACTOR, action="report.read")
        raise ZeroDivisionError
    record(actor=ACTOR, action="report.asked")
    assert [read(index).action for index in range(2)] == ["report.read", "report.asked"]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded():
    with pytest.raises(RuntimeError):
        record(actor=ACTOR, action="report.read")
    with pytest.raises(RuntimeError):
        record_many(actor=ACTOR, rows=[("report.read", uuid4())])


def test_rows_are_never_changed_or_removed_by_code():
    record(actor=ACTOR, action="report.read")
    make_checkpoint()
    for model in (JournalEntry, JournalCheckpoint):
        row = model.objects.get()
        for change in (row.save, row.delete, model.objects.all().delete):
            with pytest.raises(AppendOnlyError):
                change()
        with pytest.raises(AppendOnlyError):
            model.objects.update(pk=5)
        with pytest.raises(AppendOnlyError):
            model.objects.bulk_update([row], ["pk"])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_journalentry SET actor = 'nobody'",
        "UPDATE journal_journalcheckpoint SET size = 5",
        "UPDATE journal_journaltile SET number = 5",
        "UPDATE journal_journalstamp SET size = 5",
    ],
)
def test_the_database_refuses_a_change(statement):
    _one_of_each()
    refused(statement)


def test_a_head_is_signed_once():
    assert make_checkpoint() is None
    record(actor=ACTOR, action="report.read")
    assert make_checkpoint() == 1
    assert make_checkpoint() is None
    record(actor=system_for(None), action="journal.exported")
    assert make_checkpoint() == 2
    sizes = [
        open_checkpoint(row.note, public_key()).size for row in JournalCheckpoint.objects.order_by("size")
    ]
    assert sizes == [1, 2]


def test_what_is_deleted_by_hand_is_refused_or_found(tmp_path):
    record_many(actor=ACTOR, rows=[("report.read", uuid4()) for _ in range(9)])
    _others()
    if connection.vendor == "postgresql":
        for table in TABLES:
            refused(f"DELETE FROM {table}")
        return
    run('DELETE FROM journal_journalentry WHERE "index" = 4')
    write_export(tmp_path / "journal.jsonl")
    verdict = verify_export(io.BytesIO((tmp_path / "journal.jsonl").read_bytes()))
    assert [(trouble.code, trouble.entry) for trouble in verdict.troubles] == [("missing", 4)]


def refused(statement):
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        run(statement)


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _one_of_each():
    record(actor=ACTOR, action="report.read")
    _others()


def _others():
    make_checkpoint()
    JournalTile.objects.create(number=0, root=bytes(32))
    JournalStamp.objects.create(size=1, response=b"stamp", moment=clock.now())
