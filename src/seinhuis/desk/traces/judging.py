"""The history of judgements on links: reading what stands, for one report at a time."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from seinhuis.desk.traces.contracts import Judgement, Opinion
from seinhuis.desk.traces.models import JudgementRow
from seinhuis.desk.traces.rules import standing
from seinhuis.desk.vault.api import RecordKey, Viewer, open_sound_records
from seinhuis.engine.sealing.errors import SealingError

TABLE = JudgementRow._meta.db_table
COLUMN = "sealed_reason"


def standing_judgements(report: UUID, *, viewer: Viewer) -> dict[UUID, JudgementRow]:
    """What stands for each judged link of a report, by the other report. One query."""
    rows = JudgementRow.objects.filter(Q(first=report) | Q(second=report), organisation=viewer.organisation)
    histories: dict[UUID, list[JudgementRow]] = defaultdict(list)
    for row in rows.order_by("number"):
        histories[row.second if row.first == report else row.first].append(row)
    found = {other: standing(history) for other, history in histories.items()}
    return {other: row for other, row in found.items() if row is not None}


def open_opinions(rows: Iterable[JudgementRow], *, viewer: Viewer) -> dict[UUID, Opinion]:
    """Open the reasons of these judgements, by row id; a damaged one is marked so. One query."""
    judged = list(rows)
    records = [row.record for row in judged if row.record is not None]
    keys = open_sound_records(records, viewer=viewer)
    return {row.pk: _opinion(row, keys) for row in judged}


def _opinion(row: JudgementRow, keys: dict[UUID, RecordKey]) -> Opinion:
    judgement = Judgement(row.judgement)
    if row.sealed_reason is None or row.record is None:
        return Opinion(judgement, row.judged_by, row.judged_on)
    key = keys.get(row.record)
    try:
        if key is None:
            raise SealingError("The grant to this reason does not open.")
        reason = key.open_text(row.sealed_reason, table=TABLE, row=row.pk, column=COLUMN)
    except SealingError:
        return Opinion(judgement, row.judged_by, row.judged_on, damaged=True)
    return Opinion(judgement, row.judged_by, row.judged_on, reason)
