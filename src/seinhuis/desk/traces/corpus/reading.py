"""Reading the corpus: what there is, clusters in the order of attention, one record."""

import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.kernel.paging import ON_A_PAGE
from seinhuis.desk.traces.corpus.access import corpus_folder, reading_corpus, record_behind, subject_of
from seinhuis.desk.traces.corpus.contracts import ClusterList, CorpusState, RecordPage
from seinhuis.desk.traces.corpus.marking import pieces
from seinhuis.desk.traces.corpus.shown import shown_clusters
from seinhuis.desk.vault.api import Viewer

if TYPE_CHECKING:
    from seinhuis.engine.linkage.browsing import Record


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
