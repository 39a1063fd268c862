"""Who is in the graph: the organisation, the signer, the recipient, and the persons by their role."""

from dataclasses import dataclass

from seinhuis.engine.evidence.case.graph import Graph, Reference, relate
from seinhuis.engine.evidence.contracts import PackageContent, PackagePerson
from seinhuis.engine.evidence.wording import Wording

_ROLES = {"young_person": "uco-victim:Victim", "suspect": "case-investigation:Subject"}


@dataclass(frozen=True)
class Parties:
    """References to everybody; ``persons`` by the id of the package's person."""

    organisation: Reference
    signer: Reference
    recipient: Reference
    persons: dict[str, Reference]


def add_parties(graph: Graph, content: PackageContent, wording: Wording) -> Parties:
    """Put everybody in the graph."""
    organisation = graph.once(
        "uco-identity:Organization", content.organisation,
        uco_core__name=content.organisation, uco_core__description=content.contact,
    )  # fmt: skip
    recipient = graph.once("uco-identity:Organization", content.recipient, uco_core__name=content.recipient)
    return Parties(
        organisation,
        _signer(graph, content, organisation),
        recipient,
        {person.id: _person(graph, person, wording) for person in content.persons},
    )


def person_in_custody(graph: Graph, name: str) -> Reference:
    """Somebody who is named in the chain of custody."""
    return graph.once("uco-identity:Identity", f"custody|{name}", uco_core__name=name)


def _signer(graph: Graph, content: PackageContent, organisation: Reference) -> Reference:
    identity = f"signer|{content.organisation}|{content.signed_by}"
    signer = graph.add("uco-identity:Person", identity, uco_core__name=content.signed_by)
    role = graph.add("case-investigation:Investigator", identity, uco_core__name=content.signed_role)
    relate(graph, signer, role, "Has_Role")
    relate(graph, signer, organisation, "Member_Of")
    return signer


def _person(graph: Graph, person: PackagePerson, wording: Wording) -> Reference:
    role_name = wording.named("roles", person.role)
    added = graph.add(
        "uco-identity:Person",
        person.id,
        uco_core__name=f"{wording.text('page', 'person')} {person.number}",
        uco_core__description=[
            f"{wording.named('attributes', code)}: {text}" for code, text in person.attributes
        ],
    )
    role = graph.add(_ROLES.get(person.role, "uco-role:Role"), person.id, uco_core__name=role_name)
    relate(graph, added, role, "Has_Role")
    return added
