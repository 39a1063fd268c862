"""The files of a build: `links.parquet`, `hubs.parquet`, `facts.parquet` and, last, `clusters.parquet`.

Each is replaced whole, and names in its metadata the state of the corpus and the rules it was made with.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy
import pyarrow as pa
import pyarrow.parquet as pq

from seinhuis.engine.linkage.building import Build, without_hubs
from seinhuis.engine.linkage.contracts import Memberships, Rows
from seinhuis.engine.linkage.corpus import folder as disk
from seinhuis.engine.linkage.graph import rarity
from seinhuis.engine.linkage.text import KERNEL_VERSION

RULE_IDENTIFIER = "same-identifier-1"
RULE_PERSON = "judged"
TEXT, PERSON = "text", "person"

# One row a link. `left` < `right` are record ids. `kind`: a kind of identifier, `text` or `person`; `value`:
# the identifier in its linking form, or the verdict. An identifier in n records gives n - 1 rows, from its
# first record to each other. `weight`: rarity of the identifier or similarity of the texts. `glues`: both
# ends are in one cluster.
LINKS = pa.schema(
    [
        ("left", pa.string()),
        ("right", pa.string()),
        ("kind", pa.string()),
        ("value", pa.string()),
        ("weight", pa.float64()),
        ("rule", pa.string()),
        ("glues", pa.bool_()),
    ]
)
# One row a record.
CLUSTERS = pa.schema([("record", pa.string()), ("cluster", pa.string())])
# One row an identifier that is shared by many and does not glue.
HUBS = pa.schema(
    [
        ("kind", pa.string()),
        ("value", pa.string()),
        ("records", pa.int64()),
        ("groups", pa.int64()),
        ("reason", pa.string()),
    ]
)


def links_table(build: Build) -> pa.Table:
    """Every link of a build, ordered by left, right, kind and value."""
    parts = [_identifier_links(build), _text_links(build), _judgements(build)]
    # Rows are in the order of the ids, and numbers are sorted and moved at a fraction of what ids cost.
    ordered = pa.concat_tables(parts).sort_by([(name, "ascending") for name in LINKS.names[:4]])
    records = pa.array(build.records, pa.string())
    named = [records.take(ordered[name].combine_chunks()) for name in ("left", "right")]
    return pa.table([*named, *ordered.columns[2:]], LINKS)


def clusters_table(build: Build) -> pa.Table:
    """The cluster of each record, ordered by record."""
    return pa.table([pa.array(build.records, pa.string()), pa.array(build.named.ids, pa.string())], CLUSTERS)


def hubs_table(build: Build) -> pa.Table:
    """The identifiers that do not glue, those of most records first."""
    hubs = sorted(build.clustering.hubs, key=lambda hub: (-hub.records, hub.identifier))
    places = pa.array([hub.identifier for hub in hubs], pa.int64())
    named = build.identifiers.take(places)
    counts = [[getattr(hub, name) for hub in hubs] for name in ("records", "components", "reason")]
    return pa.table([named["kind"], named["canonical"], *counts], HUBS)


def write(folder: Path, tables: dict[str, pa.Table], said: dict[str, Any]) -> None:
    """Write the files in the order given; ``said`` becomes their metadata."""
    for name, table in tables.items():
        new = folder / f"{name}.parquet.new"
        metadata = {b"seinhuis": json.dumps(said, sort_keys=True).encode()}
        pq.write_table(table.replace_schema_metadata(metadata), new, compression="zstd")
        disk.sync(new)
        new.rename(folder / f"{name}.parquet")
    disk.sync(folder)


def said_of(build: Build, generation: int) -> dict[str, Any]:
    """What a file says about how it was made."""
    return {
        "generation": generation,
        "difference": build.difference,
        "text_rule": KERNEL_VERSION,
        "identifier_rule": RULE_IDENTIFIER,
        "hub_rules": asdict(build.clustering.rules),
    }


def read_said(path: Path) -> dict[str, Any]:
    """What a file says about how it was made; nothing when it is none of ours."""
    metadata = pq.read_schema(path).metadata or {}
    said: dict[str, Any] = json.loads(metadata.get(b"seinhuis", b"{}"))
    return said


def _identifier_links(build: Build) -> pa.Table:
    shared = without_hubs(build)
    first, other, identifier, records = _stars(shared)
    named = build.identifiers.take(pa.array(identifier))
    return _table(build, first, other, named["kind"], named["canonical"], rarity(records), RULE_IDENTIFIER)


def _stars(shared: Memberships) -> tuple[Rows, Rows, Rows, Rows]:
    """(first row, other row, identifier, number of records) for each identifier in more than one record."""
    order = numpy.lexsort((shared.row, shared.identifier))
    row, identifier = shared.row[order], shared.identifier[order]
    starts = numpy.flatnonzero(numpy.diff(identifier, prepend=-1))
    count = numpy.diff(starts, append=identifier.size)
    other = numpy.ones(identifier.size, numpy.bool_)
    other[starts] = False
    return (
        numpy.repeat(row[starts], count - 1),
        row[other],
        identifier[other],
        numpy.repeat(count, count - 1),
    )


def _text_links(build: Build) -> pa.Table:
    links = build.graph.text_links
    size = links.left.size
    kind, value = pa.repeat(pa.scalar(TEXT, pa.string()), size), pa.nulls(size, pa.string())
    return _table(build, links.left, links.right, kind, value, links.similarity, KERNEL_VERSION)


def _judgements(build: Build) -> pa.Table:
    judged = build.graph.judged
    left, right = numpy.minimum(judged.left, judged.right), numpy.maximum(judged.left, judged.right)
    value = pa.array(["same" if same else "not-same" for same in judged.same.tolist()], pa.string())
    kind = pa.array([PERSON] * left.size, pa.string())
    return _table(build, left, right, kind, value, numpy.full(left.size, numpy.nan), RULE_PERSON)


def _table(build: Build, left: Rows, right: Rows, kind: Any, value: Any, weight: Any, rule: str) -> pa.Table:
    """Links of one rule, with rows for `left` and `right`."""
    label = build.clustering.label
    columns = [
        pa.array(left, pa.int64()),
        pa.array(right, pa.int64()),
        kind,
        value,
        pa.array(weight, pa.float64(), mask=numpy.isnan(weight)),
        pa.repeat(pa.scalar(rule, pa.string()), left.size),
        pa.array(label[left] == label[right]),
    ]
    return pa.table(columns, names=LINKS.names)
