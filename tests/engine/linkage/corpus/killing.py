"""Adds to and removes from copies of a corpus in processes that are killed (SIGKILL) at a named moment.

Run as a program with the folder that holds `base` and `file.jsonl`; makes one copy for each moment. Each
process is a fork of this one, so that the imports are paid once.
"""

import os
import shutil
import signal
import sys
import time
from pathlib import Path
from unittest.mock import patch

import duckdb
import pyarrow.compute
import pyarrow.parquet

from seinhuis.engine.linkage.corpus import adding, clusters, manifest, parts, removing, texts
from seinhuis.engine.linkage.corpus import folder as disk
from seinhuis.engine.linkage.corpus.index import maintaining
from seinhuis.engine.linkage.corpus.staging import Stage
from seinhuis.engine.linkage.corpus.store import Corpus
from tests.engine.linkage.corpus.making import TODAY

ADD = {
    "while-reading": (Stage, "_keep"),
    "before-extracting": (texts, "extract_all"),
    "before-writing": (parts, "write"),
    "before-counting": (parts, "counted"),
    "before-index": (maintaining, "build"),
    "before-sync": (disk, "sync_all"),
    "before-manifest": (manifest, "save"),
    "manifest-half-written": (Path, "rename"),
    "before-clearing": (manifest, "clear_leftovers", 2),
}
REMOVE = {
    "remove-before-writing": (parts, "write"),
    "remove-before-index": (maintaining, "build"),
    "remove-before-sync": (disk, "sync_all"),
    "remove-before-forgetting": (clusters, "forget"),
    "remove-before-manifest": (manifest, "save"),
    "remove-before-clearing": (manifest, "clear_leftovers", 2),
}
DELAYS = (0.05, 0.12, 0.2)


def dying(real, turn):
    """The function, but at the given turn the process ends without any tidying up."""
    turns = iter(range(1, turn + 1))

    def call(*arguments, **more):
        if next(turns) == turn:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **more)

    return call


def add(folder, file):
    Corpus(folder).add([file], source="forum", today=TODAY)


def remove(folder, file):
    Corpus(folder).remove(ids=["forum:r00001", "forum:r00002"], today=TODAY)


def killed(work, folder, file, place):
    child = os.fork()
    if child == 0:
        owner, name, *turn = place
        with patch.object(owner, name, dying(getattr(owner, name), *turn or [1])):
            work(folder, file)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def killed_after(seconds, folder, file):
    child = os.fork()
    if child == 0:
        add(folder, file)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def main(place):
    file = place / "file.jsonl"
    for work, moments in ((add, ADD), (remove, REMOVE)):
        for name, where in moments.items():
            shutil.copytree(place / "base", place / name)
            if not killed(work, place / name, file, where):
                return f"{name}: was not killed"
    for seconds in DELAYS:
        shutil.copytree(place / "base", place / f"after-{seconds}")
        killed_after(seconds, place / f"after-{seconds}", file)
    return 0


# Loaded before the forks, without any of their threads.
LOADED = (adding, removing, duckdb, pyarrow.compute, pyarrow.parquet)

if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
