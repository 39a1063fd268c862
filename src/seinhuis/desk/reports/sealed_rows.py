"""Which envelope stands in which column: sealing and opening the rows of the reports in one place."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from seinhuis.desk.reports import finding
from seinhuis.desk.reports.content import content_from_json, content_to_json
from seinhuis.desk.reports.contracts import (
    CloseReason,
    FoundIdentifier,
    OpenedReport,
    ReportContent,
    State,
    Urgency,
)
from seinhuis.desk.reports.contracts import (
    Message as OpenMessage,
)
from seinhuis.desk.reports.models import Message, Report
from seinhuis.desk.reports.reference import reference
from seinhuis.desk.reports.urgency import propose_urgency
from seinhuis.desk.vault.api import RecordKey
from seinhuis.engine.sealing.errors import SealingError

REPORT_TABLE = Report._meta.db_table
MESSAGE_TABLE = Message._meta.db_table


@dataclass(frozen=True)
class Prepared:
    """What follows from a content before it is sealed."""

    content: ReportContent
    found: tuple[FoundIdentifier, ...]
    urgency: Urgency
    reasons: tuple[str, ...]


def prepare(content: ReportContent) -> Prepared:
    """Find the identifiers in a content and propose its urgency."""
    found = finding.unless_it_fails(lambda: finding.find_in_content(content))
    urgency, reasons = propose_urgency(content, found or (), searched=found is not None)
    return Prepared(content, found or (), urgency, reasons)


def fill_report(row: Report, prepared: Prepared, key: RecordKey) -> Report:
    """Put the sealed columns and the proposed urgency into a report row."""
    row.proposed_urgency = prepared.urgency
    for column, value in (
        ("sealed_content", content_to_json(prepared.content)),
        ("sealed_identifiers", finding.to_json(prepared.found)),
        ("sealed_reasons", list(prepared.reasons)),
    ):
        setattr(row, column, key.seal_json(value, table=REPORT_TABLE, row=row.pk, column=column))
    return row


def open_content(row: Report, key: RecordKey) -> ReportContent:
    """The content of a report row. Raises SealingError."""
    return content_from_json(
        key.open_json(row.sealed_content, table=REPORT_TABLE, row=row.pk, column="sealed_content")
    )


def open_identifiers(row: Report, content: ReportContent, key: RecordKey) -> finding.Found:
    """The identifiers of a report row; found again in its content where their seal is damaged."""
    try:
        return _sealed_identifiers(row, key)
    except SealingError:
        found = finding.unless_it_fails(lambda: finding.find_in_content(content))
        return finding.with_tokens(found or (), organisation=row.organisation)


def _sealed_identifiers(row: Report, key: RecordKey) -> finding.Found:
    rows = key.open_json(row.sealed_identifiers, table=REPORT_TABLE, row=row.pk, column="sealed_identifiers")
    return finding.from_json(rows, organisation=row.organisation)


def _derived(
    row: Report, content: ReportContent, key: RecordKey
) -> tuple[finding.Found, tuple[str, ...], bool]:
    """The identifiers, the reasons of the proposed urgency, and whether both had to be derived again."""
    try:
        found = _sealed_identifiers(row, key)
        reasons = key.open_json(row.sealed_reasons, table=REPORT_TABLE, row=row.pk, column="sealed_reasons")
    except SealingError:
        found = open_identifiers(row, content, key)
        return found, propose_urgency(content, found)[1], True
    return found, tuple(reasons), False


def open_whole(
    row: Report, key: RecordKey, messages: tuple[OpenMessage, ...], answered: tuple[FoundIdentifier, ...]
) -> OpenedReport:
    """The whole report, with what the reporter added later. Raises SealingError where the content is
    damaged.
    """
    content = open_content(row, key)
    found, reasons, again = _derived(row, content, key)
    return OpenedReport(
        id=row.pk,
        organisation=row.organisation,
        reference=reference(row.pk),
        received_on=row.received_on,
        state=State(row.state),
        channel=row.channel,
        content=content,
        identifiers=found + answered,
        proposed_urgency=Urgency(row.proposed_urgency),
        urgency_reasons=reasons,
        close_reason=CloseReason(row.close_reason) if row.close_reason else None,
        messages=messages,
        derived_again=again,
    )


def fill_message(row: Message, text: str, found: tuple[FoundIdentifier, ...], key: RecordKey) -> Message:
    """Put the sealed columns into a message row; no identifiers column where none were found."""
    row.sealed_text = key.seal_text(text, table=MESSAGE_TABLE, row=row.pk, column="sealed_text")
    if found:
        row.sealed_identifiers = key.seal_json(
            finding.to_json(found), table=MESSAGE_TABLE, row=row.pk, column="sealed_identifiers"
        )
    return row


def open_message(row: Message, key: RecordKey | None) -> tuple[OpenMessage, finding.Found]:
    """One message as its readers see it, and the identifiers in it. Raises nothing for a damaged seal or a
    damaged grant (no key).

    A sentence stands in the place of a text that does not open, so that the rest of the conversation stays
    readable; identifiers that do not open are found again in the text.
    """
    text = None if key is None else _message_text(row, key)
    found, damaged = ((), True) if key is None else _message_found(row, text or "", key)
    shown = _("This message cannot be opened: its seal is damaged.") if text is None else text
    return OpenMessage(row.pk, row.from_reporter, row.day, shown, row.author, damaged or text is None), found


def _message_text(row: Message, key: RecordKey) -> str | None:
    try:
        return key.open_text(row.sealed_text, table=MESSAGE_TABLE, row=row.pk, column="sealed_text")
    except SealingError:
        return None


def _message_found(row: Message, text: str, key: RecordKey) -> tuple[finding.Found, bool]:
    """What was found in a message, and whether it had to be found again."""
    try:
        return _message_identifiers(row, key), False
    except SealingError:
        source = f"message:{row.pk}"
        found = finding.unless_it_fails(lambda: finding.find_in_text(text, source=source))
        return finding.with_tokens(found or (), organisation=key.organisation), True


def _message_identifiers(row: Message, key: RecordKey) -> tuple[FoundIdentifier, ...]:
    if row.sealed_identifiers is None:
        return ()
    rows = key.open_json(row.sealed_identifiers, table=MESSAGE_TABLE, row=row.pk, column="sealed_identifiers")
    return finding.from_json(rows, organisation=key.organisation)
