"""The site as a Django app: it holds the templates of allauth and the house."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Names the site."""

    name = "seinhuis.site"
    label = "seinhuis_site"
