"""The dossiers as a Django app."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """Registers the tables of this station, and its panels on pages of other stations."""

    name = "seinhuis.desk.dossiers"
    label = "dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the way to a dossier on the page of a report and of a message of the corpus."""
        from seinhuis.desk.dossiers.views.from_corpus import corpus_panel
        from seinhuis.desk.dossiers.views.from_report import report_panel
        from seinhuis.desk.kernel.panels import register_panel

        register_panel("report", report_panel, order=20)
        register_panel("corpus record", corpus_panel, order=10)
