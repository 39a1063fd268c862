"""The way from one record to another within one cluster, from the links of the last build."""

from dataclasses import dataclass
from typing import Any

import numpy

from seinhuis.engine.linkage.contracts import Memberships, TextLinks
from seinhuis.engine.linkage.graph import NONE, Graph, Hop, JudgedRows, cluster_graph, path
from seinhuis.engine.linkage.tables import PERSON, TEXT

_LINKS = """
select "left", "right", kind, value, weight from links
where glues and "left" in (select record from clusters where cluster = $cluster)
"""


@dataclass(frozen=True)
class WayStep:
    """One step between two records, over an identifier, a text or a person's word."""

    left: str
    right: str
    kind: str
    value: str | None
    parts: tuple[int, int] | None


def way(connection: Any, cluster: str, start: str, end: str) -> list[WayStep]:
    """The steps of the way; nothing when both are the same record.

    What ties the two themselves is the way: to a person the nearer reason counts more than a stronger one
    over others. Where nothing does, the strongest way.
    """
    links = connection.execute(_LINKS, {"cluster": cluster}).fetchall()
    records = sorted({record for link in links for record in link[:2]} | {start, end})
    named = sorted({(link[2], link[3]) for link in links if link[2] not in (TEXT, PERSON)})
    row = {record: number for number, record in enumerate(records)}
    graph = _graph(links, row, {name: number for number, name in enumerate(named)})
    hops = path(graph, cluster_graph(graph), row[start], row[end], direct=True) or ()
    same = {frozenset(link[:2]) for link in links if link[2] == PERSON}
    return [_step(hop, records, named, same) for hop in hops]


def _graph(links: list[Any], row: dict[str, int], number: dict[tuple[str, str], int]) -> Graph:
    texts = sorted((row[left], row[right], weight) for left, right, kind, _, weight in links if kind == TEXT)
    said = [
        (row[left], row[right]) for left, right, kind, value, _ in links if (kind, value) == (PERSON, "same")
    ]
    pairs = sorted(
        {
            (row[record], number[kind, value])
            for left, right, kind, value, _ in links
            if kind not in (TEXT, PERSON)
            for record in (left, right)
        }
    )
    return Graph(
        len(row),
        TextLinks(
            _column(texts, 0), _column(texts, 1), numpy.array([each[2] for each in texts], numpy.float32)
        ),
        Memberships(_column(pairs, 0), _column(pairs, 1)),
        JudgedRows(
            _column(said, 0),
            _column(said, 1),
            numpy.ones(len(said), numpy.bool_),
            numpy.ones(len(said), numpy.int64),
        ),
    )


def _column(rows: list[Any], place: int) -> Any:
    return numpy.array([each[place] for each in rows], numpy.int64)


def _step(hop: Hop, records: list[str], named: list[tuple[str, str]], same: set[frozenset[str]]) -> WayStep:
    left, right = records[hop.start], records[hop.end]
    parts = (hop.bridge.smaller, hop.bridge.larger) if hop.bridge else None
    if hop.identifier != NONE:
        return WayStep(left, right, *named[hop.identifier], parts)
    return WayStep(left, right, PERSON if frozenset((left, right)) in same else TEXT, None, parts)
