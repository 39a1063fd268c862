"""What Spark's workers do to whole groups: rows of one group follow one another, and hold runs of numbers."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy
import pyarrow as pa
from numpy.typing import NDArray

from seinhuis.engine.linkage.frequencies import LEAST
from seinhuis.engine.linkage.spark.batches import SHARE_BITS, resident
from seinhuis.engine.linkage.spark.packing import joined, signed
from seinhuis.engine.linkage.text.near_equal import pairs_in_band

Batches = Iterable[pa.RecordBatch]
FREQUENT = "counter long, texts long"
PAIRS = "pair long"
_HIGH = numpy.uint64(32)
_LOW = numpy.uint64(0xFFFFFFFF)
_AT_ONCE = 1 << 16


@resident
def sum_shares(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The counters of each share that are frequent enough to weigh less."""
    for share, rows in _grouped(batches):
        texts = numpy.zeros(1 << SHARE_BITS, numpy.uint32)
        first = share << SHARE_BITS
        for _, counters, times in rows:
            texts[numpy.frombuffer(counters, numpy.uint32) - first] += numpy.frombuffer(times, numpy.uint32)
        kept = numpy.flatnonzero(texts >= LEAST)
        yield pa.record_batch({"counter": pa.array(kept + first), "texts": pa.array(texts[kept].astype(int))})


@resident
def pair(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The pairs of rows that share a bucket and stand near enough in it, as smaller << 32 | larger."""
    for _, rows in _grouped(batches):
        pairs = _pairs_of(*zip(*rows, strict=True))
        for begin in range(0, pairs.size, _AT_ONCE):
            yield pa.record_batch({"pair": signed(pairs[begin : begin + _AT_ONCE])})


def _pairs_of(_: Any, keys: Any, rows: Any, fingerprints: Any) -> NDArray[numpy.uint64]:
    of_entry = joined(rows, numpy.uint32)
    entries = numpy.arange(of_entry.size, dtype=numpy.uint32)
    pairs = pairs_in_band(joined(keys, numpy.uint64), entries, joined(fingerprints, numpy.uint64))
    one = of_entry[(pairs >> _HIGH).astype(numpy.int64)].astype(numpy.uint64)
    two = of_entry[(pairs & _LOW).astype(numpy.int64)].astype(numpy.uint64)
    # A text has an entry for its signs and one for its words; by chance these meet.
    different = one != two
    found = numpy.minimum(one, two)[different] << _HIGH | numpy.maximum(one, two)[different]
    return numpy.unique(found)


def _grouped(batches: Batches) -> Iterator[tuple[int, Iterator[tuple[Any, ...]]]]:
    """The rows of each group, by their first column."""
    rows = (row for batch in batches for row in zip(*(each.to_pylist() for each in batch), strict=True))
    return groupby(rows, key=itemgetter(0))
