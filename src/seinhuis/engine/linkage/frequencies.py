"""How often the shingles of the texts occur, kept with a build: so its similarities can be computed again.

Only counts from which on a shingle weighs less are kept; every other weighs as much as a rare one.
"""

from pathlib import Path
from typing import Any

import numpy
import pyarrow as pa

from seinhuis.engine.linkage.text.parameters import COUNTERS, WEIGHT_STEPS

FREQUENCIES = "frequencies.parquet"
LEAST = WEIGHT_STEPS[0]


def frequencies_table(counters: Any) -> pa.Table:
    """The counters that matter, as a table of `counter` and `texts`."""
    kept = numpy.flatnonzero(counters >= LEAST)
    return pa.table({"counter": pa.array(kept, pa.int64()), "texts": pa.array(counters[kept], pa.uint32())})


def read_frequencies(folder: Path) -> Any:
    """The counters of the last build, as an array."""
    import pyarrow.parquet as pq

    table = pq.read_table(folder / FREQUENCIES)
    counters = numpy.zeros(COUNTERS, dtype=numpy.uint32)
    counters[table["counter"].to_numpy()] = table["texts"].to_numpy()
    return counters
