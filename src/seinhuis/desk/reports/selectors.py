"""Opening reports for somebody who holds a grant, and conversations for somebody who holds a receipt."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.reports import sealed_rows
from seinhuis.desk.reports.contracts import (
    CloseReason,
    FoundIdentifier,
    Message,
    OpenedReport,
    ReportContent,
    ReporterView,
    ReportSummary,
    State,
)
from seinhuis.desk.reports.models import Message as MessageRow
from seinhuis.desk.reports.models import Report
from seinhuis.desk.reports.reference import reference
from seinhuis.desk.reports.rules import headline
from seinhuis.desk.vault.api import (
    RecordKey,
    Viewer,
    open_each,
    open_records,
    open_sound_records,
    open_with_receipt,
)
from seinhuis.engine.sealing.errors import SealingError
from seinhuis.engine.sealing.receipts import Receipt

READERS = (Role.ANALYST, Role.COORDINATOR)


class ReportDamaged(Refused):
    """The seal of a report does not open any more."""


@transaction.atomic
def open_report(report_id: UUID, *, viewer: Viewer) -> OpenedReport:
    """Open one report with its conversation; the journal keeps that it was read.

    Raises NotAllowed, NotFound, Locked, ReportDamaged.
    """
    require(viewer.actor, *READERS)
    row = report_of(report_id, viewer=viewer)
    _take_mark_away(row)
    try:
        opened = _open_whole(row, viewer)
    except SealingError:
        raise ReportDamaged(damaged_sentence()) from None
    journal(actor=viewer.actor, action="report.read", subject=row.pk)
    return opened


@transaction.atomic
def open_messages(report_id: UUID, *, viewer: Viewer) -> tuple[Message, ...]:
    """The conversation of a report whose own content may be damaged; the journal keeps that it was read.

    Raises NotAllowed, NotFound, Locked.
    """
    require(viewer.actor, *READERS)
    row = report_of(report_id, viewer=viewer)
    _take_mark_away(row)
    journal(actor=viewer.actor, action="report.read", subject=row.pk)
    return tuple(message for message, _found in _conversation(row, viewer))


def open_summaries(report_ids: Iterable[UUID], *, viewer: Viewer) -> dict[UUID, ReportSummary]:
    """One line about each of these reports that the viewer can open, in a constant number of queries.

    A report whose seal is damaged stays in the answer, marked so. Raises NotAllowed, Locked.
    """
    require(viewer.actor, *READERS)
    rows = list(Report.objects.filter(pk__in=list(report_ids), organisation=viewer.organisation))
    answers = _answers_with_identifiers(rows)
    wanted = [row.pk for row in rows] + [
        row.conversation for row in rows if row.pk in answers and row.conversation
    ]
    keys = open_each(wanted, viewer=viewer)
    return {row.pk: _summary(row, keys, answers[row.pk]) for row in rows if row.pk in keys}


def reports_exist(report_ids: Iterable[UUID], *, viewer: Viewer) -> set[UUID]:
    """Which of these are reports of the viewer's organisation."""
    require(viewer.actor, *READERS)
    known = Report.objects.filter(pk__in=list(report_ids), organisation=viewer.organisation)
    return set(known.values_list("pk", flat=True))


def waiting_for_reader(report_ids: Iterable[UUID], *, viewer: Viewer) -> set[UUID]:
    """Which of these reports have an answer of the reporter that nobody opened since."""
    require(viewer.actor, *READERS)
    waiting = Report.objects.filter(
        pk__in=list(report_ids), organisation=viewer.organisation, answer_unread=True
    )
    return set(waiting.values_list("pk", flat=True))


def open_conversation(receipt: Receipt) -> ReporterView | None:
    """What the reporter with this receipt sees, or None for a wrong code."""
    key = open_with_receipt(receipt)
    row = None if key is None else Report.objects.filter(conversation=key.record).first()
    if key is None or row is None:
        return None
    messages = tuple(sealed_rows.open_message(each, key)[0] for each in row.messages.order_by("number"))
    reason = CloseReason(row.close_reason) if row.close_reason else None
    return ReporterView(row.pk, row.organisation, State(row.state), reason, messages)


