"""Reading dossiers: always with the viewer, always one organisation, a constant number of queries."""

import hashlib
from collections import defaultdict
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.dossiers import opening
from seinhuis.desk.dossiers.contracts import (
    DossierHistory,
    DossierIdentifier,
    DossierPerson,
    DossierState,
    Exhibit,
    Fact,
    HeadVersion,
    OpenedDossier,
    SourceReport,
    Statement,
)
from seinhuis.desk.dossiers.models import Dossier
from seinhuis.desk.dossiers.models import Exhibit as ExhibitRow
from seinhuis.desk.dossiers.models import Fact as FactRow
from seinhuis.desk.dossiers.reference import dossier_reference
from seinhuis.desk.dossiers.wording import damaged_sentence
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.reports.api import open_summaries, reference
from seinhuis.desk.vault.api import BlobDamaged, NoGrant, RecordKey, Viewer, load_blob, open_record
from seinhuis.engine.sealing.errors import SealingError

WORKERS = (Role.ANALYST, Role.COORDINATOR)


class DossierDamaged(Refused):
    """The seal of a whole dossier does not open any more."""


class ExhibitDamaged(Refused):
    """A file is not what was added: it is missing, was changed, or its seal does not open."""


@transaction.atomic
def open_dossier(dossier_id: UUID, *, viewer: Viewer) -> OpenedDossier:
    """Open one dossier whole; the journal keeps that it was read.

    Raises NotAllowed, NotFound, Locked, DossierDamaged.
    """
    require(viewer.actor, *WORKERS)
    row = dossier_of(dossier_id, viewer=viewer)
    key = dossier_key(row, viewer=viewer)
    opened = _open_whole(row, key, viewer)
    journal(actor=viewer.actor, action="dossier.read", subject=row.pk)
    return opened


def load_exhibit(dossier_id: UUID, exhibit_id: UUID, *, viewer: Viewer) -> bytes:
    """The bytes of one file, checked against the SHA-256 recorded when it was added; a journal row stays.

    Raises NotAllowed, NotFound, Locked, Refused for a file that was removed, ExhibitDamaged.
    """
    return exhibit_with_file(dossier_id, exhibit_id, viewer=viewer)[1]


@transaction.atomic
def exhibit_with_file(dossier_id: UUID, exhibit_id: UUID, *, viewer: Viewer) -> tuple[Exhibit, bytes]:
    """What is known about a file, and its bytes as `load_exhibit` gives them. Raises what that raises."""
    require(viewer.actor, *WORKERS)
    dossier = dossier_of(dossier_id, viewer=viewer)
    row = ExhibitRow.objects.filter(pk=exhibit_id, dossier=dossier).first()
    if row is None:
        raise NotFound(_("There is no such exhibit in this dossier."))
    known = opening.exhibit(row, dossier_key(dossier, viewer=viewer))
    data = _file_of(row, viewer)
    if known.damaged or hashlib.sha256(data).hexdigest() != known.sha256:
        raise ExhibitDamaged(_exhibit_sentence(row.number))
    journal(actor=viewer.actor, action="exhibit.read", subject=row.pk)
    return known, data


def dossier_of(dossier_id: UUID, *, viewer: Viewer, lock: bool = False) -> Dossier:
    """The row of a dossier of the viewer's organisation. Raises NotFound."""
    rows = Dossier.objects.select_for_update() if lock else Dossier.objects.all()
    row = rows.filter(pk=dossier_id, organisation=viewer.organisation).first()
    if row is None:
        raise NotFound(_("There is no such dossier in your organisation."))
    return row


def dossier_key(row: Dossier, *, viewer: Viewer) -> RecordKey:
    """The key of a dossier. Raises NotFound, Locked, DossierDamaged."""
    try:
        return open_record(row.pk, viewer=viewer)
    except SealingError:
        raise DossierDamaged(
            _("This dossier cannot be opened: its seal is damaged. Nothing is shown. Tell the keyholder.")
        ) from None


