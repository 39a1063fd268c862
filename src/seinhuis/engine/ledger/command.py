"""`seinhuis journal`: the verbs that need only files. Exit codes: 0 holds, 1 does not hold, 2 wrong usage."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from seinhuis.engine.ledger import proofs, proving
from seinhuis.engine.ledger.checkpoint import Checkpoint, VerifierKey, parse_verifier_key
from seinhuis.engine.ledger.entries import Entry
from seinhuis.engine.ledger.errors import LedgerError, MalformedNote
from seinhuis.engine.ledger.verification import Verdict, verify_export

Run = Callable[[argparse.Namespace], int]
WRONG_USAGE = 2


class _WrongUsage(Exception):
    """An argument cannot be used as it is."""


def add_parser(verbs: Any) -> Any:
    """Add `journal` and return its own subparsers: the desk adds the verbs that need the database."""
    text = "Check and prove what a journal says, without the house."
    parser: argparse.ArgumentParser = verbs.add_parser("journal", help=text, description=text)
    inner = parser.add_subparsers(metavar="VERB", required=True)
    _add_verify(inner)
    _add_prove(inner)
    _add_check_proof(inner)
    return inner


def add_verb(verbs: Any, name: str, help_text: str, example: str, run: Run) -> argparse.ArgumentParser:
    """Add one verb with its help and an example."""
    parser: argparse.ArgumentParser = verbs.add_parser(
        name, help=help_text, description=help_text, epilog=f"Example: seinhuis journal {example}"
    )
    parser.set_defaults(run=run)
    return parser


def _add_verify(verbs: Any) -> None:
    verify = add_verb(
        verbs,
        "verify",
        "Check an export: every entry, the chain, the tree, every signature.",
        "verify journal.jsonl --key journal.vkey --against kept-checkpoint.txt",
        _guarded(_verify),
    )
    verify.add_argument("export", type=Path)
    _add_key(verify, required=False)
    verify.add_argument(
        "--against",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a checkpoint that you kept: what it signed must still be there; may be given more than once",
    )
    verify.add_argument("--json", action="store_true", help="print the verdict as JSON")


def _add_prove(verbs: Any) -> None:
    prove = add_verb(
        verbs,
        "prove",
        "Check an export and print a proof from it: of one entry, or that it continues an older checkpoint.",
        "prove journal.jsonl 1234 > entry-1234.tlog-proof",
        _guarded(_prove),
    )
    prove.add_argument("export", type=Path)
    what = prove.add_mutually_exclusive_group(required=True)
    what.add_argument("index", type=int, nargs="?", help="the number of the entry to prove")
    what.add_argument(
        "--since", type=int, metavar="SIZE", help="the number of entries of the older checkpoint"
    )
    _add_key(prove, required=False)


def _add_check_proof(verbs: Any) -> None:
    check = add_verb(
        verbs,
        "check-proof",
        "Check a proof: of one entry, or with --against that a newer checkpoint continues the one you kept.",
        "check-proof entry-1234.tlog-proof --key journal.vkey",
        _guarded(_check_proof),
    )
    check.add_argument("proof", type=Path)
    _add_key(check, required=True)
    check.add_argument("--against", type=Path, metavar="FILE", help="the older checkpoint that you kept")


def _add_key(parser: argparse.ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--key",
        required=required,
        metavar="VKEY",
        help="the verifier key (name+hash+base64), or a file that holds it",
    )


def _guarded(run: Run) -> Run:
    def guarded(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except LedgerError as error:
            print(f"DOES NOT HOLD: {error}", file=sys.stderr)
            return 1
        except OSError as error:
            print(f"seinhuis: {error.filename}: {error.strerror}", file=sys.stderr)
        except (_WrongUsage, LookupError) as error:
            print(f"seinhuis: {error}", file=sys.stderr)
        return WRONG_USAGE

    return guarded


def _verify(arguments: argparse.Namespace) -> int:
    kept = [_text(path) for path in arguments.against]
    with arguments.export.open("rb") as file:
        verdict = verify_export(file, key=_key(arguments), kept=kept)
    print(_as_json(verdict) if arguments.json else _as_text(verdict, len(kept)))
    return 0 if verdict.holds else 1


def _prove(arguments: argparse.Namespace) -> int:
    key = _key(arguments)
    if arguments.since is None:
        sys.stdout.write(proving.prove_entry(arguments.export, arguments.index, key=key))
    else:
        sys.stdout.write(proving.prove_continuation(arguments.export, arguments.since, key=key))
    return 0


def _check_proof(arguments: argparse.Namespace) -> int:
    key, text = _key(arguments), _text(arguments.proof)
    if key is None:
        raise _WrongUsage("a proof is checked with the verifier key: --key VKEY.")
    if proofs.is_inclusion(text):
        print(_proved_entry(*proofs.check_inclusion(text, key)))
        return 0
    if arguments.against is None:
        raise _WrongUsage("this is a proof between two checkpoints; give the older one with --against FILE.")
    old, new = proofs.check_consistency(text, _text(arguments.against), key)
    print(f"HOLDS: the checkpoint over {new.size} entries continues the one over {old.size} unchanged.")
    return 0


def _key(arguments: argparse.Namespace) -> VerifierKey | None:
    if arguments.key is None:
        return None
    path = Path(arguments.key)
    try:
        return parse_verifier_key(_text(path) if path.is_file() else arguments.key)
    except MalformedNote as error:
        raise _WrongUsage(f"--key: {error}") from None


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        raise MalformedNote(f"{path} is not text.") from None


def _as_json(verdict: Verdict) -> str:
    return json.dumps(
        {
            "holds": verdict.holds,
            "entries": verdict.entries,
            "checkpoints": verdict.checkpoints,
            "key": None if verdict.key is None else str(verdict.key),
            "key_from_export": verdict.key_from_export,
            "newest_checkpoint": verdict.newest_note,
            "troubles": [asdict(trouble) for trouble in verdict.troubles],
            "unnamed_troubles": verdict.unnamed,
        },
        indent=1,
        ensure_ascii=False,
    )


def _as_text(verdict: Verdict, kept: int) -> str:
    lines = [_trust(verdict)]
    for trouble in verdict.troubles:
        place = "" if trouble.line is None else f"line {trouble.line}: "
        lines.append(f"WRONG: {place}{trouble.text}")
    if verdict.unnamed:
        lines.append(f"WRONG: and {verdict.unnamed} more.")
    lines.append(_conclusion(verdict, kept))
    return "\n".join(lines)


def _trust(verdict: Verdict) -> str:
    if not verdict.key_from_export:
        return f"Checked with the key that you gave: {verdict.key}"
    found = "" if verdict.key is None else f": {verdict.key}"
    return (
        f"Without --key this trusts the key in the export itself{found}\n"
        "Compare that key with the one that the house gave you earlier, or give it with --key."
    )


def _conclusion(verdict: Verdict, kept: int) -> str:
    if not verdict.holds:
        return "DOES NOT HOLD."
    said = (
        f"HOLDS: {verdict.entries} entries under {verdict.checkpoints} checkpoints, unchanged and in order."
    )
    return f"{said} What {kept} kept checkpoint(s) signed is still there." if kept else said


def _proved_entry(entry: Entry, checkpoint: Checkpoint) -> str:
    facts = [(name, value) for name, value in vars(entry).items() if name != "previous" and value is not None]
    said = [f"HOLDS: entry {entry.index} is one of the {checkpoint.size} entries of {checkpoint.origin}."]
    return "\n".join(said + [f"  {name}: {value}" for name, value in facts])
