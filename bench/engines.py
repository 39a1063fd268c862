"""Both engines of `seinhuis link` on one corpus: what each costs, where they differ, how right they are.

SEINHUIS_BENCH_TEXTS says how many planted texts (20,000 when it is not set); SEINHUIS_BENCH_PLANTED names a
Parquet file of them instead (`text`, `tp`). Two engines may agree on a wrong answer, so precision and recall
of the text links stand beside the number of rows that differ. CPU and memory are those of the whole family
of processes: Java, and the Python workers that Spark starts.
"""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy

TABLES = ("links", "clusters", "hubs", "facts", "frequencies")
SEED = 20_262
_TICKS = os.sysconf("SC_CLK_TCK")
_EVERY = 0.5


def run(home):
    """Write a corpus, link it by both, and print a line for each and one for the two."""
    from bench import corpora

    count = int(os.environ.get("SEINHUIS_BENCH_TEXTS", "20000"))
    texts, templates = corpora.planted(count, SEED)
    corpora.write(home / "corpus", texts, templates)
    from seinhuis.engine.linkage.spark import available

    names = ("duckdb", "spark") if available() else ("duckdb",)
    results = {name: _measure(name, home) for name in names}
    for name, result in results.items():
        _print(name, len(texts), result, _judged(home / name, templates))
    if "spark" in results:
        ours, spark = results["duckdb"]["whole"], results["spark"]["whole"]
        start = results["spark"]["start"]["cpu"]
        print(
            f"spark costs {spark['cpu'] / ours['cpu']:.1f} times the CPU and "
            f"{spark['wall'] / ours['wall']:.1f} times the time of one process; {start:.1f} s of it to start"
        )
        print(f"rows that differ: {_differing(home)}")
    else:
        print("PySpark or Java is not here, so there is nothing to compare with.")


def _measure(name, home):
    command = [sys.executable, "-m", "bench.engines", name, str(home / "corpus"), str(home / name)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    if done.returncode:
        sys.exit(f"{name} did not finish: {done.stderr.strip().splitlines()[-1]}")
    return json.loads(done.stdout)


def _print(name, count, result, judged):
    whole = result["whole"]
    stages = ", ".join(
        f"{stage} {used['cpu']:.1f}" for stage, used in result.items() if stage not in ("whole", "memory")
    )
    print(
        f"{name}: {count} texts, {whole['cpu']:.1f} s CPU, {whole['wall']:.1f} s, {result['memory']:.0f} MB; "
        f"CPU by stage: {stages}; texts alone: precision {judged[0]:.5f}, recall {judged[1]:.4f}"
    )


def _differing(home):
    import pyarrow.parquet as pq

    differing = 0
    for table in TABLES:
        one, two = (pq.read_table(home / name / f"{table}.parquet") for name in ("duckdb", "spark"))
        differing += abs(one.num_rows - two.num_rows)
        shortest = min(one.num_rows, two.num_rows)
        if not one.slice(0, shortest).equals(two.slice(0, shortest)):
            differing += sum(
                left != right
                for left, right in zip(
                    one.slice(0, shortest).to_pylist(), two.slice(0, shortest).to_pylist(), strict=True
                )
            )
    return differing


def _judged(folder, templates):
    """Precision and recall of pairs in one component of the text links, against the planted templates."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from seinhuis.engine.linkage.graph import components

    links = pq.read_table(folder / "links.parquet", filters=[("kind", "==", "text")])
    ends = (
        pc.cast(pc.replace_substring(links[side], "planted:", ""), "int64").to_numpy()
        for side in ("left", "right")
    )
    labels = components(len(templates), *ends)
    _, both = numpy.unique(numpy.stack([labels, templates]), axis=1, return_counts=True)
    right, found, truth = (_pairs(each) for each in (both, numpy.bincount(labels), numpy.bincount(templates)))
    return right / max(1, found), right / max(1, truth)


def _pairs(sizes):
    sizes = sizes.astype(numpy.int64)
    return int((sizes * (sizes - 1) // 2).sum())


class Family:
    """What this process and all that come of it have used: CPU seconds, and most memory at once."""

    def __init__(self):
        self.memory, self._cpu, self._looking, self._running = 0.0, {}, 0.0, True
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self):
        while self._running:
            self.look()
            self._looking = time.thread_time()
            time.sleep(_EVERY)

    def look(self):
        """CPU seconds until now."""
        living = _family(os.getpid())
        self.memory = max(self.memory, sum(_own_memory(pid) for pid in living))
        # By process, so that those that have gone still count. One that lived shorter than a look is missed.
        self._cpu.update({pid: int(stat[11]) + int(stat[12]) for pid, stat in living.items()})
        return sum(self._cpu.values()) / _TICKS - self._looking

    def stop(self):
        """The highest sum of memory, in MB."""
        self._running = False
        self._thread.join()
        return self.memory


def _family(root):
    stats = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stats[int(entry.name)] = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
    family, size = {root}, 0
    while len(family) > size:
        size = len(family)
        family |= {pid for pid, stat in stats.items() if int(stat[1]) in family}
    return {pid: stats[pid] for pid in family if pid in stats}


def _own_memory(pid):
    """Megabytes that are its own share: what processes have in common is counted once."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def _main(name, corpus, out):
    import pyarrow as pa

    from seinhuis.engine.linkage.linking import link
    from seinhuis.engine.linkage.text import near_equal

    near_equal(pa.array(["compile, or load what was compiled, before the clock runs"] * 2))
    family, used = Family(), {}
    last = {"stage": "start", "cpu": family.look(), "wall": time.perf_counter()}
    first = dict(last)

    def stage(then):
        cpu, wall = family.look(), time.perf_counter()
        used[last["stage"]] = {"cpu": cpu - last["cpu"], "wall": wall - last["wall"]}
        last.update(stage=then, cpu=cpu, wall=wall)

    link(corpus, out=out, stage=stage, engine=name)
    stage("end")
    used["whole"] = {"cpu": last["cpu"] - first["cpu"], "wall": last["wall"] - first["wall"]}
    used["memory"] = family.stop()
    print(json.dumps(used))


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
