"""The vault as a Django app."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Registers records, grants and tokens."""

    name = "seinhuis.desk.vault"
    label = "vault"
    default_auto_field = "django.db.models.BigAutoField"