def _open_whole(row: Dossier, key: RecordKey, viewer: Viewer) -> OpenedDossier:
    heads = [opening.head(each, key) for each in row.heading_set.order_by("-number")] or [_no_head()]
    exhibits = [opening.exhibit(each, key) for each in row.exhibit_set.order_by("number")]
    reports = _sources(row, key, viewer)
    facts = _facts(row, key, {each.id: each.number for each in exhibits})
    persons, identifiers = _persons(row, key), _identifiers(row, key)
    return OpenedDossier(
        id=row.pk,
        organisation=row.organisation,
        reference=dossier_reference(row.pk),
        title=heads[0].title,
        summary=heads[0].summary,
        opened_on=row.opened_on,
        opened_by=row.opened_by,
        state=DossierState(row.state),
        reports=tuple(each for each in reports if each.withdrawn is None),
        facts=tuple(each for each in facts if each.withdrawn is None),
        persons=tuple(each for each in persons if each.withdrawn is None),
        identifiers=tuple(each for each in identifiers if _holds(each)),
        exhibits=tuple(each for each in exhibits if each.withdrawn is None and each.removed is None),
        notes=tuple(opening.note(each, key) for each in row.note_set.order_by("number")),
        head_number=heads[0].number,
        head_damaged=heads[0].damaged,
        history=_history(heads, reports, facts, persons, identifiers, exhibits),
    )


def _no_head() -> HeadVersion:
    """What stands where the heading is gone altogether."""
    return HeadVersion(0, damaged_sentence(), damaged=True)


def _history(
    heads: list[HeadVersion],
    reports: list[SourceReport],
    facts: list[Fact],
    persons: list[DossierPerson],
    identifiers: list[DossierIdentifier],
    exhibits: list[Exhibit],
) -> DossierHistory:
    return DossierHistory(
        heads=tuple(heads[1:]),
        reports=tuple(each for each in reports if each.withdrawn is not None),
        facts=tuple(each for each in facts if each.withdrawn is not None),
        persons=tuple(each for each in persons if each.withdrawn is not None),
        identifiers=tuple(each for each in identifiers if not _holds(each)),
        exhibits=tuple(each for each in exhibits if each.withdrawn is not None or each.removed is not None),
    )


def _holds(identifier: DossierIdentifier) -> bool:
    return identifier.withdrawn is None and identifier.superseded_by is None


def _sources(row: Dossier, key: RecordKey, viewer: Viewer) -> list[SourceReport]:
    rows = list(row.source_set.order_by("recorded_on", "pk"))
    summaries = open_summaries({each.report for each in rows}, viewer=viewer)
    return [opening.source(each, key, summaries.get(each.report)) for each in rows]


def _facts(row: Dossier, key: RecordKey, exhibits: dict[UUID, int]) -> list[Fact]:
    rows = list(row.fact_set.order_by("number"))
    followed = {each.supersedes_id: each.pk for each in rows}
    return [opening.fact(each, key, followed.get(each.pk), _source_name(each, exhibits)) for each in rows]


def _source_name(row: FactRow, exhibits: dict[UUID, int]) -> str:
    if row.report is not None:
        return reference(row.report)
    return _("Exhibit %(number)s") % {"number": exhibits[row.exhibit_id] if row.exhibit_id else "?"}


def _persons(row: Dossier, key: RecordKey) -> list[DossierPerson]:
    rows = list(row.statement_set.order_by("recorded_on", "pk"))
    followed = {each.supersedes_id: each.pk for each in rows}
    stated: dict[UUID, list[Statement]] = defaultdict(list)
    for each in rows:
        stated[each.person_id].append(opening.statement(each, key, followed.get(each.pk)))
    return [opening.person(each, key, stated[each.pk]) for each in row.person_set.order_by("number")]


def _identifiers(row: Dossier, key: RecordKey) -> list[DossierIdentifier]:
    rows = list(row.identifier_set.order_by("recorded_on", "pk"))
    followed = {each.supersedes_id: each.pk for each in rows}
    opened = [opening.identifier(each, key, followed.get(each.pk)) for each in rows]
    return sorted(opened, key=lambda each: (each.kind, each.canonical))


def _file_of(row: ExhibitRow, viewer: Viewer) -> bytes:
    if row.blob is None:
        raise Refused(_("This file was removed and referred. It is not here any more."))
    try:
        key = open_record(row.pk, viewer=viewer)
        return load_blob(key, row.blob)
    except NoGrant:
        raise
    except (BlobDamaged, NotFound, SealingError):
        raise ExhibitDamaged(_exhibit_sentence(row.number)) from None


def _exhibit_sentence(number: int) -> str:
    return _(
        "Exhibit %(number)s is not the file that was added: it is missing or was changed. It is not given "
        "out. Restore it from the backup; its SHA-256 is in the dossier."
    ) % {"number": number}
