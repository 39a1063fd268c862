"""Near-equal text on planted data with an unseen seed: precision, recall, speed; two peers beside it.

SEINHUIS_BENCH_TEXTS says how many texts (20,000 when it is not set). The peers are put into an environment of
their own by pip; where that cannot be, this says so and goes on without them.
"""

import json
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

from bench.planted import plant

PEERS = ("datasketch", "rensa")
SEED = 20_261
_PROGRAM = Path(__file__).with_name("near_text_peers.py")


def run(home):
    """Plant, link with ours and each peer in a process of its own, and print a line for each."""
    count = int(os.environ.get("SEINHUIS_BENCH_TEXTS", "20000"))
    file = home / "planted.json"
    planted = plant(count, SEED)
    file.write_text(json.dumps({"texts": planted.texts, "templates": planted.templates}))
    ours = _measure([sys.executable, "-m", "bench.near_text", str(file)])
    _print("seinhuis", ours, ours)
    python = _environment(home / "peers")
    for peer in PEERS if python else ():
        _print(peer, _measure([str(python), str(_PROGRAM), peer, str(file)]), ours)


def _environment(folder):
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    done = subprocess.run([python, "-m", "pip", "install", "-q", *PEERS], capture_output=True, text=True)
    if done.returncode:
        print("datasketch and rensa cannot be installed here, so there is nothing to compare with.")
        return None
    return python


def _measure(command):
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    if done.returncode:
        return None
    return json.loads(done.stdout)


def _print(name, result, ours):
    if result is None:
        print(f"{name}: did not finish")
        return
    speed = result["texts"] / result["cpu"]
    print(
        f"{name}: {result['texts']} texts, precision {result['precision']:.5f}, "
        f"recall {result['recall']:.4f}, pair F1 {result['f1']:.4f}, biggest cluster {result['biggest']}, "
        f"{speed:.0f} texts per CPU second, {result['memory']:.0f} MB; "
        f"ours is {ours['texts'] / ours['cpu'] / speed:.1f} times as fast, "
        f"with {ours['recall'] - result['recall']:+.3f} recall"
    )


def _main(name):
    import pyarrow

    from bench.near_text_peers import report
    from seinhuis.engine.linkage.text import near_equal

    planted = json.loads(Path(name).read_text())
    texts = pyarrow.array(planted["texts"], type=pyarrow.large_string())
    near_equal(texts[:1000])  # compile, or load what was compiled
    started = time.process_time()
    links = near_equal(texts)
    pairs = zip(links.left.tolist(), links.right.tolist(), strict=True)
    print(json.dumps(report(planted["templates"], pairs, time.process_time() - started)))


if __name__ == "__main__":
    _main(sys.argv[1])
