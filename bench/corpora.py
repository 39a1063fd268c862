"""A corpus of planted texts, straight on disk: what finding identifiers costs is measured elsewhere."""

import os
from pathlib import Path

import numpy
import pyarrow as pa
import pyarrow.parquet as pq

from bench.planted import plant
from seinhuis.engine.linkage.corpus import Corpus, manifest, parts
from seinhuis.engine.linkage.corpus import folder as disk
from seinhuis.engine.linkage.corpus.columns import MENTIONS, STORED_RECORDS

SOURCE, MONTHS, PHONES = "planted", 12, 3


def planted(count, seed):
    """(texts, templates): of the Parquet file named in SEINHUIS_BENCH_PLANTED (`text`, `tp`), or made."""
    named = os.environ.get("SEINHUIS_BENCH_PLANTED")
    if named:
        table = pq.read_table(Path(named), columns=["text", "tp"])
        return table["text"].combine_chunks().cast(pa.large_string()), table["tp"].to_numpy()
    made = plant(count, seed)
    return pa.array(made.texts, pa.large_string()), numpy.array(made.templates)


def write(folder, texts, templates):
    """A corpus of these texts; each mentions one of a few invented phone numbers of its template."""
    Corpus.create(folder)
    number = numpy.arange(len(texts))
    records = pa.array([f"{SOURCE}:{each}" for each in number.tolist()])
    months = pa.array([f"2026-{each % MONTHS + 1:02}" for each in number.tolist()])
    phones = pa.array(
        [f"+316{template * PHONES + place % PHONES:08}" for place, template in enumerate(templates.tolist())]
    )
    held = {"record": records, "text": texts, "source": pa.array([SOURCE] * len(texts)), "month": months}
    found = {**held, "kind": pa.array(["phone"] * len(texts)), "canonical": phones, "linking": phones}
    before = manifest.load(folder)
    after = manifest.Manifest(
        before.corpus,
        before.generation + 1,
        _written(folder, disk.RECORDS, held, STORED_RECORDS),
        _written(folder, disk.MENTIONS, found, MENTIONS),
    )
    manifest.save(folder, after)


def _written(folder, kind, columns, schema):
    size = len(columns["record"])
    arrays = [
        columns[each.name].cast(each.type) if each.name in columns else pa.nulls(size, each.type)
        for each in schema
    ]
    table = pa.table(arrays, schema).sort_by([("month", "ascending"), ("record", "ascending")])
    return parts.write(folder, kind, SOURCE, 1, table.to_batches(max_chunksize=20_000))
