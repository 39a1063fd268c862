"""Near-equal text on planted data with an unseen seed: precision, recall, speed; four peers beside it.

SEINHUIS_BENCH_TEXTS says how many texts our own generator writes (20,000 when it is not set);
SEINHUIS_BENCH_PLANTED names a Parquet file to take instead, with the columns `text` and `tp` (the template
after which a text was written: the truth); SEINHUIS_BENCH_PEERS names the peers, with commas (all when it is
not set; empty: none). The peers are put into an environment of their own by pip; one that cannot be had is
said, and the others go on.
"""

import json
import os
import sys
import time

from bench.environments import environment, output
from bench.planted import plant
from seinhuis.engine.linkage.text import DEFAULT_DIFFERENCE

PEERS = ("rensa", "gaoya", "duckdb", "datasketch")
READER = ("pyarrow", "numpy")  # with which all of them get the texts
SEED = 20_261
# Two copies of a template that each had 15 % of their words changed differ in 1 - 0.85² of them.
WIDER = 0.28
# InfoShield has no licence and is in no index. Measured once, two cores, 20,000 texts of the shared
# generator, its code as published but for one word that today's numpy no longer knows.
RECORDED_INFOSHIELD = 51


def run(home):
    """Plant, link with ours and each peer in a process of its own, and print a line for each."""
    file = home / "planted.parquet"
    _write(file)
    ours = _ours(file, DEFAULT_DIFFERENCE)
    if ours is None:
        return
    wider = _ours(file, WIDER)
    results = {}
    python, peers = _environment(home / "peers")
    for peer in peers:
        results[peer] = _measure(python, "-m", "bench.near_text_peers", peer, file)
        _print(peer, results[peer], ours)
    best = max((each["recall"], peer) for peer, each in [*results.items(), ("none", _NOTHING)] if each)
    if results and wider:
        print(
            f"recall beside the best peer ({best[1]}, {best[0]:.4f}): {ours['recall'] - best[0]:+.4f}, "
            f"at {WIDER} {wider['recall'] - best[0]:+.4f}"
        )
    print(
        f"InfoShield, recorded earlier and not run here: {RECORDED_INFOSHIELD} texts per CPU second; "
        f"ours is {_speed(ours) / RECORDED_INFOSHIELD:.0f} times as fast"
    )


_NOTHING = {"recall": 0.0}


def _ours(file, difference):
    result = _measure(sys.executable, "-m", "bench.near_text", file, difference)
    if result is not None:
        print(f"seinhuis, of the words {difference:.0%} may differ: {_words(result)}")
    return result


def _write(file):
    """The texts in one column and their templates in another, in one piece."""
    import pyarrow
    import pyarrow.parquet

    given = os.environ.get("SEINHUIS_BENCH_PLANTED")
    if given:
        table = pyarrow.parquet.read_table(given, columns=["text", "tp"])
        texts, templates = table["text"], table["tp"]
    else:
        planted = plant(int(os.environ.get("SEINHUIS_BENCH_TEXTS", "20000")), SEED)
        texts, templates = planted.texts, planted.templates
    schema = pyarrow.schema([("text", pyarrow.large_string()), ("template", pyarrow.int64())])
    table = pyarrow.table({"text": texts, "template": templates}).cast(schema)
    pyarrow.parquet.write_table(table, file, row_group_size=table.num_rows)


def _environment(folder):
    """The Python that has the peers, and those that could be installed."""
    wanted = os.environ.get("SEINHUIS_BENCH_PEERS", ",".join(PEERS))
    names = [name for name in wanted.split(",") if name]
    if not names:
        return None, []
    python, found = environment(folder, READER, names)
    if len(found) < len(names):
        missing = ", ".join(name for name in names if name not in found)
        print(f"Cannot be installed here and left out: {missing}.")
    return python, found


def _measure(*command):
    printed = output(command)
    return json.loads(printed) if printed else None


def _speed(result):
    return result["texts"] / result["cpu"]


def _words(result):
    return (
        f"{result['texts']} texts, precision {result['precision']:.5f}, recall {result['recall']:.4f}, "
        f"pair F1 {result['f1']:.4f}, biggest cluster {result['biggest']}, "
        f"{_speed(result):.0f} texts per CPU second, {result['memory']:.0f} MB"
    )


def _print(name, result, ours):
    if result is None:
        return
    print(
        f"{name}: {_words(result)}; ours is {_speed(ours) / _speed(result):.1f} times as fast, "
        f"with {ours['recall'] - result['recall']:+.4f} recall"
    )


def _main(name, difference):
    import pyarrow.parquet

    from bench.near_text_peers import peak, report
    from seinhuis.engine.linkage.text import near_equal

    planted = pyarrow.parquet.read_table(name)
    texts = planted["text"].combine_chunks()
    near_equal(texts[:1000])  # compile, or load what was compiled
    started = time.process_time()
    links = near_equal(texts, difference=float(difference))
    used, memory = time.process_time() - started, peak()
    pairs = zip(links.left.tolist(), links.right.tolist(), strict=True)
    print(json.dumps(report(planted["template"].to_pylist(), pairs, used, memory)))


if __name__ == "__main__":
    _main(*sys.argv[1:])
