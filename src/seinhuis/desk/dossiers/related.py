"""Reports that go with a report: handled as one with it, or judged to belong to the same matter."""

from uuid import UUID

from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.reports.api import ReportSummary, open_summaries
from seinhuis.desk.traces.api import reports_judged_same
from seinhuis.desk.triage.api import joined_with
from seinhuis.desk.vault.api import Viewer


def related_reports(report: UUID, *, viewer: Viewer) -> list[ReportSummary]:
    """One line about each report that goes with this one, without itself. Raises NotAllowed, Locked."""
    together = dict.fromkeys((*_joined(report, viewer), *reports_judged_same(report, viewer=viewer)))
    together.pop(report, None)
    summaries = open_summaries(together, viewer=viewer)
    return [summaries[each] for each in together if each in summaries]


def _joined(report: UUID, viewer: Viewer) -> tuple[UUID, ...]:
    try:
        return joined_with(report, viewer=viewer)
    except NotFound:
        # Its place in the queue is still in the outbox: nothing can have been joined to it yet.
        return ()
