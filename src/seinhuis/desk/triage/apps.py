"""The triage as a Django app."""

from django.apps import AppConfig


class TriageConfig(AppConfig):
    """Registers the tables of this station and what it listens to."""

    name = "seinhuis.desk.triage"
    label = "triage"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the reports."""
        from seinhuis.desk.kernel.outbox import subscribe
        from seinhuis.desk.reports.api import ReporterAnswered, ReportReceived, ReportsReceived
        from seinhuis.desk.triage import handlers

        subscribe(ReportReceived, handlers.report_received)
        subscribe(ReportsReceived, handlers.reports_received)
        subscribe(ReporterAnswered, handlers.reporter_answered)
