"""Puts the page of one cluster together from what the engine read, without what is noise."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from seinhuis.desk.kernel.paging import ON_A_PAGE
from seinhuis.desk.traces.corpus.access import address_of
from seinhuis.desk.traces.corpus.contracts import (
    ClusterPage,
    GroupPage,
    HubShown,
    SetAside,
    SharedInCluster,
    ShownPair,
    ShownRecord,
    Wanted,
)
from seinhuis.desk.traces.corpus.folding import Bond, Fold, Folded, Holders, Pair, Piece, Shape, fold
from seinhuis.desk.traces.corpus.layout import Picture, lay_out
from seinhuis.desk.traces.corpus.noise import RECORD, Noise, identifier_token
from seinhuis.desk.traces.corpus.shown import shown_record
from seinhuis.desk.traces.corpus.timeline import timeline

if TYPE_CHECKING:
    from seinhuis.engine.linkage.browsing import Hub, Member, Place
    from seinhuis.engine.linkage.explaining import ClusterExplained, Shared
    from seinhuis.engine.linkage.verdicts import Judgement

MOST_SHARED, MOST_PAIRS, MOST_PAIRS_EACH = 60, 30, 8


class Composer:
    """Knows the numbers and the addresses of the records, and what is folded away as noise.

    A record keeps its number in the list whether or not others are folded away. ``with_noise``: nothing is.
    """

    def __init__(
        self,
        explained: "ClusterExplained",
        members: "Sequence[Member]",
        said: "Sequence[Judgement]",
        hubs: "Sequence[Hub]",
        places: "dict[str, Place]",
        noise: Noise,
        *,
        with_noise: bool,
    ) -> None:
        self.explained = explained
        self.said = said
        self.hubs = hubs
        self.places = places
        self.noise = noise
        self.with_noise = with_noise
        self.number = {each.record: place for place, each in enumerate(members, 1)}
        self.noisy = {each.record: entry for each in members if (entry := noise.of_record(each.record))}
        self.members = members
        self.visible = [each for each in members if with_noise or each.record not in self.noisy]
        self._known: dict[str, UUID] = {}

    @property
    def facts(self) -> dict[str, Any]:
        """What was counted when the corpus was linked."""
        return self.explained.facts

    def page(self, address: UUID, wanted: Wanted) -> ClusterPage:
        """The whole page; a page that does not exist becomes the last."""
        explained = self.explained
        folded = self._folded(wanted.by)
        picture = lay_out(folded)
        pages = _pages(len(self.visible))
        page = min(wanted.page, pages)
        shared = [each for each in explained.shared if self._shows(each.kind, each.value)]
        texts = [each for each in explained.texts if self._show(each.left, each.right)]
        outward = [
            each
            for each in explained.outward
            if self._shows(each[2], each[3] or "") and self._show(*each[:2])
        ]
        node = {(each.kind, each.label): each.key for each in folded.nodes if each.shape is Shape.IDENTIFIER}
        return ClusterPage(
            address=address,
            count=len(self.members),
            facts=explained.facts,
            records=self._records(self.visible, page),
            pages=pages,
            page=page,
            wanted=wanted,
            picture=picture,
            folded_by=folded.by,
            groups=folded.groups,
            shared=tuple(
                self._shared(each, node.get((each.kind, each.value), "")) for each in shared[:MOST_SHARED]
            ),
            more_shared=len(shared[MOST_SHARED:]),
            texts=self._pairs(
                (each.left, each.right, {"similarity": each.similarity}) for each in texts[:MOST_PAIRS]
            ),
            more_texts=len(texts[MOST_PAIRS:]),
            judged=self._pairs((each.left, each.right, {"verdict": str(each.verdict)}) for each in self.said),
            outward=self._pairs(
                (left, right, {"kind": kind, "value": value or ""})
                for left, right, kind, value in outward[:MOST_PAIRS]
            ),
            more_outward=len(outward[MOST_PAIRS:]),
            hubs=tuple(self._hub(each) for each in self.hubs if self._shows(each.kind, each.value)),
            aside=tuple(self._aside()),
            timeline=timeline(each.month for each in self.visible),
            addresses=self._addresses(picture),
            drawn=self._drawn(picture),
        )

    def group(self, address: UUID, by: Fold, number: int, page: int) -> GroupPage | None:
        """The records behind one group of the picture; None when the picture has no such group."""
        found = next((each for each in self._folded(by).groups if each.number == number), None)
        if found is None:
            return None
        inside = set(found.records)
        held = [each for each in self.visible if each.record in inside]
        page = min(page, _pages(len(held)))
        return GroupPage(
            address,
            by,
            found.label,
            number,
            found.count,
            self._records(held, page),
            pages=_pages(len(held)),
            page=page,
        )

    def _shows(self, kind: str, value: str) -> bool:
        """Say whether an identifier is shown; a text is no identifier and never on the list."""
        return self.with_noise or self.noise.of_identifier(kind, value) is None

    def _show(self, *records: str) -> bool:
        return self.with_noise or not any(each in self.noisy for each in records)

    def _records(self, members: "Sequence[Member]", page: int) -> tuple[ShownRecord, ...]:
        return tuple(map(self._shown, members[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]))

    def _shown(self, member: "Member") -> ShownRecord:
        return shown_record(
            member,
            self.noise.organisation,
            self.places.get(member.record),
            self.number[member.record],
            noise=self.noisy.get(member.record),
        )

    def _drawn(self, picture: Picture) -> dict[str, ShownRecord]:
        single = {
            name for each in picture.nodes if each.node.shape is Shape.RECORD for name in each.node.records
        }
        return {each.record: self._shown(each) for each in self.visible if each.record in single}

    def _folded(self, by: Fold | None) -> Folded:
        pieces = [
            Piece(
                each.record,
                self.number[each.record],
                each.place,
                "" if each.month == "unknown" else each.month,
            )
            for each in self.visible
        ]
        texts = [Pair(each.left, each.right, Bond.TEXT, each.similarity) for each in self.explained.texts]
        judged = [Pair(each.left, each.right, Bond(str(each.verdict))) for each in self.said]
        inside = {each.record for each in self.visible}
        pairs = [each for each in (*judged, *texts) if each.left in inside and each.right in inside]
        return fold(pieces, list(self._holders(inside)), pairs, by=by)

    def _holders(self, inside: set[str]) -> Iterator[Holders]:
        """Identifiers that several records hold which are shown."""
        for each in self.explained.shared:
            held = tuple(record for record in each.records if record in inside)
            if len(held) > 1 and self._shows(each.kind, each.value):
                yield Holders(each.kind, each.value, held)

    def _shared(self, shared: "Shared", node: str) -> SharedInCluster:
        first, *others = [each for each in shared.records if self._show(each)] or shared.records
        pairs = self._pairs((first, other, {}) for other in others[:MOST_PAIRS_EACH])
        return SharedInCluster(
            shared.kind,
            shared.value,
            len(shared.records),
            pairs,
            identifier_token(self.noise.organisation, shared.kind, shared.value),
            node,
            self.noise.of_identifier(shared.kind, shared.value),
        )

    def _hub(self, hub: "Hub") -> HubShown:
        return HubShown(
            hub.kind,
            hub.value,
            hub.records,
            hub.groups,
            identifier_token(self.noise.organisation, hub.kind, hub.value),
            self.noise.of_identifier(hub.kind, hub.value),
        )

    def _aside(self) -> Iterator[SetAside]:
        """What of this cluster stands on the noise list, shown or not."""
        held = [(each.kind, each.value) for each in self.explained.shared]
        held += [(each.kind, each.value) for each in self.hubs]
        for kind, value in held:
            entry = self.noise.of_identifier(kind, value)
            if entry:
                yield SetAside(entry, kind, value)
        for record, entry in self.noisy.items():
            yield SetAside(entry, RECORD, record, self.number[record])

    def _pairs(self, pairs: Iterable[tuple[str, str, dict[str, Any]]]) -> tuple[ShownPair, ...]:
        """Those of which both records are in the build; of others there is nothing to open."""
        return tuple(
            ShownPair(
                self._address(left),
                self._address(right),
                (left, right),
                (self.number.get(left, 0), self.number.get(right, 0)),
                **more,
            )
            for left, right, more in pairs
            if left in self.places and right in self.places
        )

    def _addresses(self, picture: Picture) -> dict[str, UUID]:
        ends = {name for line in picture.lines for name in line.edge.pair}
        return {name: self._address(name) for name in sorted(ends)}

    def _address(self, record: str) -> UUID:
        if record not in self._known:
            self._known[record] = address_of(self.noise.organisation, record, self.places[record].row)
        return self._known[record]


def _pages(records: int) -> int:
    return max(1, -(-records // ON_A_PAGE))
