"""What is said: reports and facts as assertions, with grades and passages, and the marking on everything."""

from seinhuis.engine.evidence.case.graph import Graph, Reference, relate
from seinhuis.engine.evidence.contracts import PackageContent, PackageFact, PackageSource
from seinhuis.engine.evidence.wording import Wording


def add_marking(graph: Graph, content: PackageContent) -> None:
    """Make the marking, the purpose with it, and put it on everything that follows."""
    if not content.marking:
        return
    statement = graph.part(
        "uco-marking:StatementMarking",
        content.marking,
        uco_marking__definitionType="statement",
        uco_marking__statement=content.marking,
    )
    graph.mark_with(
        graph.add(
            "uco-marking:MarkingDefinition",
            content.marking,
            uco_core__name=content.marking,
            uco_marking__definitionType="statement",
            uco_marking__definition=statement,
        )
    )


def add_sources(graph: Graph, sources: tuple[PackageSource, ...]) -> dict[str, Reference]:
    """The reports, by their reference. Who reported is not in the graph."""
    return {source.reference: _source(graph, source) for source in sources}


def add_facts(
    graph: Graph,
    content: PackageContent,
    organisation: Reference,
    sources: dict[str, Reference],
    wording: Wording,
) -> list[Reference]:
    """Every fact as an assertion of the organisation, derived from the report it rests on."""
    return [_fact(graph, fact, organisation, sources.get(fact.source), wording) for fact in content.facts]


def _source(graph: Graph, source: PackageSource) -> Reference:
    return graph.add(
        "uco-core:Assertion",
        f"source|{source.reference}",
        uco_core__name=source.reference,
        uco_core__tag=["report", f"received:{source.received_on.isoformat()}", f"consent:{source.consent}"],
    )


def _fact(
    graph: Graph, fact: PackageFact, organisation: Reference, source: Reference | None, wording: Wording
) -> Reference:
    passage = f"{wording.text('page', 'passage')}: {fact.passage}" if fact.passage else ""
    added = graph.add(
        "uco-core:Assertion",
        fact.id,
        uco_core__name=f"{wording.text('page', 'fact')} {fact.number}",
        uco_core__createdBy=organisation,
        uco_core__statement=fact.text,
        uco_core__description=[passage, fact.happened_text],
        uco_core__tag=_tags(fact),
    )
    if source:
        relate(graph, added, source, "Derived_From")
    return added


def _tags(fact: PackageFact) -> list[str]:
    return [
        "fact",
        f"source:{fact.source}",
        f"admiralty-source:{fact.source_grade}",
        f"admiralty-information:{fact.information_grade}",
        f"happened:{fact.happened_on}" if fact.happened_on else "",
    ]
