"""Lists of dossiers: enough to choose one, no more."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, QuerySet

from seinhuis.desk.dossiers import opening
from seinhuis.desk.dossiers.contracts import DossierLine, DossierState, NextDate
from seinhuis.desk.dossiers.models import Dossier, Fact, Heading, Source
from seinhuis.desk.dossiers.next_dates import next_dates
from seinhuis.desk.dossiers.reference import dossier_reference
from seinhuis.desk.dossiers.selectors import WORKERS
from seinhuis.desk.dossiers.wording import damaged_sentence
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.vault.api import RecordKey, Viewer, open_each

MAY_GROW = (DossierState.OPEN, DossierState.HANDED_OVER)


@transaction.atomic
def list_dossiers(
    *,
    viewer: Viewer,
    states: Iterable[DossierState] = DossierState,
    without: UUID | None = None,
    first: int = 0,
    limit: int | None = None,
) -> list[DossierLine]:
    """The dossiers of the viewer's organisation that they can open, newest first; a journal row stays.

    ``without`` leaves out those that rest on this report. Raises NotAllowed, Locked.
    """
    require(viewer.actor, *WORKERS)
    rows = Dossier.objects.filter(organisation=viewer.organisation, state__in=list(states))
    if without is not None:
        rows = rows.exclude(pk__in=_resting_on(without))
    last = None if limit is None else first + limit
    shown = list(rows.order_by("-opened_on", "pk")[first:last])
    wanted = [row.pk for row in shown]
    heads, facts = _latest_headings(wanted), _current_facts(wanted)
    keys = open_each(wanted, viewer=viewer)
    days = next_dates(wanted, viewer=viewer)
    journal(actor=viewer.actor, action="dossier.list", subject=viewer.organisation)
    return [
        _line(row, keys[row.pk], heads.get(row.pk), facts.get(row.pk, 0), days.get(row.pk))
        for row in shown
        if row.pk in keys
    ]


def any_dossier_without(report: UUID, *, viewer: Viewer) -> bool:
    """Whether there is a dossier that this report could still be added to. Raises NotAllowed."""
    require(viewer.actor, *WORKERS)
    rows = Dossier.objects.filter(organisation=viewer.organisation, state__in=MAY_GROW)
    return rows.exclude(pk__in=_resting_on(report)).exists()


def dossiers_with(report: UUID, *, viewer: Viewer) -> list[DossierLine]:
    """The dossiers that rest on a report, without anything sealed. Raises NotAllowed."""
    require(viewer.actor, *WORKERS)
    rows = Dossier.objects.filter(organisation=viewer.organisation, pk__in=_resting_on(report))
    return [
        DossierLine(row.pk, dossier_reference(row.pk), DossierState(row.state), row.opened_on)
        for row in rows.order_by("-opened_on", "pk")
    ]


def _resting_on(report: UUID) -> QuerySet[Source, Any]:
    """The dossiers of which a report is a source now."""
    return Source.objects.filter(report=report, withdrawn_on=None).values("dossier")


def _latest_headings(dossiers: list[UUID]) -> dict[UUID, Heading]:
    """The heading that holds, for each of these dossiers."""
    return {each.dossier_id: each for each in Heading.objects.filter(dossier__in=dossiers).order_by("number")}


def _current_facts(dossiers: list[UUID]) -> dict[UUID, int]:
    """How many facts hold in each of these dossiers."""
    holding = Fact.objects.filter(dossier__in=dossiers, withdrawn_on=None, successor=None)
    return dict(holding.values_list("dossier").annotate(facts=Count("pk")).values_list("dossier", "facts"))


def _line(
    row: Dossier, key: RecordKey | None, heading: Heading | None, facts: int, next_date: NextDate | None
) -> DossierLine:
    head = None if key is None or heading is None else opening.head(heading, key)
    return DossierLine(
        row.pk,
        dossier_reference(row.pk),
        DossierState(row.state),
        row.opened_on,
        title=damaged_sentence() if head is None else head.title,
        facts=facts,
        damaged=head is None or head.damaged,
        next_date=next_date,
    )
