"""The kernel as a Django app."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Registers the outbox table."""

    name = "seinhuis.desk.kernel"
    label = "kernel"
    default_auto_field = "django.db.models.BigAutoField"
