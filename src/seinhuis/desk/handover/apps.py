"""The handover as a Django app."""

from django.apps import AppConfig


class HandoverConfig(AppConfig):
    """Registers the tables of this station, what it listens to and its panel on the page of a dossier."""

    name = "seinhuis.desk.handover"
    label = "handover"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Subscribe the handlers and register the panel."""
        from seinhuis.desk.handover import handlers, panels

        handlers.register()
        panels.register()
