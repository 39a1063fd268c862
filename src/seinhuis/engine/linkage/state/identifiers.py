"""Identifiers and who mentions them, when records come: numbers stay in the order of kind and canonical."""

from dataclasses import dataclass, replace
from typing import Any

import numpy
import pyarrow as pa
import pyarrow.compute as pc

from seinhuis.engine.linkage.contracts import Memberships, Rows
from seinhuis.engine.linkage.graph import NONE, Bridges, Clustering, Conflict, Graph
from seinhuis.engine.linkage.state.inserting import insert

# Below every sign that a kind or an identifier can have, so that both together sort as one after the other.
_BETWEEN = "\x00"


@dataclass(frozen=True)
class Mentioned:
    """``table``: all identifiers; ``now``: the new number of each old one; ``memberships``: of all rows."""

    table: pa.Table
    now: Rows
    memberships: Memberships


def mention(held: pa.Table, before: Memberships, moved: Rows, mentions: pa.Table, rows: Rows) -> Mentioned:
    """Add what the newcomers mention (``mentions``: kind and canonical, for each the row in ``rows``).

    ``moved``: the new row of each old one; none of ``rows`` is among them.
    """
    given = pc.unique(_keys(mentions)).sort()
    inserted = insert(_keys(held).to_pylist(), given.to_pylist())
    table = _inserted(held, mentions, given.filter(pa.array(inserted.new)), inserted.order)
    number = inserted.places[pc.index_in(_keys(mentions), value_set=given).to_numpy()]
    order = numpy.lexsort((number, rows))
    row, identifier = moved[before.row], inserted.now[before.identifier]
    at = numpy.searchsorted(row, rows[order])
    together = Memberships(numpy.insert(row, at, rows[order]), numpy.insert(identifier, at, number[order]))
    return Mentioned(table, inserted.now, together)


def _keys(identifiers: pa.Table) -> pa.StringArray:
    keys = pc.binary_join_element_wise(identifiers["kind"], identifiers["canonical"], _BETWEEN)
    return pa.concat_arrays([*keys.chunks, pa.array([], pa.string())])


def _inserted(held: pa.Table, mentions: pa.Table, new: pa.StringArray, order: Rows) -> pa.Table:
    first = pc.index_in(new, value_set=_keys(mentions))
    both = pa.concat_tables([held, mentions.select(held.column_names).take(first)])
    return both.take(pa.array(order)).combine_chunks()


def with_numbers(graph: Graph, clustering: Clustering, now: Rows) -> tuple[Graph, Clustering]:
    """The same graph and its clusters with other numbers for the identifiers, in the same order."""
    mentioned = graph.memberships
    return (
        replace(graph, memberships=Memberships(mentioned.row, now[mentioned.identifier])),
        replace(
            clustering,
            hubs=tuple(replace(hub, identifier=int(now[hub.identifier])) for hub in clustering.hubs),
            cut=_bridges(clustering.cut, now),
            thin=_bridges(clustering.thin, now),
            weakest=_bridges(clustering.weakest, now),
            conflicts=tuple(_conflict(each, now) for each in clustering.conflicts),
        ),
    )


def _bridges(bridges: Bridges, now: Rows) -> Bridges:
    identifier = bridges.identifier.copy()
    named = identifier != NONE
    identifier[named] = now[identifier[named]]
    return replace(bridges, identifier=identifier)


def _conflict(conflict: Conflict, now: Rows) -> Conflict:
    return replace(conflict, left_out=tuple(_link(link, now) for link in conflict.left_out))


def _link(link: Any, now: Rows) -> Any:
    return link if link.identifier == NONE else replace(link, identifier=int(now[link.identifier]))
