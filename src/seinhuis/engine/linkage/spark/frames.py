"""The files of a corpus as Spark's data frames, and the numbers of rows in a stated order."""

import re
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from seinhuis.engine.linkage.corpus import manifest, parts
from seinhuis.engine.linkage.corpus.manifest import Part

# monotonically_increasing_id: the partition stands above these bits, the place in it below.
_PLACE_BITS = 33
_PATTERN = re.compile(r"[\\*?\[\]{}]")


def read_parts(spark: Any, folder: Path, held: Sequence[Part], schema: str) -> Any:
    """These columns of some parts of a corpus. Raises CorpusDamaged when one is not there."""
    paths = parts.files(folder, held)
    if not all(path.exists() for path in paths):
        raise manifest.damaged(folder)
    if not paths:
        return spark.createDataFrame([], schema)
    # What the folders are called (source=..., month=...) is no column: the files hold both themselves.
    reader = spark.read.schema(schema).option("recursiveFileLookup", "true")
    return reader.parquet(*map(_named, paths))


def _named(path: Path) -> str:
    """A path as Spark takes it: nothing escaped as in an address, but for the signs of its patterns."""
    return "file://" + _PATTERN.sub(r"\\\g<0>", str(path.absolute()))


def placed(frame: Any, by: Sequence[str], partitions: int) -> Any:
    """The frame in one order over all partitions, with the `place` of each row; strings by their octets.

    A place is found once: keep the frame before it is used more than once.
    """
    from pyspark.sql import functions

    ordered = frame.repartitionByRange(partitions, *by).sortWithinPartitions(*by)
    return ordered.withColumn("place", functions.monotonically_increasing_id())


def numbered(kept: Any, name: str) -> Any:
    """Rows with a `place` by their number from 0 on, without a gap between partitions."""
    from pyspark.sql import functions

    partition = functions.shiftright("place", _PLACE_BITS)
    counts = dict(kept.groupBy(partition.alias("partition")).count().collect())
    sizes = [counts.get(each, 0) for each in range(max(counts, default=0) + 1)]
    offsets = functions.lit([0, *accumulate(sizes)]).cast("array<bigint>")
    place = functions.col("place").bitwiseAND(functions.lit((1 << _PLACE_BITS) - 1))
    return kept.withColumn(name, functions.get(offsets, partition.cast("int")) + place).drop("place")


def keep(frame: Any) -> Any:
    """Compute once and keep on the disks of whoever computed it."""
    from pyspark import StorageLevel

    return frame.persist(StorageLevel.DISK_ONLY)
