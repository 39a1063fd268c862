"""Records and clusters as lists show them, each with its address."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from seinhuis.desk.traces.corpus.access import address_of
from seinhuis.desk.traces.corpus.contracts import ShownCluster, ShownRecord
from seinhuis.desk.traces.corpus.marking import beginning
from seinhuis.desk.vault.api import Viewer

if TYPE_CHECKING:
    from seinhuis.engine.linkage.browsing import Member, Place, Record

OPENING = 240  # signs; who reads no more of a text than it shows reads one more, to know that it goes on


def shown_clusters(folder: Path, facts: Iterable[dict[str, Any]], viewer: Viewer) -> tuple[ShownCluster, ...]:
    """Clusters with an address, from their facts."""
    from seinhuis.engine.linkage.browsing import places_of

    listed = list(facts)
    if not listed:
        return ()
    places = places_of(folder, [each["first"] for each in listed])
    return tuple(
        ShownCluster(address_of(viewer.organisation, each["first"], places[each["first"]].row), each)
        for each in listed
        if each["first"] in places
    )


def _opening(text: str) -> str:
    """How a text begins, in whole words; that it goes on is seen by the dots."""
    return text if len(text) <= OPENING else f"{beginning(text, OPENING).rstrip()} …"


def shown_record(
    record: "Record | Member",
    organisation: UUID,
    place: "Place | None",
    number: int = 0,
    *,
    noise: UUID | None = None,
) -> ShownRecord:
    """A record as lists show it. ``noise``: its entry on the noise list."""
    text = getattr(record, "text", None)
    return ShownRecord(
        record=record.record,
        source=record.source,
        month=record.month,
        day=record.day,
        place=record.place or "",
        opening=_opening(record.opening if text is None else text),  # type: ignore[union-attr]
        address=address_of(organisation, record.record, place.row) if place else None,
        number=number,
        noise=noise,
    )
