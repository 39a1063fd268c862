"""The noise list: sealing and opening its entries."""

from uuid import UUID

from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import organisation_card
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.kernel.typed_text import visible
from seinhuis.desk.traces.contracts import NoiseEntry, SharedIdentifier
from seinhuis.desk.traces.models import NoiseRow
from seinhuis.desk.traces.selectors import WORKERS
from seinhuis.desk.vault.api import RecordKey, Viewer, create_record, open_sound_records, token_counts
from seinhuis.engine.sealing.errors import SealingError

TABLE = NoiseRow._meta.db_table


def new_row(
    key: RecordKey, identifier: SharedIdentifier, reason: str, *, actor: str, corpus: bool = False
) -> NoiseRow:
    """A row for the list; its id is the id of its sealed record. ``corpus``: it is noise there only."""
    said = [identifier.kind, identifier.canonical]
    return NoiseRow(
        id=key.record,
        organisation=key.organisation,
        token=identifier.token,
        corpus=corpus,
        added_by=actor,
        added_on=clock.today(),
        sealed_identifier=key.seal_json(said, table=TABLE, row=key.record, column="sealed_identifier"),
        sealed_reason=key.seal_text(reason, table=TABLE, row=key.record, column="sealed_reason"),
    )


def put_on_list(identifier: SharedIdentifier, reason: str, *, viewer: Viewer, corpus: bool = False) -> UUID:
    """Seal an identifier with its reason and put it on the list; returns the entry's id.

    Runs inside the caller's transaction. Raises Refused without a reason or when it is on the list already.
    """
    typed = visible(reason).strip()
    if not typed:
        raise Refused(_("Say why this identifier says nothing, so that a colleague can check it later."))
    if identifier.noise:
        raise Refused(_("This identifier is on the noise list already."))
    holder = organisation_card(viewer.organisation).holder
    key = create_record(kind="noise", organisation=viewer.organisation, holders=[holder])
    new_row(key, identifier, typed, actor=viewer.actor.id, corpus=corpus).save(force_insert=True)
    return key.record


def noise_entries(*, viewer: Viewer) -> tuple[NoiseEntry, ...]:
    """What is on the list now, newest first; an entry that does not open can still be taken off.

    Raises NotAllowed, Locked. A constant number of queries.
    """
    require(viewer.actor, *WORKERS)
    rows = list(NoiseRow.objects.filter(organisation=viewer.organisation, removed_on=None))
    rows.sort(key=lambda row: (row.added_on, row.pk), reverse=True)
    keys = open_sound_records([row.pk for row in rows], viewer=viewer)
    counts = token_counts([row.token for row in rows], organisation=viewer.organisation, with_muted=True)
    return tuple(_entry(row, keys.get(row.pk), counts.get(row.token, 0)) for row in rows)


def _entry(row: NoiseRow, key: RecordKey | None, reports: int) -> NoiseEntry:
    identifier, reason = _identifier(row, key), _reason(row, key)
    kind, canonical = identifier or ("", "")
    return NoiseEntry(
        row.pk,
        row.added_by,
        row.added_on,
        reports,
        kind,
        canonical,
        reason or "",
        damaged=identifier is None,
        reason_damaged=reason is None,
        corpus=row.corpus,
    )


def _identifier(row: NoiseRow, key: RecordKey | None) -> tuple[str, str] | None:
    """Kind and canonical form, or None where seal or grant is damaged."""
    if key is None:
        return None
    try:
        kind, canonical = key.open_json(
            row.sealed_identifier, table=TABLE, row=row.pk, column="sealed_identifier"
        )
    except SealingError:
        return None
    return kind, canonical


def _reason(row: NoiseRow, key: RecordKey | None) -> str | None:
    if key is None:
        return None
    try:
        return key.open_text(row.sealed_reason, table=TABLE, row=row.pk, column="sealed_reason")
    except SealingError:
        return None
