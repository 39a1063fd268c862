"""The stages of linking as Spark runs them; each gives what the embedded engine gives."""

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Memberships, TextLinks
from seinhuis.engine.linkage.corpus.linking import LINKING
from seinhuis.engine.linkage.corpus.manifest import Manifest
from seinhuis.engine.linkage.spark import batches, frames
from seinhuis.engine.linkage.spark.packing import numbers
from seinhuis.engine.linkage.spark.pairing import Sizes, repeated, text_pairs, weighed
from seinhuis.engine.linkage.text.parameters import COUNTERS, least_similarity


class SparkEngine:
    """An `engines.Engine` on a corpus as a manifest names it."""

    def __init__(self, spark: Any, folder: Path, held: Manifest, sizes: Sizes | None = None) -> None:
        """``sizes``: in how many parts the work is cut, which changes no result; by the number of records."""
        records, cores = sum(part.rows for part in held.records), spark.sparkContext.defaultParallelism
        self._spark, self._folder, self._held = spark, folder, held
        self._sizes = sizes or Sizes.of(records, cores)
        spark.conf.set("spark.sql.shuffle.partitions", self._sizes.partitions)

    @cached_property
    def _texts(self) -> Any:
        """`row`, `record`, and what was read of each text."""
        read = frames.read_parts(self._spark, self._folder, self._held.records, "record string, text string")
        placed = frames.placed(read, ["record"], self._sizes.partitions)
        kept = frames.keep(placed.select("place", "record", "text").mapInArrow(batches.read, batches.READ))
        return frames.numbered(kept, "row")

    def records(self) -> tuple[str, ...]:
        """The ids of all records, ordered by their bytes in UTF-8."""
        return tuple(self._by_row("record").to_pylist())

    def moving(self) -> NDArray[numpy.bool_]:
        """Which records have words of movement."""
        return numpy.asarray(self._by_row("moving").to_numpy())

    def _by_row(self, name: str) -> Any:
        return self._texts.select("row", name).toArrow().sort_by("row")[name]

    def text_links(self, difference: float) -> tuple[TextLinks, Any]:
        """The links between near-equal texts, and those frequencies that matter."""
        least = least_similarity(difference)
        chains, distinct = repeated(self._texts)
        frequent = weighed(distinct)
        links = text_pairs(distinct, frequent, least, self._sizes).toArrow()
        chained = chains.where("before is not null").select("before", "row").toArrow()
        distinct.unpersist()
        chains.unpersist()
        counters = numpy.zeros(COUNTERS, numpy.uint32)
        counters[frequent[0]] = frequent[1]
        return _sorted(links, chained), counters

    def memberships(self) -> tuple[Memberships, Any]:
        """Which row mentions which identifier, and the identifiers ordered by kind and canonical form."""
        mentions = self._mentions()
        identifiers = frames.placed(
            mentions.drop("record").distinct(), ["kind", "linking"], self._sizes.cores
        )
        numbered = frames.numbered(frames.keep(identifiers), "identifier")
        rows = self._texts.select("row", "record")
        pairs = mentions.join(numbered, ["kind", "linking"]).join(rows, "record")
        found = pairs.select("row", "identifier").distinct().toArrow()
        row, identifier = numbers(found["row"]), numbers(found["identifier"])
        order = numpy.lexsort((identifier, row))
        table = numbered.toArrow().sort_by("identifier")
        named = table.select(["kind", "linking"]).rename_columns(["kind", "canonical"])
        return Memberships(row[order], identifier[order]), named

    def _mentions(self) -> Any:
        schema = "record string, kind string, linking string"
        mentions = frames.read_parts(self._spark, self._folder, self._held.mentions, schema)
        linking = mentions["kind"].isin(sorted(map(str, LINKING)))
        return mentions.where(linking & mentions["linking"].isNotNull())


def _sorted(links: Any, chained: Any) -> TextLinks:
    left = numpy.concatenate([numbers(links["left"]), numbers(chained["before"])])
    right = numpy.concatenate([numbers(links["right"]), numbers(chained["row"])])
    alike = links["similarity"].to_numpy().astype(numpy.float32)
    similarity = numpy.concatenate([alike, numpy.ones(chained.num_rows, numpy.float32)])
    order = numpy.lexsort((right, left))
    return TextLinks(left[order], right[order], similarity[order])
