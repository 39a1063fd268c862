"""Every address of the house, found in the URL conf and filled in with made-up values."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

MADE_UP = {
    "UUIDConverter": uuid.UUID(int=7),
    "SlugConverter": "noord",
    "StringConverter": "x",
    "IntConverter": 1,
}


@dataclass(frozen=True)
class Address:
    """One address: its name, a path that matches it, and the view behind it."""

    name: str
    path: str
    view: object

    def __str__(self):
        return self.name


def every_address():
    """All named addresses, in the default language."""
    return sorted(_walk(get_resolver(), ()), key=str)


def _walk(resolver, spaces):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif isinstance(entry, URLPattern) and entry.name:
            name = ":".join([*spaces, entry.name])
            values = {key: _made_up(kind) for key, kind in entry.pattern.converters.items()}
            yield Address(name, reverse(name, kwargs=values), entry.callback)


def in_language(path, language):
    """The same path in another language."""
    return path.replace(f"/{settings.LANGUAGE_CODE}/", f"/{language}/", 1)


def _made_up(converter):
    """A value that fits; a converter with a list of words gets the first one."""
    return MADE_UP.get(type(converter).__name__) or converter.regex.split("|")[0]
