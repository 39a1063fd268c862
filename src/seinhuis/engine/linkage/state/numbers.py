"""The graph of a state and its clusters as plain arrays by name, and back."""

import json
from typing import Any

import numpy
import pyarrow as pa
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Memberships, TextLinks
from seinhuis.engine.linkage.graph import RULES, Bridges, Clustering, Conflict, Graph, Hub, JudgedRows, Link
from seinhuis.engine.linkage.graph.contracts import Forest
from seinhuis.engine.linkage.state.contracts import Made, State
from seinhuis.engine.linkage.state.texts import TextPairs
from seinhuis.engine.linkage.text import TextIndex

Numbers = dict[str, NDArray[Any]]
_BRIDGES = ("cut", "thin", "weakest")
_OF_BRIDGE = ("row", "other", "identifier", "weight", "smaller", "larger")


def to_numbers(state: State) -> Numbers:
    """Everything but names and texts."""
    graph, found = state.graph, state.clustering
    arrays: Numbers = {
        "moving": state.moving, "arrivals": state.arrivals,
        "keys": state.pairs.keys, "alike": state.pairs.similarity,
        "text_left": graph.text_links.left, "text_right": graph.text_links.right,
        "text_alike": graph.text_links.similarity,
        "mention_row": graph.memberships.row, "mention_identifier": graph.memberships.identifier,
        "judged_left": graph.judged.left, "judged_right": graph.judged.right,
        "judged_same": graph.judged.same, "judged_day": graph.judged.day,
        "label": found.label,
        "hubs": _hubs(found),
        "conflicts": _conflicts(found),
    }  # fmt: skip
    for name in _BRIDGES:
        arrays |= {f"{name}_{column}": getattr(getattr(found, name), column) for column in _OF_BRIDGE}
    return arrays | {f"forest_{name}": column for name, column in found.forest._asdict().items()}


def from_numbers(
    arrays: Numbers, made: Made, records: pa.StringArray, identifiers: pa.Table, index: TextIndex
) -> State:
    """The state of these arrays. Raises KeyError when one is missing, ValueError when they do not fit."""
    bridges = {name: Bridges(*(arrays[f"{name}_{column}"] for column in _OF_BRIDGE)) for name in _BRIDGES}
    graph = Graph(
        len(records),
        TextLinks(*(arrays[f"text_{name}"] for name in ("left", "right", "alike"))),
        Memberships(arrays["mention_row"], arrays["mention_identifier"]),
        JudgedRows(*(arrays[f"judged_{name}"] for name in ("left", "right", "same", "day"))),
    )
    found = Clustering(
        label=arrays["label"],
        hubs=tuple(Hub(*map(int, row)) for row in arrays["hubs"]),
        conflicts=tuple(_conflict(each) for each in json.loads(arrays["conflicts"].tobytes())),
        rules=RULES,
        forest=Forest(*(arrays[f"forest_{name}"] for name in Forest._fields)),
        **bridges,
    )
    sizes = {found.label.size, found.forest.parent.size, arrays["arrivals"].size, arrays["moving"].size}
    if sizes != {len(records)}:
        raise ValueError("The arrays are not of one length.")
    if arrays["arrivals"].max(initial=-1) >= index.rows:
        raise ValueError("A record has no row in the index.")
    pairs = TextPairs(arrays["keys"], arrays["alike"])
    return State(made, records, arrays["moving"], arrays["arrivals"], index, pairs, identifiers, graph, found)


def _hubs(found: Clustering) -> NDArray[numpy.int64]:
    rows = [(hub.identifier, hub.records, hub.components, hub.inside) for hub in found.hubs]
    return numpy.array(rows, numpy.int64).reshape(-1, 4)


def _conflicts(found: Clustering) -> NDArray[numpy.uint8]:
    told = json.dumps([_told(each) for each in found.conflicts])
    return numpy.frombuffer(told.encode(), numpy.uint8)


def _told(conflict: Conflict) -> list[Any]:
    links = [[link.row, link.other, link.identifier, link.weight] for link in conflict.left_out]
    return [conflict.apart, conflict.refused, conflict.together, links]


def _conflict(told: list[Any]) -> Conflict:
    apart, refused, together, links = told
    return Conflict(
        _pair(apart),
        None if refused is None else _pair(refused),
        tuple(_pair(each) for each in together),
        tuple(Link(*each) for each in links),
    )


def _pair(told: list[int]) -> tuple[int, int]:
    left, right = told
    return left, right
