"""What the house signs and proves is checked with the code of others: Go's note and tlog."""

import base64
import json
import os
import subprocess
from pathlib import Path

import pytest

from seinhuis.engine.ledger.checkpoint import verifier_key
from seinhuis.engine.ledger.tree import consistency_proof, inclusion_proof, subtrees_of
from tests.engine.ledger.making import OTHER_KEY, VKEY, chain, leaves, note

pytestmark = pytest.mark.tool("go")
ENTRIES = chain(130)
SUBTREES = subtrees_of(leaves(ENTRIES))


@pytest.fixture(scope="module")
def check(tmp_path_factory):
    """Runs the other verifier over many tasks and returns its answers."""
    program = tmp_path_factory.mktemp("go") / "other_verifier"
    source = Path(__file__).with_name("other_verifier.go")
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": ""}
    subprocess.run(["go", "build", "-o", program, source], env=environment, check=True, timeout=300)

    def run(*tasks):
        fed = "\n".join(json.dumps(task) for task in tasks)
        return subprocess.run(
            [program], input=fed, capture_output=True, text=True, check=True
        ).stdout.splitlines()

    return run


def of_entry(index, size, **changes):
    return {
        "Key": str(VKEY),
        "Note": note(ENTRIES, size),
        "Index": index,
        "Entry": _encode(ENTRIES[index]),
        "Path": [_encode(step) for step in inclusion_proof(index, size, SUBTREES)],
    } | changes


def between(old, new, **changes):
    return {
        "Key": str(VKEY),
        "Note": note(ENTRIES, new),
        "OldNote": note(ENTRIES, old),
        "Path": [_encode(step) for step in consistency_proof(old, new, SUBTREES)],
    } | changes


def test_proofs_of_entries_are_accepted(check):
    tasks = [of_entry(index, size) for size in (1, 2, 3, 7, 8, 64, 65, 130) for index in range(0, size, 3)]
    assert set(check(*tasks)) == {"ok"}


def test_proofs_between_checkpoints_are_accepted(check):
    tasks = [between(old, new) for new in (1, 2, 3, 7, 8, 64, 65, 130) for old in range(1, new + 1, 3)]
    assert set(check(*tasks)) == {"ok"}


def test_what_was_tampered_with_is_refused(check):
    good = of_entry(41, 130)
    other = chain(130, actor="somebody-else")
    tasks = [
        of_entry(41, 130, Index=42),
        of_entry(41, 130, Entry=_encode(ENTRIES[41].replace(b"subject-41", b"subject-42"))),
        of_entry(41, 130, Path=good["Path"][::-1]),
        of_entry(41, 130, Path=good["Path"][:-1]),
        of_entry(41, 130, Note=good["Note"].replace("\n130\n", "\n131\n")),
        of_entry(41, 130, Note=note(ENTRIES, 130, OTHER_KEY)),
        of_entry(41, 130, Key=str(verifier_key(OTHER_KEY))),
        between(41, 130, OldNote=note(other, 41)),
        between(41, 130, Note=note(other, 130)),
        between(41, 130, Path=between(42, 130)["Path"]),
    ]
    answers = check(*tasks)
    assert len(answers) == len(tasks)
    assert all(answer.startswith("refused: ") for answer in answers)


def _encode(data):
    return base64.b64encode(data).decode()
