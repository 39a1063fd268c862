"""The journal as a Django app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Registers the journal's tables."""

    name = "seinhuis.desk.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"
