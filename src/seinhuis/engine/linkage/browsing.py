"""What somebody looks at, one thing at a time: records by id, a page of clusters, what two records share.

Everything here reads the corpus and the files of its last build, and writes nothing.
"""

import datetime
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from seinhuis.engine.linkage.corpus import manifest
from seinhuis.engine.linkage.corpus.clusters import CLUSTERS
from seinhuis.engine.linkage.corpus.errors import CorpusDamaged

_RECORDS = """
select record, source, text, month, day, time_trouble, place, url, author, file, line
from records where record in (select unnest($ids)) order by record
"""
_MENTIONED = """
select distinct kind, canonical, linking from mentions where record = $record order by kind, canonical
"""
_MEMBERS = """
select record, source, month, day, place, left(text, $signs) as opening
from records where record in (select record from clusters where cluster = $cluster) order by record
"""
_PLACES = """
select record, cluster, file_row_number from read_parquet($path, file_row_number = true)
where record in (select unnest($ids))
"""
_FACTS = """
with shown as (select * from read_parquet($facts, file_row_number = true) where {which})
select shown.* exclude (file_row_number), file_row_number as place,
    (select min(record) from read_parquet($clusters) as held where held.cluster = shown.cluster) as first
from shown order by place
"""
_SHARED = """
select mentions.kind, linking as value, any_value(hubs.records) as records, any_value(hubs.groups) as groups
from mentions left join hubs on hubs.kind = mentions.kind and hubs.value = mentions.linking
where record in ($left, $right) and linking is not null
group by mentions.kind, linking having count(distinct record) = 2 order by mentions.kind, linking
"""
_LINKED = """
select kind, value, weight, rule, glues from links
where ("left" = $left and "right" = $right) or ("left" = $right and "right" = $left)
"""
_HUBS = """
select distinct hubs.kind, hubs.value, hubs.records, hubs.groups from hubs
join mentions on mentions.kind = hubs.kind and mentions.linking = hubs.value
where mentions.record in (select record from clusters where cluster = $cluster)
order by hubs.records desc, hubs.kind, hubs.value
"""


@dataclass(frozen=True)
class Provenance:
    """Where a record came from: the file by its SHA-256 and name, the line, the day, by whom, on which
    ground.
    """

    sha256: str
    line: int
    name: str = ""
    on: str = ""
    by: str = ""
    legal_ground: str = ""


@dataclass(frozen=True)
class Record:
    """One record with its raw text and where it came from. ``record``: its id in the corpus."""

    record: str
    source: str
    text: str = field(repr=False)
    month: str
    day: datetime.date | None
    time_trouble: str | None
    place: str | None
    url: str | None = field(repr=False)
    author: str | None = field(repr=False)
    provenance: Provenance


@dataclass(frozen=True)
class Mentioned:
    """What one record mentions; ``linking`` is empty for what does not link."""

    kind: str
    canonical: str = field(repr=False)
    linking: str | None = field(repr=False)


@dataclass(frozen=True)
class Member:
    """One record of a cluster, without most of its text."""

    record: str
    source: str
    month: str
    day: datetime.date | None
    place: str | None
    opening: str = field(repr=False)


@dataclass(frozen=True)
class Place:
    """The row of a record in `clusters.parquet`, and its cluster."""

    row: int
    cluster: str


@dataclass(frozen=True)
class Hub:
    """An identifier in so many records, of so many groups, that it does not glue."""

    kind: str
    value: str = field(repr=False)
    records: int
    groups: int


@dataclass(frozen=True)
class PairLinks:
    """Why two records are linked: ``identifiers`` that both mention, ``hubs`` among them, and what was built.

    ``similarity``: of the texts, when they are linked as nearly equal. ``said``: the judgement the last build
    followed. ``together``: both are in one cluster now.
    """

    left: str
    right: str
    identifiers: tuple[tuple[str, str], ...] = field(repr=False)
    hubs: tuple[Hub, ...]
    similarity: float | None
    said: str | None
    together: bool


def records_of(folder: Path, ids: Collection[str]) -> dict[str, Record]:
    """These records by id; those that are not there are left out. Raises NoCorpus, CorpusDamaged."""
    with _reading(folder, built=False) as connection:
        rows = connection.execute(_RECORDS, {"ids": sorted(ids)}).fetchall()
    files = {(each.sha256, each.source): each for each in manifest.load(folder).files}
    return {row[0]: _record(*row, file=files.get((row[9], row[1]))) for row in rows}


def mentioned(folder: Path, record: str) -> tuple[Mentioned, ...]:
    """What a record mentions, by kind. Raises NoCorpus, CorpusDamaged."""
    with _reading(folder, built=False) as connection:
        return tuple(Mentioned(*row) for row in connection.execute(_MENTIONED, {"record": record}).fetchall())


