"""Near-equal text on Spark: repeats, frequencies, buckets, candidates, and each pair compared."""

from dataclasses import dataclass
from functools import partial
from math import ceil, log2
from typing import Any

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.spark import batches, frames, groups
from seinhuis.engine.linkage.spark.packing import numbers

_RECORDS_IN_PARTITION = 20_000
_ENTRIES_IN_GROUP = 1_000_000
_HALF = 32
Frequent = tuple[NDArray[numpy.int64], NDArray[numpy.uint32]]


@dataclass(frozen=True)
class Sizes:
    """In how many parts the work is cut; ``bits``: 2^bits groups of buckets for each band."""

    cores: int
    partitions: int
    bits: int

    @classmethod
    def of(cls, records: int, cores: int) -> "Sizes":
        """Parts small enough for a worker's memory, and one at least for each core."""
        bits = ceil(log2(max(1, records / _ENTRIES_IN_GROUP)))
        return cls(cores, max(cores, ceil(records / _RECORDS_IN_PARTITION)), bits)


def repeated(texts: Any) -> tuple[Any, Any]:
    """Each `row` with the one `before` it with the same shingles, none for the first; the firsts alone.

    A fingerprint is 0 where there are no shingles.
    """
    from pyspark.sql import Window, functions

    said = texts.where("fingerprint <> 0").drop("record")
    same = Window.partitionBy("fingerprint").orderBy("row")
    before = functions.lag("row").over(same)
    chains = frames.keep(said.select("row", "fingerprint").withColumn("before", before))
    firsts = chains.where("before is null").select("row").hint("shuffle_hash")
    return chains, frames.keep(said.join(firsts, "row", "left_semi"))


def weighed(distinct: Any) -> Frequent:
    """The counters that are frequent enough to weigh less, and in how many texts they occur."""
    shares = distinct.select("words_at", "shingles").mapInArrow(batches.count, batches.SHARES)
    summed = _together(shares, "share").mapInArrow(groups.sum_shares, groups.FREQUENT).toArrow()
    return numbers(summed["counter"]), numbers(summed["texts"]).astype(numpy.uint32)


def text_pairs(distinct: Any, frequent: Frequent, least: float, sizes: Sizes) -> Any:
    """The pairs of distinct texts that are alike: `left`, `right`, `similarity`."""
    from pyspark.sql import functions

    entries = distinct.mapInArrow(partial(batches.sign, bits=sizes.bits), batches.ENTRIES)
    pairs = _together(entries, "bucket_group").mapInArrow(groups.pair, groups.PAIRS).distinct()
    pair = functions.col("pair")
    ends = pairs.select(
        functions.shiftrightunsigned(pair, _HALF).alias("left"),
        pair.bitwiseAND(functions.lit((1 << _HALF) - 1)).alias("right"),
    )
    both = ends.join(_end(distinct, "left"), "left").join(_end(distinct, "right"), "right")
    told = distinct.sparkSession.sparkContext.broadcast(frequent)
    return both.mapInArrow(partial(batches.compare, frequent=told, least=least), batches.LINKS)


def _end(distinct: Any, side: str) -> Any:
    """The texts as one end of a pair; looked up by row, so that nobody sorts pairs with their shingles."""
    named = distinct.selectExpr(
        f"row as {side}", f"words_at as {side}_words_at", f"shingles as {side}_shingles"
    )
    return named.hint("shuffle_hash")


def _together(frame: Any, group: str) -> Any:
    """All rows of a group in one partition, one after the other."""
    return frame.repartition(group).sortWithinPartitions(group)
