import os
import subprocess
import sys
from pathlib import Path

import pytest

from seinhuis.engine.linkage.corpus import manifest
from seinhuis.engine.linkage.corpus.store import Corpus
from tests.engine.linkage.corpus.killing import ADD, DELAYS, REMOVE
from tests.engine.linkage.corpus.making import TODAY, json_lines, record

SAID = '{{"left": "forum:{}", "right": "forum:{}", "verdict": "same", "on": "2026-11-24"}}\n'
BOOK = SAID.format("r00001", "r00003") + SAID.format("r00003", "r00004")
BEFORE = [record(number) for number in range(20)]
NEW = [record(number) for number in range(20, 60)]


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """The folder in which every copy of one corpus was left by a process that was killed."""
    place = tmp_path_factory.mktemp("killed")
    base = Corpus.create(place / "base")
    base.add([json_lines(place / "before.jsonl", BEFORE)], source="forum", today=TODAY)
    (base.folder / "judgements.jsonl").write_text(BOOK)
    (base.folder / "facts.parquet").write_bytes(b"computed")
    json_lines(place / "file.jsonl", NEW)
    root = Path(__file__).parents[4]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(root / "src"), str(root)])}
    command = [sys.executable, "-m", "tests.engine.linkage.corpus.killing", str(place)]
    subprocess.run(command, check=True, env=environment, cwd=root)
    return place


def files_on_disk(folder):
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    return names - {"manifest.json", "writer.lock", "judgements.jsonl", "facts.parquet"}


def state(corpus):
    return (
        corpus.records(["id", "text"]).to_pylist(),
        corpus.mentions().drop_columns(["extractor"]).to_pylist(),
        [hit.record for hit in corpus.lookup("06 1234 5001")],
    )


def both_states(place):
    before, after = Corpus.open(place / "base"), place / "complete"
    if not after.exists():
        corpus = Corpus.create(after)
        for name in ("before.jsonl", "file.jsonl"):
            corpus.add([place / name], source="forum", today=TODAY)
    return state(before), state(Corpus.open(after))


@pytest.mark.parametrize("name", [*ADD, *(f"after-{seconds}" for seconds in DELAYS)])
def test_a_killed_add_leaves_the_corpus_before_or_after(killed, name):
    before, after = both_states(killed)
    corpus = Corpus.open(killed / name)
    assert state(corpus) in (before, after)
    assert files_on_disk(corpus.folder) == manifest.load(corpus.folder).paths
    corpus.add([killed / "file.jsonl"], source="forum", today=TODAY)
    assert state(corpus) == after


@pytest.mark.parametrize("name", REMOVE)
def test_a_killed_remove_leaves_everything_or_nothing(killed, name):
    corpus = Corpus.open(killed / name)
    assert files_on_disk(corpus.folder) == manifest.load(corpus.folder).paths
    gone = name == "remove-before-clearing"
    assert len(corpus.records(["id"])) == (18 if gone else 20)
    book = (corpus.folder / "judgements.jsonl").read_text()
    assert book == (BOOK.splitlines(keepends=True)[1] if gone else BOOK)
    corpus.remove(ids=["forum:r00001", "forum:r00002"], today=TODAY)
    assert (corpus.folder / "judgements.jsonl").read_text() == BOOK.splitlines(keepends=True)[1]
    assert len(corpus.records(["id"])) == 18
