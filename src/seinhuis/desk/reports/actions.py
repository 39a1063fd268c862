"""Receiving reports and answers, asking reporters, and moving a report along."""

import secrets
from functools import partial
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import OrganisationCard
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Role, reporter_of
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.outbox import announce
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.kernel.typed_text import visible
from seinhuis.desk.reports import finding, rules, sealed_rows
from seinhuis.desk.reports.content import made_visible
from seinhuis.desk.reports.contracts import (
    CloseReason,
    FoundIdentifier,
    ReportContent,
    ReporterAnswered,
    ReportReceived,
    State,
    SubmittedReport,
)
from seinhuis.desk.reports.models import Message, Report
from seinhuis.desk.reports.selectors import report_of
from seinhuis.desk.vault.api import (
    RecordKey,
    Viewer,
    create_record,
    grant_to_receipt,
    index_identifiers,
    open_record,
    open_with_receipt,
)
from seinhuis.engine.sealing.receipts import Receipt, new_receipt

HASH_BYTES = 32


class AlreadyReceived(Refused):
    """This very report is in already; its code was shown once."""


class WrongCode(Refused):
    """No conversation belongs to this receipt code."""


@transaction.atomic
def submit_report(
    *,
    organisation: OrganisationCard,
    content: ReportContent,
    channel: str = "form",
    submission: bytes | None = None,
    receipt: Receipt | None = None,
) -> SubmittedReport:
    """Seal a report and its conversation, index what links it, and announce it; all of it or nothing.

    ``submission`` and ``receipt`` follow from the form (see `drafts`); without them they are drawn. Raises
    Refused for a report without anything in it, AlreadyReceived when a report with the same ``submission`` is
    in.
    """
    if rules.is_empty(content):
        raise Refused(_("There is nothing in this report yet. Tell us one thing, however small."))
    prepared = sealed_rows.prepare(made_visible(content))
    holders = [organisation.holder]
    key = create_record(kind="report", organisation=organisation.id, holders=holders)
    conversation = create_record(kind="conversation", organisation=organisation.id, holders=holders)
    row = Report(
        id=key.record,
        organisation=organisation.id,
        submission=submission or secrets.token_bytes(HASH_BYTES),
        channel=channel,
        received_on=clock.today(),
        conversation=conversation.record,
    )
    _keep_once(sealed_rows.fill_report(row, prepared, key))
    receipt = receipt or new_receipt()
    grant_to_receipt(conversation, receipt)
    index_identifiers(row.pk, row.organisation, finding.linking(prepared.found))
    journal(actor=reporter_of(row.organisation), action="report.received", subject=row.pk)
    announce(ReportReceived(str(row.pk), str(row.organisation), prepared.urgency))
    return SubmittedReport(row.pk, receipt)


@transaction.atomic
def answer_as_reporter(*, receipt: Receipt, text: str, entry: UUID | None = None) -> UUID:
    """Add what the reporter wrote to the conversation and return the message's id.

    ``entry`` makes one answer one message, however often it is sent (see `passes`). Raises WrongCode, Refused
    for an empty text.
    """
    opened = open_with_receipt(receipt)
    row = (
        None
        if opened is None
        else Report.objects.select_for_update().filter(conversation=opened.record).first()
    )
    if opened is None or row is None:
        raise WrongCode(_("We do not know this code. Please check the digits and try again."))
    number = entry or uuid4()
    if row.messages.filter(pk=number).exists():
        return number
    find = partial(finding.find_in_text, visible(text), source=f"message:{number}")
    found = finding.unless_it_fails(find) or ()
    _add_message(row, opened, text, found, number=number, author="")
    index_identifiers(row.pk, row.organisation, finding.linking(found))
    Report.objects.filter(pk=row.pk).update(answer_unread=True)
    journal(actor=reporter_of(row.organisation), action="report.answered", subject=row.pk)
    announce(ReporterAnswered(str(row.pk), str(row.organisation)))
    return number


@transaction.atomic
def ask_reporter(report_id: UUID, *, viewer: Viewer, text: str) -> UUID:
    """Put a question into the conversation with the reporter and return the message's id.

    Raises NotAllowed, NotFound, Locked, Refused for an empty question and for a report that has no
    conversation.
    """
    require(viewer.actor, Role.ANALYST, Role.COORDINATOR)
    row = report_of(report_id, viewer=viewer, lock=True)
    if row.conversation is None:
        raise Refused(_("This report was imported: there is no reporter behind it who could be asked."))
    opened = open_record(row.conversation, viewer=viewer)
    number = uuid4()
    _add_message(row, opened, text, (), number=number, author=viewer.actor.id)
    journal(actor=viewer.actor, action="report.asked", subject=row.pk)
    return number


@transaction.atomic
def set_state(
    report_id: UUID, *, viewer: Viewer, state: State, close_reason: CloseReason | None = None
) -> None:
    """Move a report along; the reporter sees the new state in plain words.

    Raises NotAllowed, NotFound, Refused when the step or the reason does not fit.
    """
    require(viewer.actor, Role.ANALYST, Role.COORDINATOR)
    row = report_of(report_id, viewer=viewer, lock=True)
    if not rules.reason_fits(state, close_reason):
        raise Refused(_("A report is closed with a reason; another state has none. Choose both again."))
    if not rules.may_become(State(row.state), state):
        raise Refused(_("A report cannot go back to 'received'. Choose another state."))
    reason = close_reason or ""
    Report.objects.filter(pk=row.pk).update(state=state, close_reason=reason)
    journal(actor=viewer.actor, action=f"report.{state}", subject=row.pk, ground=close_reason)


def _keep_once(row: Report) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise AlreadyReceived(_("We have received this report already.")) from None


def _add_message(
    row: Report,
    opened: RecordKey,
    text: str,
    found: tuple[FoundIdentifier, ...],
    *,
    number: UUID,
    author: str,
) -> None:
    typed = visible(text)
    if not typed.strip():
        raise Refused(_("There is nothing in this message yet."))
    message = Message(
        id=number,
        report=row,
        number=row.messages.count() + 1,
        from_reporter=not author,
        author=author,
        day=clock.today(),
    )
    sealed_rows.fill_message(message, typed, found, opened).save(force_insert=True)
