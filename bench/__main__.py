"""Run the benchmarks named, or all: `python -m bench [NAME ...]`."""

import importlib
import os
import sys
import tempfile
from pathlib import Path

NAMES = (
    *("identifiers", "phones", "receive", "import", "queue", "package"),
    *("near_text", "truth_sets", "real_links", "graph", "growth", "lookup", "engines", "estimates"),
    *("whole", "bad_input"),
)
MODULES = {"import": "importing"}


def main(names):
    """Run each in turn in a home of its own; nothing here passes or fails by the clock."""
    for name in names or NAMES:
        if name not in NAMES:
            print(f"There is no benchmark {name}; there are: {', '.join(NAMES)}.", file=sys.stderr)
            return 2
    for name in names or NAMES:
        with tempfile.TemporaryDirectory(prefix="seinhuis-bench-") as home:
            os.environ["SEINHUIS_HOME"] = home
            print(f"\n== {name}", flush=True)
            importlib.import_module(f"bench.{MODULES.get(name, name)}").run(Path(home))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
