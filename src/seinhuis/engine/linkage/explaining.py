"""Why records are in one cluster, in words that a person can check: from the files of the last build."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from seinhuis.engine.linkage.corpus.errors import BadInput
from seinhuis.engine.linkage.evidence import Evidence, evidence_of
from seinhuis.engine.linkage.views import opened, require_records

_CLUSTER = """
select cluster from clusters where record = $name or cluster = $name order by record = $name desc limit 1
"""
_MEMBERS = """
select record, source, day, place from clusters join records using (record) where cluster = $cluster order by
record
"""
_SHARED = """
select kind, value, count(*) + 1 as records, min(weight) as weight, list(distinct "right" order by "right") as
others, min("left") as first
from links where kind not in ('text', 'person') and "left" in (from member) and "right" in (from member)
group by kind, value order by records desc, kind, value
"""
_TEXTS = """
select "left", "right", weight from links
where kind = 'text' and "left" in (from member) and "right" in (from member) order by weight desc, "left",
"right"
"""
_JUDGED = """
select "left", "right", value from links
where kind = 'person' and ("left" in (from member) or "right" in (from member)) order by "left", "right"
"""
_OUTWARD = """
select "left", "right", kind, value from links
where not glues and kind <> 'person' and (("left" in (from member)) <> ("right" in (from member)))
order by "left", "right", kind, value
"""
_HUBS = """
select distinct hubs.kind, hubs.value, hubs.reason from hubs
join mentions on mentions.kind = hubs.kind and mentions.linking = hubs.value
where mentions.record in (from member) order by hubs.kind, hubs.value
"""


@dataclass(frozen=True)
class Shared:
    """An identifier that stands in several records of the cluster."""

    kind: str
    value: str
    records: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class NearText:
    """Two records whose texts are nearly the same, and which share of them is shared."""

    left: str
    right: str
    similarity: float


@dataclass(frozen=True)
class ClusterExplained:
    """Everything that holds a cluster together, and what was kept out of it.

    ``facts``: the row of `facts.parquet`; nothing for a record on its own. ``outward``: links that lead out
    and do not glue. ``hubs``: identifiers shared by so many that they do not glue, with the reason.
    """

    cluster: str
    members: tuple[str, ...]
    facts: dict[str, Any]
    shared: tuple[Shared, ...]
    texts: tuple[NearText, ...]
    judged: tuple[tuple[str, str, str], ...]
    outward: tuple[tuple[str, str, str, str | None], ...]
    hubs: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Step:
    """One step of a way, with its evidence. ``parts``: when without it the cluster falls apart, into how many
    and how many records.
    """

    left: str
    right: str
    kind: str
    value: str | None
    evidence: Evidence | None
    parts: tuple[int, int] | None


@dataclass(frozen=True)
class WayExplained:
    """The steps from one record to another; none when they are in different clusters."""

    start: str
    end: str
    together: bool
    steps: tuple[Step, ...] = field(default=())


def explain_cluster(folder: Path, name: str) -> ClusterExplained:
    """Everything about one cluster. ``name``: of the cluster, or of a record in it. Raises CorpusError."""
    with opened(folder) as connection:
        cluster = _cluster(connection, name)
        members = _rows(connection, _MEMBERS, {"cluster": cluster})
        connection.execute(
            "create temp table member as select unnest($ids) as record", {"ids": [m[0] for m in members]}
        )
        shared = tuple(
            Shared(kind, value, (first, *others), weight)
            for kind, value, _, weight, others, first in _rows(connection, _SHARED)
        )
        return ClusterExplained(
            cluster,
            tuple(member[0] for member in members),
            _facts(connection, cluster),
            shared,
            tuple(NearText(*row) for row in _rows(connection, _TEXTS)),
            tuple(_rows(connection, _JUDGED)),
            tuple(_rows(connection, _OUTWARD)),
            tuple(_rows(connection, _HUBS)),
        )


def explain_way(folder: Path, start: str, end: str) -> WayExplained:
    """The way from one record to another, each step with its evidence. Raises CorpusError.

    What links the two directly is the whole way (a person's word, an identifier, their texts: the strongest
    of these); otherwise it is the way whose weakest link is strongest.
    """
    from seinhuis.engine.linkage.ways import way

    require_records(folder, (start, end))
    with opened(folder) as connection:
        cluster = _cluster(connection, start)
        if _cluster(connection, end) != cluster:
            return WayExplained(start, end, together=False)
        hops = way(connection, cluster, start, end)
    steps = tuple(
        Step(
            hop.left,
            hop.right,
            hop.kind,
            hop.value,
            evidence_of(folder, hop.left, hop.right, hop.kind, hop.value),
            hop.parts,
        )
        for hop in hops
    )
    return WayExplained(start, end, together=True, steps=steps)


def _cluster(connection: Any, name: str) -> str:
    # A cluster that was split keeps its name, and that may be the id of a record that is elsewhere now.
    found = _rows(connection, _CLUSTER, {"name": name})
    if not found:
        raise BadInput(f"There is no cluster and no record {name} in the last build.")
    return str(found[0][0])


def _facts(connection: Any, cluster: str) -> dict[str, Any]:
    asked = connection.execute("from facts where cluster = $cluster", {"cluster": cluster})
    names = [each[0] for each in asked.description]
    found = asked.fetchall()
    return dict(zip(names, found[0], strict=True)) if found else {}


def _rows(connection: Any, sql: str, parameters: dict[str, Any] | None = None) -> list[Any]:
    rows: list[Any] = connection.execute(sql, parameters or {}).fetchall()
    return rows
