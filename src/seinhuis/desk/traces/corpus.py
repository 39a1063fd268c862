"""Reading the corpus: what there is, clusters in the order of attention, looking up, one record."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.kernel.paging import ON_A_PAGE
from seinhuis.desk.traces.corpus_access import (
    address_of,
    corpus_folder,
    reading_corpus,
    record_behind,
    subject_of,
)
from seinhuis.desk.traces.corpus_contracts import (
    ClusterList,
    CorpusState,
    Ground,
    LookUp,
    RecordPage,
    ShownCluster,
    ShownRecord,
)
from seinhuis.desk.traces.corpus_marking import pieces
from seinhuis.desk.traces.selectors import identifiers_of
from seinhuis.desk.vault.api import Viewer

if TYPE_CHECKING:
    from seinhuis.engine.linkage.browsing import Member, Place, Record
    from seinhuis.engine.linkage.corpus.contracts import Hit

OPENING = 240
MOST_ASKED = 5
MOST_CLUSTERS, MOST_FOUND, MOST_LOOSE = 50, 10, 50

Asked = tuple[tuple[str, str], ...]


class NotUnderstood(ValueError):
    """Nothing that identifies, or too much of it, stands in what was typed; nothing was looked up."""


def corpus_state(*, viewer: Viewer) -> CorpusState:
    """What there is, for the first page. Raises NotAllowed, NotFound, Refused for a damaged corpus."""
    from seinhuis.engine.linkage.corpus import Corpus
    from seinhuis.engine.linkage.corpus.clusters import CLUSTERS
    from seinhuis.engine.linkage.corpus.errors import NoCorpus
    from seinhuis.engine.linkage.tables import read_said

    folder = corpus_folder(viewer)
    with reading_corpus():
        try:
            counts = Corpus(folder).stats()
        except NoCorpus:
            return CorpusState(exists=False)
        linked = (folder / CLUSTERS).exists()
        behind = linked and read_said(folder / CLUSTERS).get("generation") != counts.generation
    return CorpusState(True, counts.records, len(counts.by_source), linked, behind)


def cluster_list(*, viewer: Viewer, page: int) -> ClusterList:
    """One page of clusters, in the order of attention; reading it is written to the journal.

    Raises NotAllowed, NotFound, Refused.
    """
    from seinhuis.engine.linkage.browsing import facts_page

    folder = corpus_folder(viewer)
    with reading_corpus():
        total, facts = facts_page(folder, start=(page - 1) * ON_A_PAGE, size=ON_A_PAGE)
        clusters = shown_clusters(folder, facts, viewer)
    with transaction.atomic():
        journal(actor=viewer.actor, action="corpus.list_read")
    return ClusterList(clusters, total)


def look_up(asked: Asked, *, viewer: Viewer, ground: Ground, report: UUID | None = None) -> LookUp:
    """The records that hold these identifiers, by cluster, those with most reason to look first.

    The journal gets a row for each identifier: who, the ground (with the report it came from), and a keyed
    token that only tells whether the same was asked before. Raises NotAllowed, NotFound, Refused.
    """
    from seinhuis.engine.linkage.corpus.looking_up import Index

    folder = corpus_folder(viewer)
    with reading_corpus():
        index = Index(folder)
        hits = [hit for kind, form in asked for hit in index.holding(kind, form)]
        answer = _answer(folder, asked, hits, viewer)
    with transaction.atomic():
        for kind, form in asked:
            journal(
                actor=viewer.actor,
                action="corpus.looked_up",
                subject=subject_of(viewer.organisation, "look-up", f"{kind}:{form}"),
                ground=f"{ground} {report}" if report else str(ground),
            )
    return answer


def identifier_in_report(report: UUID, number: int, *, viewer: Viewer) -> tuple[str, str]:
    """Kind and linking form of one identifier of a report. Raises NotAllowed, NotFound, Locked."""
    from seinhuis.engine.linkage.corpus.linking import linking

    corpus_folder(viewer)
    for each in identifiers_of(report, viewer=viewer):
        form = linking(each.kind, each.canonical) if each.number == number else None
        if form is not None:
            return each.kind, form
    raise NotFound(_("This identifier does not stand in this report."))


def record_page(address: UUID, *, viewer: Viewer) -> RecordPage:
    """One record with its whole text; reading it is written to the journal.

    Raises NotAllowed, NotFound, Refused.
    """
    from seinhuis.engine.linkage import browsing

    folder = corpus_folder(viewer)
    with reading_corpus():
        name = record_behind(folder, address, organisation=viewer.organisation)
        record = browsing.records_of(folder, [name]).get(name)
        if record is None:
            raise NotFound(_("This message has been removed from the corpus."))
        cluster = browsing.places_of(folder, [name])[name].cluster
        facts = browsing.facts_of(folder, [cluster])
        mentioned = browsing.mentioned(folder, name)
    with transaction.atomic():
        subject = subject_of(viewer.organisation, "record", name)
        journal(actor=viewer.actor, action="corpus.record_read", subject=subject)
    found = tuple((each.kind, each.linking or each.canonical, each.linking is not None) for each in mentioned)
    return _record_page(address, record, found, facts[0]["records"] if facts else 1)


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


def shown_record(
    record: "Record | Member", organisation: UUID, place: "Place | None", number: int = 0
) -> ShownRecord:
    """A record as lists show it."""
    text = getattr(record, "text", None)
    return ShownRecord(
        record=record.record,
        source=record.source,
        month=record.month,
        day=record.day,
        place=record.place or "",
        opening=(record.opening if text is None else text)[:OPENING],  # type: ignore[union-attr]
        address=address_of(organisation, record.record, place.row) if place else None,
        number=number,
    )


def understood_in(value: str) -> Asked:
    """Kind and linking form of everything identifying in what was typed. Raises NotUnderstood."""
    from seinhuis.engine.linkage.corpus.errors import NothingToLookUp
    from seinhuis.engine.linkage.corpus.looking_up import understood

    try:
        asked = tuple(understood(value))
    except NothingToLookUp:
        raise NotUnderstood(
            _(
                "Nothing was recognised that can be looked up: a phone number, e-mail address, internet "
                "address, account, number plate, bank account or crypto address. Write an account as "
                "instagram:name."
            )
        ) from None
    if len(asked) > MOST_ASKED:
        raise NotUnderstood(_("Look up at most five identifiers at a time; each needs a reason."))
    return asked


def _answer(folder: Path, asked: Asked, hits: "list[Hit]", viewer: Viewer) -> LookUp:
    """Group what was found by cluster. Only so many records are read as are shown."""
    from seinhuis.engine.linkage.browsing import facts_of

    cluster_of = {hit.record: hit.cluster for hit in hits}
    named = {cluster for cluster in cluster_of.values() if cluster is not None}
    facts = {each["cluster"]: each for each in facts_of(folder, named)} if named else {}
    held: dict[str, list[str]] = {cluster: [] for cluster in facts}
    alone: list[str] = []
    for record, cluster in sorted(cluster_of.items()):
        held.get(cluster or "", alone).append(record)
    first = dict(list(held.items())[:MOST_CLUSTERS])
    wanted = [*alone[:MOST_LOOSE], *(each for records in first.values() for each in records[:MOST_FOUND])]
    shown = _shown(folder, wanted, viewer, linked=bool(named))
    clusters = [
        replace(
            each,
            found=tuple(shown[one] for one in first[each.facts["cluster"]] if one in shown),
            found_count=len(first[each.facts["cluster"]]),
        )
        for each in shown_clusters(folder, [facts[cluster] for cluster in first], viewer)
    ]
    loose = tuple(shown[each] for each in alone[:MOST_LOOSE] if each in shown)
    told = sum(each.found_count for each in clusters) + len(loose)
    return LookUp(asked, tuple(clusters), loose, len(cluster_of), len(cluster_of) - told)


def _shown(folder: Path, records: Collection[str], viewer: Viewer, *, linked: bool) -> dict[str, ShownRecord]:
    from seinhuis.engine.linkage.browsing import places_of, records_of

    if not records:
        return {}
    places = places_of(folder, records) if linked else {}
    found = records_of(folder, records)
    return {name: shown_record(each, viewer.organisation, places.get(name)) for name, each in found.items()}


def _record_page(
    address: UUID, record: "Record", mentioned: tuple[tuple[str, str, bool], ...], cluster_size: int
) -> RecordPage:
    came = record.provenance
    return RecordPage(
        address=address,
        record=record.record,
        source=record.source,
        month=record.month,
        day=record.day,
        place=record.place or "",
        url=record.url or "",
        author=record.author or "",
        text=pieces(record.text, ()),
        mentioned=mentioned,
        cluster_size=cluster_size,
        sha256=came.sha256,
        line=came.line,
        file_name=came.name,
        added_on=datetime.date.fromisoformat(came.on) if came.on else None,
        added_by=came.by,
        legal_ground=came.legal_ground,
    )
