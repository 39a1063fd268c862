"""What is added to a corpus that was linked before: CPU of the run by stages, against reading everything.

SEINHUIS_BENCH_TEXTS says how many texts stand there first (100,000 when it is not set). Then come one, 1,000,
10,000, and a twelfth, as a month comes to a year. What is measured is `seinhuis link`, not adding: phone
numbers are given with the records, so nothing is looked for in the texts.
"""

import datetime
import json
import os
import random
import time
from itertools import pairwise
from unittest.mock import patch

import pyarrow

from bench.planted import plant
from seinhuis.engine.linkage.corpus import Corpus
from seinhuis.engine.linkage.linking import link
from seinhuis.engine.linkage.text import TextIndex

SEED = 20_262
DAY = datetime.date(2026, 11, 24)
NOTHING_TO_FIND = patch("seinhuis.engine.linkage.corpus.texts.extract_all", lambda *arguments: None)


def run(home):
    """Warm up on a small corpus, then measure the index alone, and the whole command."""
    count = int(os.environ.get("SEINHUIS_BENCH_TEXTS", "100000"))
    portions = sorted({1, 1_000, 10_000, count // 12})
    texts = plant(count + 2 * sum(portions), SEED).texts
    _warm_up(home / "warm", texts[:600])
    _measure_index(texts, count, portions)
    _measure_command(home, texts, count, portions)


def _warm_up(folder, texts):
    corpus = _Filled(folder)
    for portion in (texts[:500], texts[500:501], texts[501:]):
        corpus.add(portion)
        corpus.link()
    corpus.link(anew=True)


def _measure_index(texts, count, portions):
    """The median of five for one text; everything at once for comparison."""
    index, column = TextIndex(), pyarrow.array(texts, type=pyarrow.large_string())
    whole = _used(index.add, column[:count])[0]
    print(f"index of {count:,} texts at once: {whole:.2f} s CPU")
    begin = count
    for portion in portions:
        turns = []
        for _ in range(5 if portion == 1 else 1):
            turns.append(_used(index.add, column[begin : begin + portion])[0])
            begin += portion
        print(f"  {portion:,} more: {1000 * sorted(turns)[len(turns) // 2]:.1f} ms CPU")


def _measure_command(home, texts, count, portions):
    corpus = _Filled(home / "grown")
    corpus.add(texts[:count])
    first, _, _ = corpus.link()
    print(f"the first run on {count:,} records: {first:.2f} s CPU")
    begin = count
    for portion in portions:
        corpus.add(texts[begin : begin + portion])
        begin += portion
        grown, how, stages = corpus.link()
        whole, _, all_stages = corpus.link(anew=True)
        print(f"  {portion:,} more: {grown:.2f} s CPU ({how}: {stages})")
        print(f"    everything again {whole:.2f} s, {whole / grown:.1f} times as much ({all_stages})")


class _Filled:
    """A corpus that grows; of each record a phone number is given, one in ten from a small set."""

    def __init__(self, folder):
        folder.mkdir()
        self.folder, self.file = folder / "corpus", folder / "records.jsonl"
        self.random, self.next = random.Random(SEED), 0
        Corpus.create(self.folder)

    def add(self, texts):
        with self.file.open("w") as file:
            for text in texts:
                file.write(json.dumps(self._record(text)) + "\n")
        with NOTHING_TO_FIND:
            Corpus.open(self.folder).add([self.file], source="planted", today=DAY)

    def _record(self, text):
        self.next += 1
        shared = self.random.random() < 0.1
        number = self.random.randrange(2_000 if shared else 10**8)
        return {
            "id": f"{self.random.getrandbits(48):012x}",
            "text": text,
            "time": f"2026-{self.next % 11 + 1:02}-05",
            "identifiers": [f"phone:06{number:08}"],
        }

    def link(self, **how):
        """CPU seconds of a run, whether it built on the last one, and its stages in words."""
        marks = []

        def mark(name):
            marks.append((name, time.process_time()))

        used, linked = _used(link, self.folder, day=DAY, stage=mark, **how)
        mark("")
        stages = ", ".join(f"{name} {end - at:.2f}" for (name, at), (_, end) in pairwise(marks))
        return used, "built on the last run" if linked.anew is None else "all read again", stages


def _used(work, *arguments, **more):
    started = time.process_time()
    result = work(*arguments, **more)
    return time.process_time() - started, result
