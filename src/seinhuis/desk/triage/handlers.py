"""What the triage does with news from the reports. Each may be told twice."""

from uuid import UUID

from django.db import transaction

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import system_for
from seinhuis.desk.reports.api import ReporterAnswered, ReportReceived, ReportsReceived, Urgency
from seinhuis.desk.triage.contracts import ItemState
from seinhuis.desk.triage.items import fresh_date
from seinhuis.desk.triage.models import QueueItem


class NotInTheQueueYet(LookupError):
    """An answer came before the news of its report; the outbox brings it again."""


def report_received(event: ReportReceived) -> None:
    """Put a new report in the queue."""
    _put_in_queue(UUID(event.organisation), [(UUID(event.report), Urgency(event.urgency))])


def reports_received(event: ReportsReceived) -> None:
    """Put a batch of an import in the queue."""
    pairs = zip(event.reports.split(), event.urgencies.split(), strict=True)
    _put_in_queue(UUID(event.organisation), [(UUID(report), Urgency(urgency)) for report, urgency in pairs])


@transaction.atomic
def reporter_answered(event: ReporterAnswered) -> None:
    """Mark the answer, and bring what it belongs to back to today; what had left the queue returns.

    Raises NotInTheQueueYet.
    """
    report, organisation = UUID(event.report), UUID(event.organisation)
    item = QueueItem.objects.filter(pk=report, organisation=organisation).first()
    if item is None:
        raise NotInTheQueueYet("The report of this answer is not in the queue yet.")
    QueueItem.objects.filter(pk=report).update(new_answer=True)
    lead = QueueItem.objects.select_for_update().get(pk=item.lead)
    QueueItem.objects.filter(pk=lead.pk).update(
        next_date=min(lead.next_date, clock.today()) if lead.state == ItemState.OPEN else clock.today()
    )
    if lead.state != ItemState.OPEN:
        _bring_back(lead)


def _put_in_queue(organisation: UUID, reports: list[tuple[UUID, Urgency]]) -> None:
    days = {urgency: fresh_date(urgency) for urgency in Urgency}
    rows = [
        QueueItem(
            report=report, organisation=organisation, lead=report, urgency=urgency, next_date=days[urgency]
        )
        for report, urgency in reports
    ]
    QueueItem.objects.bulk_create(rows, ignore_conflicts=True)


def _bring_back(lead: QueueItem) -> None:
    QueueItem.objects.filter(lead=lead.pk, state=lead.state).exclude(pk=lead.pk).update(
        state=ItemState.JOINED
    )
    QueueItem.objects.filter(pk=lead.pk).update(state=ItemState.OPEN)
    journal(
        actor=system_for(lead.organisation),
        action="triage.reopened",
        subject=lead.pk,
        ground="reporter_answered",
    )
