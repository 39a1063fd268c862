"""One cluster of the corpus: its page, the messages behind a group of its picture, messages by number."""

from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.traces.corpus.access import (
    address_of,
    corpus_folder,
    reading_corpus,
    record_behind,
    subject_of,
)
from seinhuis.desk.traces.corpus.composing import MOST_PAIRS, Composer
from seinhuis.desk.traces.corpus.contracts import ClusterPage, GroupPage, Wanted
from seinhuis.desk.traces.corpus.folding import Fold
from seinhuis.desk.traces.corpus.noise import noise_in_corpus
from seinhuis.desk.traces.corpus.shown import OPENING
from seinhuis.desk.vault.api import Viewer


def cluster_page(address: UUID, *, viewer: Viewer, wanted: Wanted) -> ClusterPage:
    """The cluster in which a record is now; reading it is written to the journal.

    Raises NotAllowed, NotFound, Refused.
    """
    folder = corpus_folder(viewer)
    with reading_corpus():
        record = record_behind(folder, address, organisation=viewer.organisation)
        composer = _composer(folder, record, viewer, with_noise=wanted.with_noise)
        shown = composer.page(address, wanted)
    _journal_reading(composer, record, viewer)
    return shown


def group_page(
    address: UUID, by: Fold, number: int, *, viewer: Viewer, page: int, with_noise: bool
) -> GroupPage:
    """The messages behind one group of the picture; reading it is written to the journal.

    Raises NotAllowed, NotFound, Refused.
    """
    folder = corpus_folder(viewer)
    with reading_corpus():
        record = record_behind(folder, address, organisation=viewer.organisation)
        composer = _composer(folder, record, viewer, with_noise=with_noise)
        shown = composer.group(address, by, number, page)
    if shown is None:
        raise NotFound(_("There is no such group in the picture now. Open the cluster again."))
    _journal_reading(composer, record, viewer)
    return shown


def records_numbered(address: UUID, numbers: Collection[int], *, viewer: Viewer) -> dict[int, UUID]:
    """The addresses of the messages with these numbers in the list of a cluster, as far as they exist.

    Raises NotAllowed, NotFound, Refused.
    """
    from seinhuis.engine.linkage import browsing

    folder = corpus_folder(viewer)
    with reading_corpus():
        record = record_behind(folder, address, organisation=viewer.organisation)
        cluster = browsing.places_of(folder, [record])[record].cluster
        members = browsing.members_of(folder, cluster, signs=0)
        named = {number: members[number - 1].record for number in numbers if 1 <= number <= len(members)}
        places = browsing.places_of(folder, named.values())
    return {number: address_of(viewer.organisation, name, places[name].row) for number, name in named.items()}


def _composer(folder: Path, record: str, viewer: Viewer, *, with_noise: bool) -> Composer:
    from seinhuis.engine.linkage import browsing
    from seinhuis.engine.linkage.corpus.judgements import standing
    from seinhuis.engine.linkage.explaining import explain_cluster

    explained = explain_cluster(folder, record)
    members = browsing.members_of(folder, explained.cluster, signs=OPENING + 1)
    inside = set(explained.members)
    said = [each for each in standing(folder) if each.left in inside or each.right in inside]
    outside = {name for each in explained.outward[:MOST_PAIRS] for name in each[:2]}
    outside |= {name for each in said for name in (each.left, each.right)}
    return Composer(
        explained,
        members,
        said,
        browsing.hubs_of(folder, explained.cluster),
        browsing.places_of(folder, inside | outside),
        noise_in_corpus(viewer.organisation),
        with_noise=with_noise,
    )


def _journal_reading(composer: Composer, record: str, viewer: Viewer) -> None:
    with transaction.atomic():
        subject = subject_of(viewer.organisation, "cluster", composer.facts.get("cluster", record))
        journal(actor=viewer.actor, action="corpus.cluster_read", subject=subject)
