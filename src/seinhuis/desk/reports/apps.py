"""The reports as a Django app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers the tables of the reports."""

    name = "seinhuis.desk.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"