def places_of(folder: Path, ids: Collection[str]) -> dict[str, Place]:
    """Where these records stand in the last build; those that are not in it are left out.

    Raises BadInput when nothing was linked yet, CorpusDamaged.
    """
    with _reading(folder) as connection:
        rows = connection.execute(_PLACES, {"path": str(folder / CLUSTERS), "ids": sorted(ids)}).fetchall()
    return {record: Place(row, cluster) for record, cluster, row in rows}


def record_at(folder: Path, row: int) -> str | None:
    """The record in this row of `clusters.parquet`; None beyond its end. Raises BadInput, CorpusDamaged."""
    import pyarrow.parquet as pq

    with _reading(folder):
        file = pq.ParquetFile(folder / CLUSTERS)
        for group in range(file.num_row_groups):
            held = file.metadata.row_group(group).num_rows
            if row < held:
                return str(file.read_row_group(group, columns=["record"])["record"][row].as_py())
            row -= held
    return None


def members_of(folder: Path, cluster: str, *, signs: int) -> tuple[Member, ...]:
    """Every record of a cluster, with so many signs of its text. Raises BadInput, CorpusDamaged."""
    with _reading(folder) as connection:
        rows = connection.execute(_MEMBERS, {"cluster": cluster, "signs": signs}).fetchall()
    return tuple(Member(*row) for row in rows)


def hubs_of(folder: Path, cluster: str) -> tuple[Hub, ...]:
    """The hubs that records of a cluster mention. Raises BadInput, CorpusDamaged."""
    with _reading(folder) as connection:
        return tuple(Hub(*row) for row in connection.execute(_HUBS, {"cluster": cluster}).fetchall())


def facts_page(folder: Path, *, start: int, size: int) -> tuple[int, tuple[dict[str, Any], ...]]:
    """How many clusters of more than one record there are, and the facts of some, in the order of attention.

    Each is a row of `facts.parquet` with ``first``, its smallest record. Raises BadInput, CorpusDamaged.
    """
    with _reading(folder) as connection:
        ((total,),) = connection.execute("select count(*) from facts").fetchall()
        within = {"start": start, "end": start + size}
        return total, _facts(connection, folder, "file_row_number between $start and $end - 1", within)


def facts_of(folder: Path, clusters: Collection[str]) -> tuple[dict[str, Any], ...]:
    """The facts of these clusters, in the order of attention. Raises BadInput, CorpusDamaged."""
    with _reading(folder) as connection:
        which = "cluster in (select unnest($names))"
        return _facts(connection, folder, which, {"names": sorted(clusters)})


def pair_links(folder: Path, left: str, right: str) -> PairLinks:
    """Everything that links two records, and what they share that does not.

    Raises BadInput when nothing was linked yet, CorpusDamaged.
    """
    asked = {"left": left, "right": right}
    with _reading(folder) as connection:
        shared = connection.execute(_SHARED, asked).fetchall()
        links = {row[0]: row for row in connection.execute(_LINKED, asked).fetchall()}
    places = places_of(folder, (left, right))
    hubs = tuple(Hub(*row) for row in shared if row[2] is not None)
    return PairLinks(
        left,
        right,
        tuple((kind, value) for kind, value, _, _ in shared),
        hubs,
        links["text"][2] if "text" in links else None,
        links["person"][1] if "person" in links else None,
        len(places) == len({left, right}) and len({place.cluster for place in places.values()}) == 1,
    )


def _facts(
    connection: Any, folder: Path, which: str, parameters: dict[str, Any]
) -> tuple[dict[str, Any], ...]:
    files = {"facts": str(folder / "facts.parquet"), "clusters": str(folder / CLUSTERS)}
    # ``which`` is one of the two conditions above; what varies goes in as parameters.
    asked = connection.execute(_FACTS.format(which=which), {**files, **parameters})
    names: Sequence[str] = [each[0] for each in asked.description]
    return tuple(dict(zip(names, row, strict=True)) for row in asked.fetchall())


def _record(*row: Any, file: Any) -> Record:
    """``row``: the columns of `_RECORDS`; ``file``: the file it came in, None when it is not known."""
    record, source, text, month, day, time_trouble, place, url, author, sha256, line = row
    said = (file.name, file.on, file.by or "", file.legal_ground or "") if file else ()
    provenance = Provenance(sha256, line, *said)
    return Record(record, source, text, month, day, time_trouble, place, url, author, provenance)


@contextmanager
def _reading(folder: Path, *, built: bool = True) -> Iterator[Any]:
    """The corpus, with its last build unless only the records are needed."""
    import duckdb
    import pyarrow as pa

    from seinhuis.engine.linkage.views import connected, opened

    try:
        with (opened if built else connected)(folder) as connection:
            yield connection
    except (duckdb.Error, pa.ArrowException) as error:
        raise CorpusDamaged(f"{folder}: a file of the corpus is missing or damaged.") from error
