"""Identifiers that stand in a dossier's reports and not yet in the dossier."""

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from seinhuis.desk.dossiers.contracts import Finding
from seinhuis.desk.dossiers.models import Dossier, Identifier, Source
from seinhuis.desk.dossiers.opening import identifier as opened
from seinhuis.desk.dossiers.selectors import WORKERS, dossier_key, dossier_of
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.reports.api import LINKING_KINDS, open_summaries, reference
from seinhuis.desk.vault.api import RecordKey, Viewer


@dataclass(frozen=True)
class Suggestion:
    """An identifier that the dossier could take over. ``code`` names it without saying what it is."""

    code: str
    kind: str
    canonical: str = field(repr=False)
    findings: tuple[Finding, ...] = field(default=(), repr=False)

    @property
    def raws(self) -> tuple[str, ...]:
        """The ways it was written."""
        return tuple(dict.fromkeys(each.raw for each in self.findings))

    @property
    def sources(self) -> tuple[str, ...]:
        """The reports it stands in."""
        return tuple(dict.fromkeys(reference(each.report) for each in self.findings if each.report))


def suggestions_for(dossier: Dossier, key: RecordKey, *, viewer: Viewer) -> list[Suggestion]:
    """What the reports hold that the dossier does not, in a constant number of queries.

    An identifier of which the dossier misses only a place or a way of writing is offered too. What was
    withdrawn is not offered again from the places it was withdrawn with.
    """
    grouped = _in_reports(dossier, viewer)
    known = _known(dossier, key)
    return [
        Suggestion(_code(key, kind, canonical), kind, canonical, tuple(new))
        for (kind, canonical), findings in sorted(grouped.items())
        if (new := [each for each in findings if each not in known[kind, canonical]])
    ]


def _in_reports(dossier: Dossier, viewer: Viewer) -> dict[tuple[str, str], list[Finding]]:
    sources = Source.objects.filter(dossier=dossier, withdrawn_on=None).order_by("recorded_on", "pk")
    reports = list(sources.values_list("report", flat=True))
    summaries = open_summaries(reports, viewer=viewer)
    grouped: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for report in reports:
        for each in summaries[report].identifiers if report in summaries else ():
            if each.kind in LINKING_KINDS:
                grouped[each.kind, each.canonical].append(Finding(each.raw, report, each.source))
    return grouped


def _known(dossier: Dossier, key: RecordKey) -> dict[tuple[str, str], set[Finding]]:
    known: dict[tuple[str, str], set[Finding]] = defaultdict(set)
    for row in Identifier.objects.filter(dossier=dossier):
        held = opened(row, key)
        known[held.kind, held.canonical].update(held.findings)
    return known


def _code(key: RecordKey, kind: str, canonical: str) -> str:
    """Opaque outside an open dossier: keyed with the dossier's own key."""
    return hashlib.blake2b(f"{kind}\n{canonical}".encode(), key=key.key, digest_size=16).hexdigest()


@transaction.atomic
def offered_identifiers(dossier_id: UUID, *, viewer: Viewer) -> list[Suggestion]:
    """What a dossier could take over from its reports; the journal keeps that they were looked through.

    Raises NotAllowed, NotFound, Locked, DossierDamaged.
    """
    require(viewer.actor, *WORKERS)
    row = dossier_of(dossier_id, viewer=viewer)
    offered = suggestions_for(row, dossier_key(row, viewer=viewer), viewer=viewer)
    journal(actor=viewer.actor, action="dossier.identifiers_offered", subject=row.pk)
    return offered
