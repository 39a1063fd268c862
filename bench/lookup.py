"""Looking up an identifier among ten million with twenty million mentions: warm, and as a command."""

import random
import statistics
import subprocess
import sys
import time

from seinhuis.engine.linkage.corpus import Corpus, engine, manifest
from seinhuis.engine.linkage.corpus.index.building import build

IDENTIFIERS = 10_000_000
QUESTIONS = 5_000
# One, two or three records each, two on average; the multiplier spreads them over all records.
PAIRS = """
select 'phone:+31' || (610000000 + number) as key,
    'forum:r' || ((number * 2654435761 + turn * 97) % 12000000) as value
from range($identifiers) numbers(number), range(3) turns(turn)
where turn <= number % 3 order by key, value
"""
COMMAND = """
import argparse, sys
from seinhuis.engine.linkage.corpus import command
parser = argparse.ArgumentParser()
command.add_parser(parser.add_subparsers(required=True))
chosen = parser.parse_args()
sys.exit(chosen.run(chosen))
"""


def run(home):
    """Build the index, then ask it for numbers as people write them."""
    corpus = Corpus.create(home / "corpus")
    started = time.process_time()
    _build(corpus)
    used = time.process_time() - started
    print(f"{IDENTIFIERS} identifiers: index of {_size(corpus):.0f} MB in {used:.0f} s CPU")
    rng = random.Random(1)
    numbers = [rng.randrange(IDENTIFIERS) for _ in range(QUESTIONS)]
    opened = time.perf_counter()
    corpus.lookup(_written(numbers[0]))
    print(f"first answer after opening: {1000 * (time.perf_counter() - opened):.1f} ms")
    _ask("first time, pages cold or not", corpus, numbers)
    _ask("warm", corpus, numbers)
    _command(corpus, numbers[:7])


def _build(corpus):
    spill = corpus.folder / "building"
    with engine.connect(spill) as connection:
        pairs = engine.table(connection, PAIRS, {"identifiers": IDENTIFIERS})
    path = corpus.folder / "index" / "00000001.index"
    build(path, pairs)
    segment = manifest.Segment("index/00000001.index", len(pairs))
    manifest.save(corpus.folder, manifest.Manifest(corpus.identity, 1, segments=(segment,)))


def _written(number):
    digits = f"{610_000_000 + number}"
    return f"0{digits[0]} {digits[1:5]} {digits[5:]}"


def _ask(name, corpus, numbers):
    times = []
    for number in numbers:
        value = _written(number)
        started = time.perf_counter()
        hits = corpus.lookup(value)
        times.append(1000 * (time.perf_counter() - started))
        if len(hits) != number % 3 + 1:
            raise AssertionError(f"{len(hits)} records where there are {number % 3 + 1}")
    cut = statistics.quantiles(times, n=100)
    print(f"{name}: p50 {cut[49]:.3f} ms, p95 {cut[94]:.3f} ms, p99 {cut[98]:.3f} ms (aim: p99 at most 5 ms)")


def _command(corpus, numbers):
    times = []
    for number in numbers:
        arguments = ["lookup", _written(number), "--corpus", str(corpus.folder)]
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", COMMAND, *arguments], check=True, stdout=subprocess.DEVNULL)
        times.append(1000 * (time.perf_counter() - started))
    print(f"as a whole process: median {statistics.median(times):.0f} ms (aim: at most 400 ms)")


def _size(corpus):
    return sum(path.stat().st_size for path in (corpus.folder / "index").iterdir()) / 1e6
