"""The door of the reports."""

from seinhuis.desk.reports.actions import (
    AlreadyReceived,
    WrongCode,
    answer_as_reporter,
    ask_reporter,
    set_state,
    submit_report,
)
from seinhuis.desk.reports.contracts import (
    LINKING_KINDS,
    CloseReason,
    Consent,
    Danger,
    FoundIdentifier,
    ImportResult,
    Message,
    OpenedReport,
    ReportContent,
    ReporterAnswered,
    ReporterKind,
    ReportReceived,
    ReportsReceived,
    ReportSummary,
    State,
    SubmittedReport,
    Urgency,
)
from seinhuis.desk.reports.importing import import_reports
from seinhuis.desk.reports.reference import reference
from seinhuis.desk.reports.selectors import (
    ReportDamaged,
    open_report,
    open_summaries,
    reports_exist,
    waiting_for_reader,
)
from seinhuis.desk.reports.signals import SIGNALS, signal_text
from seinhuis.desk.reports.urgency import reason_text

__all__ = [
    "LINKING_KINDS",
    "SIGNALS",
    "AlreadyReceived",
    "CloseReason",
    "Consent",
    "Danger",
    "FoundIdentifier",
    "ImportResult",
    "Message",
    "OpenedReport",
    "ReportContent",
    "ReportDamaged",
    "ReportReceived",
    "ReportSummary",
    "ReporterAnswered",
    "ReporterKind",
    "ReportsReceived",
    "State",
    "SubmittedReport",
    "Urgency",
    "WrongCode",
    "answer_as_reporter",
    "ask_reporter",
    "import_reports",
    "open_report",
    "open_summaries",
    "reason_text",
    "reference",
    "reports_exist",
    "set_state",
    "signal_text",
    "submit_report",
    "waiting_for_reader",
]
