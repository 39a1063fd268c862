"""A corpus in memory with the questions a run of linking asks, and histories of one."""

import random
from types import SimpleNamespace

import numpy
import pyarrow as pa

from seinhuis.engine.linkage.building import NO_NAMES
from seinhuis.engine.linkage.contracts import Judgement, Memberships, Verdict
from seinhuis.engine.linkage.corpus import judgements
from seinhuis.engine.linkage.state import Made, run, storing
from tests.engine.linkage.corpus.making import TODAY
from tests.engine.linkage.text.samples import WORDS


class Shelf:
    """Records with a text and numbers; those of some come again in files of a later generation."""

    def __init__(self, folder, seed):
        self.folder, self.identity, self.generation = folder, "shelf", 0
        self.random = random.Random(seed)
        self.rows, self.written = {}, {}
        self.next = 0

    def come(self):
        self.generation += 1
        for _ in range(self.random.randint(1, 8)):
            name = f"s:{self.random.getrandbits(32):08x}"
            self.rows[name] = (self._text(), self._numbers())
            self.written[name] = self.generation

    def join(self):
        """Files are joined: what was there is written again."""
        self.generation += 1
        for name in self.random.sample(sorted(self.rows), len(self.rows) // 2):
            self.written[name] = self.generation

    def judge(self):
        ids = [*sorted(self.rows), "s:later"]
        left, right = self.random.sample(ids, 2) if len(ids) > 1 else ("s:later", "s:never")
        verdict = self.random.choice((Verdict.SAME, Verdict.NOT_SAME))
        judgements.judge(self.folder, Judgement(left, right, verdict, "kim", TODAY, "zo gezien"))

    def take_back(self):
        for judgement in judgements.standing(self.folder)[:1]:
            judgements.take_back(self.folder, judgement)

    def _text(self):
        words = [*WORDS[:10], *WORDS[:10]]
        for _ in range(self.random.choice((0, 0, 1, 3, 15))):
            words[self.random.randrange(len(words))] = self.random.choice(WORDS)
        return self.random.choice((" ".join(words), " ".join(words), "kort", None))

    def _numbers(self):
        count = self.random.choice((0, 1, 2))
        return {
            (self.random.choice(("email", "phone")), str(self.random.randint(1, 20))) for _ in range(count)
        }

    def records(self, names, *, since=0):
        chosen = sorted(name for name in self.rows if self.written[name] > since)
        return pa.table(
            {
                "record": pa.array(chosen, pa.string()),
                "text": pa.array([self.rows[name][0] for name in chosen], pa.string()),
            }
        )

    def stats(self):
        return SimpleNamespace(records=len(self.rows))

    def mentioned(self, records, *, since=0):
        found = [
            (row, *number)
            for row, name in enumerate(records.to_pylist())
            if self.written[name] > since
            for number in sorted(self.rows[name][1])
        ]
        columns = list(zip(*found, strict=True)) or [()] * 3
        schema = pa.schema([("row", pa.int64()), ("kind", pa.string()), ("canonical", pa.string())])
        arrays = [pa.array(each, kind) for each, kind in zip(columns, schema.types, strict=True)]
        return pa.table(arrays, schema)

    def memberships(self):
        table = self.mentioned(self.records(())["record"].combine_chunks())
        pairs = list(zip(table["kind"].to_pylist(), table["canonical"].to_pylist(), strict=True))
        known = {pair: place for place, pair in enumerate(sorted(set(pairs)))}
        kinds, canonicals = [pair[0] for pair in known], [pair[1] for pair in known]
        named = pa.table(
            {"kind": pa.array(kinds, pa.string()), "canonical": pa.array(canonicals, pa.string())}
        )
        numbers = numpy.array([known[pair] for pair in pairs], numpy.int64)
        return Memberships(table["row"].to_numpy(), numbers), named

    def run(self, *, anew=False):
        """One run from what was kept (or anew), and keep what it gives."""
        made = Made(self.identity, self.generation, 0.25)
        done = run(self, made, previous=NO_NAMES, anew=anew, stage=lambda stage: None)
        if not anew:
            storing.save(self.folder, done.state)
        return done
