"""What Spark's workers do to batches of one text a row: read, count, sign and compare, all by the kernels."""

import functools
import gc
from collections.abc import Callable, Iterable, Iterator
from typing import Any, ParamSpec

import numpy
import pyarrow as pa
from numpy.typing import NDArray

from seinhuis.engine.linkage.movement import says_moving
from seinhuis.engine.linkage.spark.packing import numbers, pack, signed, unpack, unsigned
from seinhuis.engine.linkage.text.parameters import BANDS, COUNTERS
from seinhuis.engine.linkage.text.reading import read_texts
from seinhuis.engine.linkage.text.tiers import signatures

Batches = Iterable[pa.RecordBatch]
Asked = ParamSpec("Asked")
# `shingles`: those of signs, then those of words, which begin at `words_at`; `fingerprint` 0 without any.
READ = "place long, record string, moving boolean, fingerprint long, words_at long, shingles binary"
SHARES = "share int, counters binary, texts binary"
ENTRIES = "bucket_group long, keys binary, rows binary, fingerprints binary"
LINKS = "left long, right long, similarity float"
SHARE_BITS = 20
_HIGH = numpy.uint64(32)
_KEY_BITS = 64
_MOST_OCTETS = 1 << 27


def resident(run: Callable[Asked, Iterator[pa.RecordBatch]]) -> Callable[Asked, Iterator[pa.RecordBatch]]:
    """The same, with what it loaded set aside from the collection of garbage.

    Spark's worker collects after every task, through all that was ever imported, which takes longer than most
    tasks.
    """

    @functools.wraps(run)
    def running(*asked: Asked.args, **named: Asked.kwargs) -> Iterator[pa.RecordBatch]:
        yield from run(*asked, **named)
        _set_aside(run.__name__)

    return running


@functools.cache
def _set_aside(_: str) -> None:
    """Once for each kind of work in a process: each loads kernels of its own."""
    gc.freeze()


@resident
def read(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The shingles of each text (`place`, `record`, `text`), and whether it has words of movement."""
    for batch in (part for whole in batches for part in _parts(whole)):
        reading = read_texts(batch.column("text"))
        begins = reading.bounds[:, 0]
        edges = numpy.append(begins, reading.shingles.size)
        yield pa.record_batch(
            {
                "place": batch.column("place"),
                "record": batch.column("record"),
                "moving": pa.array(says_moving(batch.column("text"))),
                "fingerprint": signed(reading.fingerprints),
                "words_at": pa.array(reading.bounds[:, 1] - begins),
                "shingles": pack(reading.shingles, edges),
            }
        )


def _parts(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """A batch in halves until each is small: its shingles, eight times the size at worst, are one column."""
    if batch.num_rows <= 1 or batch.nbytes <= _MOST_OCTETS:
        yield batch
        return
    half = batch.num_rows // 2
    yield from _parts(batch.slice(0, half))
    yield from _parts(batch.slice(half))


def _reading(batch: pa.RecordBatch, prefix: str = "") -> tuple[NDArray[Any], NDArray[numpy.int64]]:
    """The shingles of a batch, and their bounds as in `text.reading.Reading`."""
    shingles, edges = unpack(batch.column(f"{prefix}shingles"), numpy.uint64)
    words = edges[:-1] + numbers(batch.column(f"{prefix}words_at"))
    return shingles, numpy.stack([edges[:-1], words, edges[1:]], axis=1)


@resident
def count(batches: Batches) -> Iterator[pa.RecordBatch]:
    """In how many of these texts the shingles of each counter occur, as shares of the counters."""
    from seinhuis.engine.linkage.text.kernels import weighing

    counters = numpy.zeros(COUNTERS, numpy.uint32)
    for batch in batches:
        shingles, bounds = _reading(batch)
        weighing.count_texts(shingles, bounds, numpy.arange(len(bounds)), 1, counters)
    places = numpy.flatnonzero(counters).astype(numpy.uint32)
    shares = numpy.arange(COUNTERS >> SHARE_BITS)
    edges = numpy.append(numpy.searchsorted(places, shares << SHARE_BITS), places.size)
    yield pa.record_batch(
        {
            "share": pa.array(shares.astype(numpy.int32)),
            "counters": pack(places, edges),
            "texts": pack(counters[places], edges),
        }
    )


@resident
def sign(batches: Batches, bits: int) -> Iterator[pa.RecordBatch]:
    """The entries of distinct texts in the buckets: 2^``bits`` groups of whole buckets for each band."""
    for batch in batches:
        shingles, bounds = _reading(batch)
        keys, owners = signatures(shingles, bounds, numpy.arange(len(bounds)))
        rows = numbers(batch.column("row")).astype(numpy.uint32)[owners]
        yield _entries(keys, rows, unsigned(batch.column("fingerprint"))[owners], bits)


def _entries(
    keys: NDArray[numpy.uint64],
    rows: NDArray[numpy.uint32],
    fingerprints: NDArray[numpy.uint64],
    bits: int,
) -> pa.RecordBatch:
    order = numpy.argsort(keys, axis=1)
    keys = numpy.take_along_axis(keys, order, axis=1)
    # The bucket stands in the high bits of a key: a group by the highest never parts one.
    starts = numpy.arange(1 << bits, dtype=numpy.uint64)
    starts = starts << numpy.uint64(_KEY_BITS - bits) if bits else starts
    inner = [numpy.searchsorted(keys[band], starts) + band * rows.size for band in range(BANDS)]
    edges = numpy.append(numpy.concatenate(inner), keys.size)
    return pa.record_batch(
        {
            "bucket_group": pa.array(numpy.arange(BANDS << bits)),
            "keys": pack(keys.ravel(), edges),
            "rows": pack(rows[order].ravel(), edges),
            "fingerprints": pack(fingerprints[order].ravel(), edges),
        }
    )


@resident
def compare(batches: Batches, frequent: Any, least: float) -> Iterator[pa.RecordBatch]:
    """The pairs whose texts are alike (`left`, `right`, and the shingles of both), and how much.

    ``frequent``: broadcast, the counters from which a shingle weighs less, and how many texts have them.
    """
    counters = numpy.zeros(COUNTERS, numpy.uint32)
    places, texts = frequent.value
    counters[places] = texts
    for batch in batches:
        similarities = _similarities(batch, counters)
        alike = similarities >= least
        yield pa.record_batch(
            {
                "left": pa.array(numbers(batch.column("left"))[alike]),
                "right": pa.array(numbers(batch.column("right"))[alike]),
                "similarity": pa.array(similarities[alike].astype(numpy.float32)),
            }
        )


def _similarities(batch: pa.RecordBatch, counters: NDArray[numpy.uint32]) -> NDArray[numpy.float64]:
    from seinhuis.engine.linkage.text.kernels import weighing

    left, left_bounds = _reading(batch, "left_")
    right, right_bounds = _reading(batch, "right_")
    shingles = numpy.concatenate([left, right])
    bounds = numpy.concatenate([left_bounds, right_bounds + left.size])
    count = batch.num_rows
    weights = numpy.empty(shingles.size, numpy.uint8)
    totals = numpy.zeros((2 * count, 2), numpy.int64)
    weighing.weigh_texts(shingles, bounds, numpy.arange(2 * count), counters, weights, totals)
    lefts = numpy.arange(count, dtype=numpy.uint64)
    pairs = lefts << _HIGH | lefts + numpy.uint64(count)
    similarities = numpy.empty(count, numpy.float64)
    weighing.compare_pairs(pairs, shingles, bounds, weights, totals, similarities)
    return similarities
