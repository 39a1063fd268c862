"""The exhibits against the exchange file: each file is named there with its hash, and nothing else is."""

import json
from collections.abc import Iterator
from typing import Any

from seinhuis.engine.evidence.texts import one_line
from seinhuis.engine.evidence.verification.bag_checks import Bag
from seinhuis.engine.evidence.verification.report import Finding, State

CASE = "data/case.jsonld"
_EXHIBITS = "data/exhibits/"
Nodes = dict[str, dict[str, Any]]


def check_exhibits(bag: Bag) -> Iterator[Finding]:
    """Whether the exchange file can be read and agrees with the exhibits."""
    if not bag.has(CASE):
        yield Finding("case", State.WRONG, f"{CASE} is missing.", CASE)
        return
    nodes = _nodes(bag.read(CASE))
    if nodes is None:
        yield Finding("case", State.WRONG, f"{CASE} is not JSON-LD with a graph.", CASE)
        return
    named = dict(_files(nodes))
    wrong = [*_compare(bag, named)]
    yield from wrong
    if not wrong:
        yield Finding(
            "case",
            State.GOOD,
            f"{CASE} can be read ({len(nodes)} objects) and agrees with all {len(named)} exhibits.",
        )


def _nodes(data: bytes) -> Nodes | None:
    try:
        graph = json.loads(data)["@graph"]
        return {node["@id"]: node for node in graph}
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _files(nodes: Nodes) -> Iterator[tuple[str, str]]:
    for node in nodes.values():
        if node.get("@type") != "uco-observable:File":
            continue
        facets = [nodes.get(name, {}) for name in _references(node.get("uco-core:hasFacet"))]
        paths = [facet["uco-observable:filePath"] for facet in facets if "uco-observable:filePath" in facet]
        hashes = [name for facet in facets for name in _references(facet.get("uco-observable:hash"))]
        values = [nodes.get(name, {}).get("uco-types:hashValue") for name in hashes]
        if len(paths) == len(values) == 1:
            yield str(paths[0]), str(values[0].get("@value")) if isinstance(values[0], dict) else ""


def _references(value: Any) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [str(each.get("@id")) for each in listed if isinstance(each, dict)]


def _compare(bag: Bag, named: dict[str, str]) -> Iterator[Finding]:
    exhibits = {name for name in bag.hashes if name.startswith(_EXHIBITS)}
    for name in sorted(exhibits | named.keys()):
        shown = one_line(name)
        if name not in exhibits:
            yield Finding(
                "exhibit", State.WRONG, f"{CASE} names the exhibit {shown}, which is not there.", shown
            )
        elif name not in named:
            yield Finding("exhibit", State.WRONG, f"The exhibit {shown} is not in {CASE}.", shown)
        elif bag.hashes[name] != named[name]:
            yield Finding(
                "exhibit", State.WRONG, f"The exhibit {shown} has another SHA-256 than {CASE} says.", shown
            )
