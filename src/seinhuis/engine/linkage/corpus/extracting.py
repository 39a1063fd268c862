"""Identifiers of many texts, each text once, in as many processes as there are cores.

The processes are plain children that speak Arrow over their pipes: they end by themselves when the parent is
killed, and they do not run the caller's script again, as other ways of sharing out work do.
"""

import hashlib
import importlib.metadata
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

from seinhuis.engine import identifiers
from seinhuis.engine.identifiers import Memory
from seinhuis.engine.linkage.corpus import columns, linking
from seinhuis.engine.linkage.corpus.errors import ExtractionFailed

BATCH = 500  # texts that go to a process at a time
_WORTH_PROCESSES = 1500  # fewer texts are ready before the processes would have started
# What is kept from one batch to the next. A corpus is public material.
_MEMORY = Memory()
_linking = lru_cache(maxsize=10_000)(linking.linking)
_LIBRARIES = ("phonenumbers", "tldextract", "python-stdnum")


def extractor_version() -> str:
    """Names the rules exactly: equal for equal code, word lists and versions of the libraries behind them."""
    digest = hashlib.sha256()
    room = Path(identifiers.__file__).parent
    own = [Path(linking.__file__), linking.GENERAL_SITES]
    for path in [*sorted([*room.rglob("*.py"), *room.rglob("*.txt")]), *own]:
        digest.update(path.name.encode() + b"\x00" + path.read_bytes() + b"\x00")
    for name in _LIBRARIES:
        digest.update(f"{name} {importlib.metadata.version(name)}\n".encode())
    return f"identifiers {digest.hexdigest()[:16]}"


def find_in(batch: Any) -> Any:
    """What is found in a batch with the columns of `columns.TEXTS`, as one with those of FOUND_IN_TEXT."""
    import pyarrow as pa

    rows: list[tuple[Any, ...]] = []
    hashes, texts = (column.to_pylist() for column in batch.columns)
    for text_hash, found in zip(hashes, linking.found_in_each(texts, _MEMORY), strict=True):
        for kind, canonical, (_, _, start, end, obfuscated, confidence) in found:
            form = _linking(kind, canonical)
            rows.append((text_hash, kind, canonical, form, start, end, obfuscated, confidence))
    values = list(zip(*rows, strict=True)) or [()] * len(columns.FOUND_IN_TEXT)
    arrays = [pa.array(each, kind) for each, kind in zip(values, columns.FOUND_IN_TEXT.types, strict=True)]
    return pa.record_batch(arrays, schema=columns.FOUND_IN_TEXT)


def extract_all(
    batches: Iterable[Any], texts: int, write: Callable[[Any], None], done: Callable[[int], None]
) -> None:
    """Find in all batches; ``write`` gets each result, ``done`` the number of texts that are ready.

    Results come in no certain order. Raises ExtractionFailed.
    """
    processes = min(os.cpu_count() or 1, texts // _WORTH_PROCESSES + 1)
    shared = _Shared(iter(batches), write, done)
    if processes == 1:
        for batch in shared.batches():
            shared.finish(find_in(batch), batch.num_rows)
        return
    with ThreadPoolExecutor(processes) as pool:
        futures = [pool.submit(_lead_one, shared) for _ in range(processes)]
        try:
            for future in futures:
                future.result()
        except BaseException:
            shared.fail()  # or the others would work on, and Ctrl-C would wait for them
            raise


class _Shared:
    """What the threads share: the batches that are left, and where results go; one at a time."""

    def __init__(
        self, batches: Iterator[Any], write: Callable[[Any], None], done: Callable[[int], None]
    ) -> None:
        self._batches, self._write, self._done = batches, write, done
        self._lock = threading.Lock()
        self._ready = 0
        self._failed = False

    def batches(self) -> Iterator[Any]:
        """The batches that nobody has taken yet, until somebody fails."""
        while True:
            with self._lock:
                batch = None if self._failed else next(self._batches, None)
            if batch is None:
                return
            yield batch

    def finish(self, found: Any, texts: int) -> None:
        """Hand in what was found in a batch."""
        with self._lock:
            self._write(found)
            self._ready += texts
            self._done(self._ready)

    def fail(self) -> None:
        """Let the others stop."""
        with self._lock:
            self._failed = True


def _lead_one(shared: _Shared) -> None:
    """Start one process and give it batches until none is left."""
    import pyarrow as pa

    command = [sys.executable, "-m", "seinhuis.engine.linkage.corpus.extraction_process"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        ) as process:
            _exchange(process, shared)
        if process.returncode:
            raise ExtractionFailed(f"A process that finds identifiers ended with code {process.returncode}.")
    except (pa.ArrowException, OSError, StopIteration) as error:
        raise ExtractionFailed("A process that finds identifiers stopped; nothing was added.") from error


def _exchange(process: subprocess.Popen[bytes], shared: _Shared) -> None:
    import pyarrow as pa

    reader: Any = None
    with pa.ipc.new_stream(process.stdin, columns.TEXTS) as writer:
        for batch in shared.batches():
            writer.write_batch(batch)
            process.stdin.flush()  # type: ignore[union-attr]  # it is a pipe, as asked for
            reader = reader or pa.ipc.open_stream(process.stdout)
            shared.finish(reader.read_next_batch(), batch.num_rows)
    process.stdin.close()  # type: ignore[union-attr]
    if reader is not None:
        reader.read_all()  # to the end, or the process could not write its last bytes
