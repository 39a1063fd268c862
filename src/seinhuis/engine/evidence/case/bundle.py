"""The whole graph: a bundle around an investigation and everything that belongs to it."""

import json
from collections.abc import Sequence

from seinhuis.engine.evidence.case.actions import add_actions
from seinhuis.engine.evidence.case.exhibits import add_exhibits
from seinhuis.engine.evidence.case.graph import CONTEXT, Graph, Reference, moment
from seinhuis.engine.evidence.case.identifiers import add_identifiers
from seinhuis.engine.evidence.case.parties import Parties, add_parties
from seinhuis.engine.evidence.case.statements import add_facts, add_marking, add_sources
from seinhuis.engine.evidence.contracts import CustodyStep, PackageContent
from seinhuis.engine.evidence.wording import Wording


def case_json(
    content: PackageContent, custody: Sequence[CustodyStep], exhibit_paths: Sequence[str], wording: Wording
) -> bytes:
    """The bytes of `case.jsonld`. Raises UnsoundContent when two things have the same id."""
    graph = Graph(content.id)
    add_marking(graph, content)
    parties = add_parties(graph, content, wording)
    records = add_exhibits(graph, content.exhibits, exhibit_paths)
    add_identifiers(graph, content.identifiers, parties.persons)
    add_facts(graph, content, parties.organisation, add_sources(graph, content.sources), wording)
    add_actions(graph, content, custody, parties, records)
    _add_investigation(graph, content, parties)
    _add_bundle(graph, content, parties)
    document = {"@context": dict(CONTEXT), "@graph": graph.nodes()}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _add_investigation(graph: Graph, content: PackageContent, parties: Parties) -> None:
    graph.add(
        "case-investigation:Investigation",
        content.reference,
        uco_core__name=content.title,
        uco_core__description=content.summary,
        uco_core__createdBy=parties.organisation,
        uco_core__tag=f"reference:{content.reference}",
        case_investigation__focus=content.purpose,
        case_investigation__investigationForm="case",
        case_investigation__relevantAuthorization=_authorizations(graph, content),
        uco_core__object=graph.references(),
    )


def _authorizations(graph: Graph, content: PackageContent) -> list[Reference]:
    named = {
        "legal ground": content.legal_ground,
        "licence": content.licence_reference,
        "consent": content.consent_statement,
    }
    return [
        graph.add(
            "case-investigation:Authorization",
            kind,
            scoped=True,
            uco_core__name=kind,
            case_investigation__authorizationType=kind,
            case_investigation__authorizationIdentifier=text,
        )
        for kind, text in named.items()
        if text
    ]


def _add_bundle(graph: Graph, content: PackageContent, parties: Parties) -> None:
    graph.add(
        "uco-core:Bundle",
        "bundle",
        scoped=True,
        uco_core__name=content.reference,
        uco_core__createdBy=parties.organisation,
        uco_core__objectCreatedTime=moment(content.made_at.isoformat()),
        uco_core__object=graph.references(),
    )
