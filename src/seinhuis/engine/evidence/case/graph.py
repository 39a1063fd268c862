"""Nodes of a CASE graph: names that are the same every time, values that are text, one marking on all."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from seinhuis.engine.evidence.errors import UnsoundContent
from seinhuis.engine.evidence.texts import visible

Node = dict[str, Any]
Reference = dict[str, str]

CONTEXT: Mapping[str, str] = {
    "kb": "http://example.org/kb/",
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": "https://ontology.unifiedcyberontology.org/uco/action/",
    "uco-core": "https://ontology.unifiedcyberontology.org/uco/core/",
    "uco-identity": "https://ontology.unifiedcyberontology.org/uco/identity/",
    "uco-location": "https://ontology.unifiedcyberontology.org/uco/location/",
    "uco-marking": "https://ontology.unifiedcyberontology.org/uco/marking/",
    "uco-observable": "https://ontology.unifiedcyberontology.org/uco/observable/",
    "uco-role": "https://ontology.unifiedcyberontology.org/uco/role/",
    "uco-tool": "https://ontology.unifiedcyberontology.org/uco/tool/",
    "uco-types": "https://ontology.unifiedcyberontology.org/uco/types/",
    "uco-victim": "https://ontology.unifiedcyberontology.org/uco/victim/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Version 5 (RFC 4122) in a namespace of our own: the same thing has the same name each time it is written.
_NAMESPACE = uuid.UUID("6b1f2c1e-2f0b-5b0e-9a77-2d1d6a0f9c41")


class Graph:
    """Nodes in the order in which they were made; ``scope`` is the id of the package."""

    def __init__(self, scope: str) -> None:
        self._scope = scope
        self._nodes: dict[str, Node] = {}
        self._marking: Reference | None = None

    def mark_with(self, marking: Reference) -> None:
        """Put this marking on every object made from now on."""
        self._marking = marking

    def add(self, kind: str, identity: str, *, scoped: bool = False, **values: Any) -> Reference:
        """Make an object. ``kind`` is prefix:Class; values with None or nothing in them are left out.

        Raises UnsoundContent when the same thing is made twice.
        """
        if self._marking:
            values["uco_core__objectMarking"] = self._marking
        return self._put(kind, identity, scoped, values)

    def part(self, kind: str, identity: str, **values: Any) -> Reference:
        """Make a facet or another part that belongs to one object."""
        return self._put(kind, identity, False, values)

    def once(self, kind: str, identity: str, **values: Any) -> Reference:
        """The object with this name; made when it is not there yet."""
        name = self._name(kind, identity, scoped=False)
        return {"@id": name} if name in self._nodes else self.add(kind, identity, **values)

    def references(self) -> list[Reference]:
        """References to every object so far, parts left out."""
        return [{"@id": name} for name, node in self._nodes.items() if not _is_part(node["@type"])]

    def nodes(self) -> list[Node]:
        """Every node so far."""
        return list(self._nodes.values())

    def _put(self, kind: str, identity: str, scoped: bool, values: Mapping[str, Any]) -> Reference:
        name = self._name(kind, identity, scoped=scoped)
        if name in self._nodes:
            raise UnsoundContent(f"Two things of the kind {kind.partition(':')[2]} have the same id.")
        self._nodes[name] = {"@id": name, "@type": kind, **dict(_properties(values))}
        return {"@id": name}

    def _name(self, kind: str, identity: str, *, scoped: bool) -> str:
        key = "\x1f".join((kind, self._scope if scoped else "", identity))
        encodable = key.encode("utf-8", "backslashreplace").decode("utf-8")
        return f"kb:{kind.partition(':')[2]}-{uuid.uuid5(_NAMESPACE, encodable)}"


def moment(iso: str) -> dict[str, str]:
    """A moment as xsd:dateTime."""
    return {"@type": "xsd:dateTime", "@value": iso}


def hexadecimal(digest: str) -> dict[str, str]:
    """A hash as xsd:hexBinary."""
    return {"@type": "xsd:hexBinary", "@value": digest}


def relate(graph: Graph, source: Reference, target: Reference, kind: str) -> Reference:
    """A relationship from one object to another."""
    identity = "|".join((source["@id"], kind, target["@id"]))
    return graph.add(
        "uco-core:Relationship",
        identity,
        uco_core__source=source,
        uco_core__target=target,
        uco_core__kindOfRelationship=kind,
        uco_core__isDirectional=True,
    )


def _properties(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        cleaned = _value(value)
        if cleaned is not None and cleaned not in ("", []):
            prefix, _, local = key.partition("__")
            yield f"{prefix.replace('_', '-')}:{local}", cleaned


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Iterable) and not isinstance(value, dict):
        # A set of statements: the same one twice is one.
        cleaned = [_value(each) for each in value]
        return [each for position, each in enumerate(cleaned) if each and each not in cleaned[:position]]
    return value


def _is_part(kind: str) -> bool:
    return kind.endswith(("Facet", "Hash", "ExtractedString", "StatementMarking"))