def report_of(report_id: UUID, *, viewer: Viewer, lock: bool = False) -> Report:
    """The row of a report of the viewer's organisation. Raises NotFound."""
    rows = Report.objects.select_for_update() if lock else Report.objects.all()
    row = rows.filter(pk=report_id, organisation=viewer.organisation).first()
    if row is None:
        raise NotFound(_("There is no such report in your organisation."))
    return row


def lock_reports(report_ids: Iterable[UUID], *, viewer: Viewer) -> None:
    """Lock these reports, in one order, before more than one of them is changed in a transaction.

    Whoever locks them one by one, with a row of the journal in between, and somebody who answers meanwhile
    would wait for each other for ever.
    """
    require(viewer.actor, *READERS)
    rows = Report.objects.select_for_update().filter(
        pk__in=list(report_ids), organisation=viewer.organisation
    )
    list(rows.order_by("pk").values_list("pk", flat=True))


def damaged_sentence() -> str:
    """What stands in the place of a report that does not open."""
    return _("This report cannot be opened: its seal is damaged. Nothing is shown. Tell the keyholder.")


def _take_mark_away(row: Report) -> None:
    """Before the messages are read: an answer that comes in after that is still unread."""
    Report.objects.filter(pk=row.pk, answer_unread=True).update(answer_unread=False)


def _open_whole(row: Report, viewer: Viewer) -> OpenedReport:
    keys = open_records([row.pk], viewer=viewer)
    if row.pk not in keys:
        raise NotFound(_("There is no such report in your organisation."))
    opened = _conversation(row, viewer)
    messages = tuple(message for message, _found in opened)
    answered = tuple(each for _message, found in opened for each in found)
    return sealed_rows.open_whole(row, keys[row.pk], messages, answered)


def _conversation(row: Report, viewer: Viewer) -> list[tuple[Message, tuple[FoundIdentifier, ...]]]:
    """Every message; where the grant is damaged, each with the sentence that says so."""
    if row.conversation is None:
        return []
    key = open_sound_records([row.conversation], viewer=viewer).get(row.conversation)
    return [sealed_rows.open_message(each, key) for each in row.messages.order_by("number")]


def _answers_with_identifiers(rows: list[Report]) -> dict[UUID, list[MessageRow]]:
    answers: dict[UUID, list[MessageRow]] = defaultdict(list)
    reports = [row.pk for row in rows]
    for message in (
        MessageRow.objects.filter(report__in=reports).exclude(sealed_identifiers=None).order_by("number")
    ):
        answers[message.report_id].append(message)
    return answers


def _summary(row: Report, keys: dict[UUID, RecordKey | None], answers: list[MessageRow]) -> ReportSummary:
    state, name = State(row.state), reference(row.pk)
    try:
        content, found = _readable(row, keys, answers)
    except SealingError:
        return ReportSummary(
            row.pk, name, row.received_on, state, damaged_sentence(), damaged=True, channel=row.channel
        )
    return ReportSummary(
        row.pk,
        name,
        row.received_on,
        state,
        headline(content),
        found,
        channel=row.channel,
        consent=content.consent,
    )


def _readable(
    row: Report, keys: dict[UUID, RecordKey | None], answers: list[MessageRow]
) -> tuple[ReportContent, tuple[FoundIdentifier, ...]]:
    key = _whole(keys[row.pk])
    content = sealed_rows.open_content(row, key)
    found = list(sealed_rows.open_identifiers(row, content, key))
    if answers and row.conversation in keys:
        for answer in answers:
            found += sealed_rows.open_message(answer, keys[row.conversation])[1]
    return content, tuple(found)


def _whole(key: RecordKey | None) -> RecordKey:
    if key is None:
        raise SealingError("The grant to this record does not open.")
    return key
