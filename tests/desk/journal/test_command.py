"""`seinhuis journal export | checkpoint | key` on the database, and what they write holds."""

import tracemalloc
from uuid import uuid4

import pytest

from seinhuis.desk.journal.api import record, record_many
from seinhuis.desk.journal.keys import public_key
from seinhuis.desk.journal.models import JournalCheckpoint, JournalEntry
from seinhuis.desk.kernel.contracts import Actor
from seinhuis.engine.ledger.checkpoint import open_checkpoint, parse_verifier_key
from seinhuis.engine.ledger.entries import parse_entry
from seinhuis.site.command_line import main

pytestmark = pytest.mark.django_db
ACTOR = Actor("somebody", None)


def journal(capsys, *arguments):
    code = main(["journal", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_an_export_holds_and_says_that_it_was_made(capsys, tmp_path):
    record_many(actor=ACTOR, rows=[("report.imported", uuid4()) for _ in range(300)])
    export = tmp_path / "journal.jsonl"
    assert journal(capsys, "export", export)[0] == 0
    code, said, _ = journal(capsys, "verify", export, "--key", public_key())
    assert code == 0, said
    assert "HOLDS: 301 entries under 1 checkpoints" in said
    assert parse_entry(JournalEntry.objects.get(pk=300).canonical).action == "journal.exported"
    assert [path.name for path in tmp_path.iterdir()] == ["journal.jsonl"]


def test_a_later_export_continues_an_earlier_checkpoint(capsys, tmp_path):
    record(actor=ACTOR, action="report.read")
    kept = tmp_path / "kept.txt"
    kept.write_text(journal(capsys, "checkpoint")[1])
    record(actor=ACTOR, action="report.read")
    assert journal(capsys, "export", tmp_path / "journal.jsonl")[0] == 0
    code, said, _ = journal(capsys, "verify", tmp_path / "journal.jsonl", "--against", kept)
    assert code == 0, said
    code, proof, _ = journal(capsys, "prove", tmp_path / "journal.jsonl", "--since", 1)
    (tmp_path / "continues.txt").write_text(proof)
    arguments = ("check-proof", tmp_path / "continues.txt", "--key", public_key(), "--against", kept)
    assert journal(capsys, *arguments)[0] == 0


def test_the_checkpoint_and_the_key_are_printed_bare(capsys):
    record(actor=ACTOR, action="report.read")
    code, note, _ = journal(capsys, "checkpoint")
    assert (code, open_checkpoint(note, public_key()).size) == (0, 1)
    assert journal(capsys, "checkpoint")[1] == note
    assert JournalCheckpoint.objects.count() == 1
    code, key, _ = journal(capsys, "key")
    assert (code, parse_verifier_key(key)) == (0, public_key())


def test_an_empty_journal_has_no_checkpoint(capsys):
    code, said, wrong = journal(capsys, "checkpoint")
    assert (code, said) == (1, "")
    assert "empty" in wrong


def test_an_export_that_cannot_be_written_is_wrong_usage(capsys, tmp_path):
    assert journal(capsys, "export", tmp_path / "absent" / "journal.jsonl")[0] == 2
    assert journal(capsys, "export", tmp_path)[0] == 2


def test_an_export_that_fails_leaves_the_older_one(capsys, tmp_path, monkeypatch):
    record(actor=ACTOR, action="report.read")
    export = tmp_path / "journal.jsonl"
    assert journal(capsys, "export", export)[0] == 0
    before = export.read_bytes()
    monkeypatch.setattr("os.fsync", _full_disk)
    code, _, troubles = journal(capsys, "export", export)
    assert code == 1
    assert "No space" in troubles
    assert export.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["journal.jsonl"]


def test_memory_does_not_grow_with_the_journal(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("seinhuis.desk.journal.export.CHUNK", 100)
    peaks = []
    for count in (500, 2000):
        record_many(actor=ACTOR, rows=[("report.imported", uuid4()) for _ in range(count)])
        tracemalloc.start()
        assert journal(capsys, "export", tmp_path / "journal.jsonl")[0] == 0
        assert journal(capsys, "verify", tmp_path / "journal.jsonl")[0] == 0
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5


def _full_disk(descriptor):
    raise OSError(28, "No space left on device")
