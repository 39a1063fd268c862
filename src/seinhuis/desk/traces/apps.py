"""The traces as a Django app."""

from django.apps import AppConfig


class TracesConfig(AppConfig):
    """Registers the tables of this station and its panel on the page of a report."""

    name = "seinhuis.desk.traces"
    label = "traces"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Show the links on the page of a report."""
        from seinhuis.desk.kernel.panels import register_panel
        from seinhuis.desk.traces.link_pages import links_panel

        register_panel("report", links_panel, order=10)
