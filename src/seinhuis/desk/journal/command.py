"""`seinhuis journal`: the verbs that need the database."""

import argparse
import sys
from pathlib import Path
from typing import Any

from seinhuis.engine.ledger.command import add_verb


def add_verbs(verbs: Any) -> None:
    """Add the desk's verbs to those of the ledger."""
    export = add_verb(
        verbs,
        "export",
        "Sign the head and write the whole journal to a file, for whoever checks it.",
        "export journal.jsonl",
        _export,
    )
    export.add_argument("file", type=Path)
    checkpoint = add_verb(
        verbs,
        "checkpoint",
        "Sign the head if it has grown and print the newest checkpoint, for outsiders to keep.",
        "checkpoint > kept-checkpoint.txt",
        _checkpoint,
    )
    key = add_verb(
        verbs,
        "key",
        "Print the verifier key, for whoever checks exports, proofs and checkpoints.",
        "key > journal.vkey",
        _key,
    )
    for verb in (export, checkpoint, key):
        verb.set_defaults(needs_house=True)


def _export(arguments: argparse.Namespace) -> int:
    from django.db import transaction

    from seinhuis.desk.journal.actions import make_checkpoint, record
    from seinhuis.desk.journal.export import write_export
    from seinhuis.desk.kernel.contracts import system_for

    if not arguments.file.parent.is_dir() or arguments.file.is_dir():
        print("seinhuis: the export needs the name of a file in a directory that is there.", file=sys.stderr)
        return 2
    with transaction.atomic():
        record(actor=system_for(None), action="journal.exported")
    make_checkpoint()
    count = write_export(arguments.file)
    print(f"{count} entries written. Whoever checks them needs the file and the key: seinhuis journal key.")
    return 0


def _checkpoint(arguments: argparse.Namespace) -> int:
    from seinhuis.desk.journal.actions import make_checkpoint
    from seinhuis.desk.journal.export import newest_checkpoint

    make_checkpoint()
    sys.stdout.write(newest_checkpoint().note)
    return 0


def _key(arguments: argparse.Namespace) -> int:
    from seinhuis.desk.journal.keys import public_key

    print(public_key())
    return 0
