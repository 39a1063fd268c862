"""The whole way from JSON lines to clusters: what `corpus add` and `link` do, stage by stage.

SEINHUIS_BENCH_TEXTS says how many texts (20,000 when it is not set); nothing is extrapolated. The aim is a
million in at most 150 s by the clock on two cores that have nothing else to do, in at most 4 GB.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

from bench.planted import plant
from bench.processes import measure

SEED = 20_262
SOURCE = "planted"
_HERE = [sys.executable, "-m", "bench.whole"]


def run(home):
    """Plant, add, link; what each stage and both together used."""
    count = int(os.environ.get("SEINHUIS_BENCH_TEXTS", "20000"))
    file = home / "planted.jsonl"
    write_lines(file, lines(count))
    warm_up(home)
    used = []
    for verb in ("add", "link"):
        each = measure(verb, home / "corpus", file, command=_HERE)
        if each.code:
            raise RuntimeError(f"{verb} ended with code {each.code}")
        used.append(each)
        print(each.out, end="")
        print(f"{verb}, whole: {_said(each.cpu, each.wall, each.largest)}, {_together(each)}")
    cpu, wall = sum(each.cpu for each in used), sum(each.wall for each in used)
    largest, most = max(each.largest for each in used), max(used, key=lambda each: each.together)
    print(f"{count} texts: {count / cpu:.0f} a CPU second, {_said(cpu, wall, largest)}, {_together(most)}")


def _together(used):
    return f"{used.together:.0f} MB in all processes at one moment"


def lines(count):
    """Planted texts as records, over a year."""
    for number, text in enumerate(plant(count, SEED).texts):
        day = f"2025-{number % 12 + 1:02}-{number % 28 + 1:02}"
        yield json.dumps({"id": f"r{number}", "text": text, "time": day})


def write_lines(file, of):
    """One line each."""
    with file.open("w", encoding="utf-8") as out:
        out.writelines(f"{line}\n" for line in of)


def warm_up(home):
    """Link something small, so that nothing measured holds the compiling that happens once in a house."""
    file, corpus = home / "small.jsonl", home / "small"
    write_lines(file, lines(50))
    measure("corpus", "add", file, "--source", SOURCE, "--corpus", corpus)
    measure("link", "--corpus", corpus)


class _Stages:
    """Prints what each stage used, its children included, when the next one begins."""

    def __init__(self):
        self._name, self._before = "start", (0.0, time.perf_counter())

    def enter(self, name):
        if name != self._name:
            cpu, wall = _used(), time.perf_counter()
            print(f"  {self._name:<12} {_said(cpu - self._before[0], wall - self._before[1], _peak())}")
            self._name, self._before = name, (cpu, wall)


def _used():
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def _peak():
    """The most memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _said(cpu, wall, memory):
    return f"{cpu:8.2f} s CPU {wall:8.2f} s by the clock, at most {memory:5.0f} MB"


def _main(verb, folder, file):
    from seinhuis.engine.linkage.corpus import Corpus
    from seinhuis.engine.linkage.linking import link

    stages = _Stages()
    if verb == "add":
        Corpus.create(folder).add(
            [file], source=SOURCE, progress=lambda stage, done, total: stages.enter(stage)
        )
    else:
        linked = link(Path(folder), stage=stages.enter)
        print(f"  {linked.links} links, {linked.clusters} clusters, the largest of {linked.largest}")
    stages.enter("end")


if __name__ == "__main__":
    _main(*sys.argv[1:])
