"""Looking an identifier up in the corpus: what was understood, on which ground, and who holds it."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.traces.corpus.access import corpus_folder, reading_corpus, subject_of
from seinhuis.desk.traces.corpus.contracts import Ground, HubShown, LookUp, ShownRecord
from seinhuis.desk.traces.corpus.shown import shown_clusters, shown_record
from seinhuis.desk.traces.selectors import identifiers_of
from seinhuis.desk.vault.api import Viewer

if TYPE_CHECKING:
    from seinhuis.engine.linkage.corpus.contracts import Hit

MOST_ASKED = 5
MOST_CLUSTERS, MOST_FOUND, MOST_LOOSE = 50, 10, 50

Asked = tuple[tuple[str, str], ...]


class NotUnderstood(ValueError):
    """Nothing that identifies, or too much of it, stands in what was typed; nothing was looked up."""


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
    return LookUp(
        asked,
        tuple(clusters),
        loose,
        len(cluster_of),
        len(cluster_of) - told,
        _hubs(folder, asked, next(iter(first), None)),
    )


def _hubs(folder: Path, asked: Asked, cluster: str | None) -> tuple[HubShown, ...]:
    """What of this is a hub: every cluster that holds one knows it."""
    from seinhuis.engine.linkage.browsing import hubs_of

    known = hubs_of(folder, cluster) if cluster else ()
    return tuple(
        HubShown(each.kind, each.value, each.records, each.groups)
        for each in known
        if (each.kind, each.value) in asked
    )


def _shown(folder: Path, records: Collection[str], viewer: Viewer, *, linked: bool) -> dict[str, ShownRecord]:
    from seinhuis.engine.linkage.browsing import places_of, records_of

    if not records:
        return {}
    places = places_of(folder, records) if linked else {}
    found = records_of(folder, records)
    return {name: shown_record(each, viewer.organisation, places.get(name)) for name, each in found.items()}
