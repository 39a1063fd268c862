"""Identifiers as observable objects.

Where UCO 1.5 has no class (a number plate, say), an ObservableObject carries the text in an
ExtractedStringsFacet: a series of characters found in something, which is exactly what it is.
"""

from collections.abc import Callable
from typing import Any

from seinhuis.engine.evidence.case.graph import Graph, Reference, relate
from seinhuis.engine.evidence.contracts import PackageIdentifier

Maker = Callable[[Graph, PackageIdentifier, dict[str, Any]], Reference]


def add_identifiers(
    graph: Graph, identifiers: tuple[PackageIdentifier, ...], persons: dict[str, Reference]
) -> list[Reference]:
    """Put every identifier in the graph, tied to its person where that is known."""
    return [_add(graph, identifier, persons) for identifier in identifiers]


def _add(graph: Graph, identifier: PackageIdentifier, persons: dict[str, Reference]) -> Reference:
    common = {
        "uco_core__name": f"{identifier.kind}: {identifier.canonical}",
        "uco_core__tag": [f"kind:{identifier.kind}", *(f"source:{source}" for source in identifier.sources)],
        "uco_core__description": [f"as written: {raw}" for raw in identifier.raws],
    }
    added = _MAKERS.get(identifier.kind, _extracted)(graph, identifier, common)
    person = persons.get(identifier.person or "")
    if person:
        relate(graph, person, added, "Has_Account" if identifier.kind in _ACCOUNTS else "Related_To")
    return added


def _account_facet(graph: Graph, identifier: PackageIdentifier, value: str, **more: Any) -> Reference:
    return graph.part(
        "uco-observable:AccountFacet", identifier.id, uco_observable__accountIdentifier=value, **more
    )


def _phone(graph: Graph, identifier: PackageIdentifier, common: dict[str, Any]) -> Reference:
    facets = [
        _account_facet(graph, identifier, identifier.canonical),
        graph.part(
            "uco-observable:PhoneAccountFacet",
            identifier.id,
            uco_observable__phoneNumber=identifier.canonical,
        ),
    ]
    return graph.add("uco-observable:PhoneAccount", identifier.id, uco_core__hasFacet=facets, **common)


def _email(graph: Graph, identifier: PackageIdentifier, common: dict[str, Any]) -> Reference:
    value = graph.part(
        "uco-observable:EmailAddressFacet", identifier.id, uco_observable__addressValue=identifier.canonical
    )
    address = graph.add("uco-observable:EmailAddress", identifier.id, uco_core__hasFacet=value)
    account = graph.part(
        "uco-observable:EmailAccountFacet", identifier.id, uco_observable__emailAddress=address
    )
    return graph.add("uco-observable:EmailAccount", identifier.id, uco_core__hasFacet=account, **common)


def _url(graph: Graph, identifier: PackageIdentifier, common: dict[str, Any]) -> Reference:
    facet = graph.part(
        "uco-observable:URLFacet", identifier.id, uco_observable__fullValue=identifier.canonical
    )
    return graph.add("uco-observable:URL", identifier.id, uco_core__hasFacet=facet, **common)


def _handle(graph: Graph, identifier: PackageIdentifier, common: dict[str, Any]) -> Reference:
    platform, _, name = identifier.canonical.rpartition(":")
    facets = [_account_facet(graph, identifier, name)]
    if platform:
        application = graph.once("uco-observable:Application", platform, uco_core__name=platform)
        facets.append(
            graph.part(
                "uco-observable:ApplicationAccountFacet",
                identifier.id,
                uco_observable__application=application,
            )
        )
    return graph.add("uco-observable:ApplicationAccount", identifier.id, uco_core__hasFacet=facets, **common)


def _bank(graph: Graph, identifier: PackageIdentifier, common: dict[str, Any]) -> Reference:
    facet = _account_facet(graph, identifier, identifier.canonical)
    return graph.add("uco-observable:Account", identifier.id, uco_core__hasFacet=facet, **common)


def _crypto(graph: Graph, identifier: PackageIdentifier, common: dict[str, Any]) -> Reference:
    currency, _, address = identifier.canonical.rpartition(":")
    facets = [
        _account_facet(graph, identifier, address),
        graph.part(
            "uco-observable:DigitalAccountFacet",
            identifier.id,
            uco_observable__displayName=currency or address,
        ),
    ]
    return graph.add("uco-observable:DigitalAccount", identifier.id, uco_core__hasFacet=facets, **common)


def _place(graph: Graph, identifier: PackageIdentifier, common: dict[str, Any]) -> Reference:
    facet = graph.part(
        "uco-location:SimpleAddressFacet", identifier.id, uco_location__locality=identifier.canonical
    )
    return graph.add("uco-location:Location", identifier.id, uco_core__hasFacet=facet, **common)


def _extracted(graph: Graph, identifier: PackageIdentifier, common: dict[str, Any]) -> Reference:
    written = dict.fromkeys((identifier.canonical, *identifier.raws))
    strings = [
        graph.part(
            "uco-observable:ExtractedString", f"{identifier.id}|{number}", uco_observable__stringValue=text
        )
        for number, text in enumerate(written)
    ]
    facet = graph.part("uco-observable:ExtractedStringsFacet", identifier.id, uco_observable__strings=strings)
    return graph.add("uco-observable:ObservableObject", identifier.id, uco_core__hasFacet=facet, **common)


_MAKERS: dict[str, Maker] = {
    "phone": _phone,
    "email": _email,
    "url": _url,
    "handle": _handle,
    "iban": _bank,
    "crypto": _crypto,
    "place": _place,
}
_ACCOUNTS = frozenset({"phone", "email", "handle", "iban", "crypto"})
