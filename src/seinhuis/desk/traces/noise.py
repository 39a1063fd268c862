"""The noise list: sealing and opening its entries."""

from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.traces.contracts import NoiseEntry, SharedIdentifier
from seinhuis.desk.traces.models import NoiseRow
from seinhuis.desk.traces.selectors import WORKERS
from seinhuis.desk.vault.api import RecordKey, Viewer, open_sound_records, token_counts
from seinhuis.engine.sealing.errors import SealingError

TABLE = NoiseRow._meta.db_table


def new_row(key: RecordKey, identifier: SharedIdentifier, reason: str, *, actor: str) -> NoiseRow:
    """A row for the list; its id is the id of its sealed record."""
    said = [identifier.kind, identifier.canonical]
    return NoiseRow(
        id=key.record,
        organisation=key.organisation,
        token=identifier.token,
        added_by=actor,
        added_on=clock.today(),
        sealed_identifier=key.seal_json(said, table=TABLE, row=key.record, column="sealed_identifier"),
        sealed_reason=key.seal_text(reason, table=TABLE, row=key.record, column="sealed_reason"),
    )


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
