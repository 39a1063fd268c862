"""Whoever appends at the same time, from threads or processes: the chain never forks and nothing is lost."""

import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from seinhuis.desk.journal.api import make_checkpoint, record, record_many
from seinhuis.desk.journal.export import write_export
from seinhuis.desk.journal.models import JournalCheckpoint, JournalEntry, JournalHead
from seinhuis.desk.kernel.contracts import Actor
from seinhuis.engine.ledger.verification import verify_export

pytestmark = pytest.mark.django_db(transaction=True)
ACTOR = Actor("somebody", None)
THREADS, EACH, PROCESSES = 4, 12, 2

# A process of its own, on the database of the tests.
APPENDING = f"""
import sys
import django
from django.conf import settings
from seinhuis.site import settings_test
settings.configure(**{{name: getattr(settings_test, name) for name in dir(settings_test) if name.isupper()}})
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from django.db import transaction
from seinhuis.desk.journal.api import record
from seinhuis.desk.kernel.contracts import Actor
for _ in range({EACH}):
    with transaction.atomic():
        record(actor=Actor("process", None), action="report.read")
"""


def holds(tmp_path, count):
    make_checkpoint()
    write_export(tmp_path / "journal.jsonl")
    verdict = verify_export(io.BytesIO((tmp_path / "journal.jsonl").read_bytes()))
    assert verdict.troubles == ()
    assert verdict.entries == count == JournalHead.objects.get().size


def in_threads(work):
    def run(number):
        try:
            work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(run, range(THREADS)))


def append_some(number):
    for turn in range(EACH):
        with transaction.atomic():
            if turn % 4 == 3:
                record_many(actor=ACTOR, rows=[("report.imported", uuid4()), ("report.imported", uuid4())])
            else:
                record(actor=ACTOR, action="report.read", subject=uuid4())
        if turn % 5 == number:
            make_checkpoint()


def test_threads_that_begin_an_empty_journal_together_make_one_chain(tmp_path):
    assert not JournalHead.objects.exists()
    in_threads(append_some)
    holds(tmp_path, THREADS * (EACH + EACH // 4))


def test_threads_of_which_some_fail_leave_no_gap(tmp_path):
    def half_fails(number):
        for turn in range(EACH):
            try:
                with transaction.atomic():
                    record(actor=ACTOR, action="report.read")
                    if turn % 2:
                        raise ZeroDivisionError
            except ZeroDivisionError:
                continue

    in_threads(half_fails)
    holds(tmp_path, THREADS * EACH // 2)


def test_processes_make_one_chain(tmp_path):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-c", APPENDING, str(connection.settings_dict["NAME"])]
    running = [subprocess.Popen(command, env=environment) for _ in range(PROCESSES)]
    append_some(0)
    assert [process.wait(60) for process in running] == [0] * PROCESSES
    holds(tmp_path, PROCESSES * EACH + EACH + EACH // 4)


def test_one_head_is_signed_once_however_many_sign():
    with transaction.atomic():
        record(actor=ACTOR, action="report.read")
    in_threads(lambda number: make_checkpoint())
    assert JournalCheckpoint.objects.count() == 1
    assert JournalEntry.objects.count() == 1
