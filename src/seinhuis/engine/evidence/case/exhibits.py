"""Exhibits as files with their hash, each with a provenance record."""

from collections.abc import Sequence

from seinhuis.engine.evidence.case.graph import Graph, Reference, hexadecimal
from seinhuis.engine.evidence.contracts import PackageExhibit


def add_exhibits(graph: Graph, exhibits: Sequence[PackageExhibit], paths: Sequence[str]) -> list[Reference]:
    """Put the files in the graph; returns their provenance records."""
    return [_add(graph, exhibit, path) for exhibit, path in zip(exhibits, paths, strict=True)]


def _add(graph: Graph, exhibit: PackageExhibit, path: str) -> Reference:
    number = f"{exhibit.number:03d}"
    facets = [_file_facet(graph, exhibit, path), _content_facet(graph, exhibit)]
    file = graph.add(
        "uco-observable:File", exhibit.id, uco_core__name=exhibit.name, uco_core__hasFacet=facets
    )
    return graph.add(
        "case-investigation:ProvenanceRecord",
        exhibit.id,
        uco_core__name=number,
        uco_core__description=exhibit.description,
        case_investigation__exhibitNumber=number,
        uco_core__object=file,
        uco_core__tag=f"added:{exhibit.added_on.isoformat()}" if exhibit.added_on else None,
    )


def _file_facet(graph: Graph, exhibit: PackageExhibit, path: str) -> Reference:
    return graph.part(
        "uco-observable:FileFacet",
        exhibit.id,
        uco_observable__fileName=exhibit.name,
        uco_observable__filePath=path,
        uco_observable__sizeInBytes=len(exhibit.data),
    )


def _content_facet(graph: Graph, exhibit: PackageExhibit) -> Reference:
    digest = graph.part(
        "uco-types:Hash",
        exhibit.id,
        uco_types__hashMethod="SHA256",
        uco_types__hashValue=hexadecimal(exhibit.sha256.lower()),
    )
    return graph.part(
        "uco-observable:ContentDataFacet",
        exhibit.id,
        uco_observable__hash=digest,
        uco_observable__mimeType=exhibit.media_type,
        uco_observable__sizeInBytes=len(exhibit.data),
    )
