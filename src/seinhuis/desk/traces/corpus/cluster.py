"""One cluster of the corpus: facts, picture, timeline, records, and everything that holds it together."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.paging import ON_A_PAGE
from seinhuis.desk.traces.corpus.access import (
    address_of,
    corpus_folder,
    reading_corpus,
    record_behind,
    subject_of,
)
from seinhuis.desk.traces.corpus.contracts import (
    ClusterPage,
    HubShown,
    SharedInCluster,
    ShownPair,
    ShownRecord,
)
from seinhuis.desk.traces.corpus.folding import Bond, Folded, Holders, Pair, Piece, fold
from seinhuis.desk.traces.corpus.layout import Picture, lay_out
from seinhuis.desk.traces.corpus.shown import OPENING, shown_record
from seinhuis.desk.traces.corpus.timeline import timeline
from seinhuis.desk.vault.api import Viewer

if TYPE_CHECKING:
    from seinhuis.engine.linkage.browsing import Hub, Member, Place
    from seinhuis.engine.linkage.explaining import ClusterExplained, Shared
    from seinhuis.engine.linkage.verdicts import Judgement

MOST_SHARED, MOST_PAIRS, MOST_PAIRS_EACH = 30, 30, 8


def cluster_page(address: UUID, *, viewer: Viewer, page: int) -> ClusterPage:
    """The cluster in which a record is now; reading it is written to the journal.

    Raises NotAllowed, NotFound, Refused.
    """
    folder = corpus_folder(viewer)
    with reading_corpus():
        record = record_behind(folder, address, organisation=viewer.organisation)
        shown = _read(folder, address, record, viewer, page)
    with transaction.atomic():
        subject = subject_of(viewer.organisation, "cluster", shown.facts.get("cluster", record))
        journal(actor=viewer.actor, action="corpus.cluster_read", subject=subject)
    return shown


def _read(folder: Path, address: UUID, record: str, viewer: Viewer, page: int) -> ClusterPage:
    from seinhuis.engine.linkage import browsing
    from seinhuis.engine.linkage.corpus.judgements import standing
    from seinhuis.engine.linkage.explaining import explain_cluster

    explained = explain_cluster(folder, record)
    members = browsing.members_of(folder, explained.cluster, signs=OPENING)
    inside = set(explained.members)
    said = [each for each in standing(folder) if each.left in inside or each.right in inside]
    outside = {name for each in explained.outward[:MOST_PAIRS] for name in each[:2]}
    outside |= {name for each in said for name in (each.left, each.right)}
    places = browsing.places_of(folder, inside | outside)
    hubs = browsing.hubs_of(folder, explained.cluster)
    return _Maker(viewer.organisation, explained, members, places).page(address, said, hubs, page)


class _Maker:
    """Puts one page together; it knows the numbers and the addresses of the records."""

    def __init__(
        self,
        organisation: UUID,
        explained: "ClusterExplained",
        members: "Sequence[Member]",
        places: "dict[str, Place]",
    ) -> None:
        self.explained = explained
        self.members = members
        self.places = places
        self.number = {each.record: place for place, each in enumerate(members, 1)}
        self.organisation = organisation
        self._known: dict[str, UUID] = {}

    def page(
        self, address: UUID, said: "Sequence[Judgement]", hubs: "Sequence[Hub]", page: int
    ) -> ClusterPage:
        """The whole page."""
        explained = self.explained
        pages = max(1, -(-len(self.members) // ON_A_PAGE))
        page = min(page, pages)
        folded = self._folded(said)
        picture = lay_out(folded)
        return ClusterPage(
            address=address,
            count=len(self.members),
            facts=explained.facts,
            records=self._records(page),
            pages=pages,
            page=page,
            picture=picture,
            picture_grouped=folded.grouped,
            shared=tuple(map(self._shared, explained.shared[:MOST_SHARED])),
            more_shared=len(explained.shared[MOST_SHARED:]),
            texts=tuple(
                self._pairs(
                    (each.left, each.right, {"similarity": each.similarity})
                    for each in explained.texts[:MOST_PAIRS]
                )
            ),
            more_texts=len(explained.texts[MOST_PAIRS:]),
            judged=tuple(
                self._pairs((each.left, each.right, {"verdict": str(each.verdict)}) for each in said)
            ),
            outward=tuple(
                self._pairs(
                    (left, right, {"kind": kind, "value": value or ""})
                    for left, right, kind, value in explained.outward[:MOST_PAIRS]
                )
            ),
            more_outward=len(explained.outward[MOST_PAIRS:]),
            hubs=tuple(HubShown(each.kind, each.value, each.records, each.groups) for each in hubs),
            timeline=timeline(each.month for each in self.members),
            addresses=self._addresses(picture),
        )

    def _records(self, page: int) -> tuple[ShownRecord, ...]:
        start = (page - 1) * ON_A_PAGE
        return tuple(
            shown_record(each, self.organisation, self.places.get(each.record), number)
            for number, each in enumerate(self.members[start : start + ON_A_PAGE], start + 1)
        )

    def _folded(self, said: "Sequence[Judgement]") -> Folded:
        pieces = [
            Piece(each.record, number, each.place, "" if each.month == "unknown" else each.month)
            for number, each in enumerate(self.members, 1)
        ]
        holders = [Holders(each.kind, each.value, each.records) for each in self.explained.shared]
        texts = [Pair(each.left, each.right, Bond.TEXT, each.similarity) for each in self.explained.texts]
        judged = [
            Pair(each.left, each.right, Bond(str(each.verdict)))
            for each in said
            if each.left in self.number and each.right in self.number
        ]
        return fold(pieces, holders, [*judged, *texts])

    def _shared(self, shared: "Shared") -> SharedInCluster:
        first, *others = shared.records
        pairs = self._pairs((first, other, {}) for other in others[:MOST_PAIRS_EACH])
        return SharedInCluster(shared.kind, shared.value, len(shared.records), tuple(pairs))

    def _pairs(self, pairs: Iterable[tuple[str, str, dict[str, object]]]) -> Iterable[ShownPair]:
        """Those of which both records are in the build; of others there is nothing to open."""
        for left, right, more in pairs:
            if left in self.places and right in self.places:
                numbers = (self.number.get(left, 0), self.number.get(right, 0))
                yield ShownPair(
                    self._address(left),
                    self._address(right),
                    (left, right),
                    numbers,
                    **more,  # type: ignore[arg-type]
                )

    def _addresses(self, picture: Picture) -> dict[str, UUID]:
        ends = {name for line in picture.lines for name in line.edge.pair}
        return {name: self._address(name) for name in sorted(ends)}

    def _address(self, record: str) -> UUID:
        if record not in self._known:
            self._known[record] = address_of(self.organisation, record, self.places[record].row)
        return self._known[record]
