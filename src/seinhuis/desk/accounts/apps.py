"""The accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers people and organisations."""

    name = "seinhuis.desk.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Lend the journal the names of colleagues."""
        from seinhuis.desk.accounts.selectors import colleague_names
        from seinhuis.desk.journal.api import lend_names
        from seinhuis.desk.vault.api import Viewer

        lend_names("accounts", lambda actor: colleague_names(viewer=Viewer(actor)))
