"""Every address of the house, filled in with the ids of whoever is to be robbed."""

import itertools
import uuid
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver, reverse


@dataclass(frozen=True)
class Pattern:
    """One address with the names and kinds of what varies in it."""

    name: str
    converters: tuple
    view: object

    def __str__(self):
        return self.name

    @property
    def parameters(self):
        return tuple(name for name, _kind in self.converters)

    def address(self, **values):
        return reverse(self.name, kwargs=values)


def every_pattern():
    """All named addresses of the URL conf."""
    return sorted(_walk(get_resolver(), ()), key=str)


def _walk(resolver, spaces):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
        elif isinstance(entry, URLPattern) and entry.name:
            kinds = tuple((name, kind) for name, kind in entry.pattern.converters.items())
            yield Pattern(":".join([*spaces, entry.name]), kinds, entry.callback)


def house_models():
    """The tables of the house itself."""
    return [model for model in apps.get_models() if model.__module__.startswith("seinhuis.")]


def all_keys():
    """The primary keys of every table now: {model: set}."""
    return {model: set(model._base_manager.values_list("pk", flat=True)) for model in house_models()}


def made_since(before):
    """What was made since: {model: [primary keys]}."""
    return {
        model: sorted(keys - before[model], key=str)
        for model, keys in all_keys().items()
        if keys - before[model]
    }


def one_of_each(keys):
    """One UUID of every table, the rarest first, each once."""
    found = [each for each in (made[0] for made in keys.values()) if isinstance(each, uuid.UUID)]
    return list(dict.fromkeys(found))


def every_uuid(keys):
    """Every UUID that was made, also those that stand in columns of rows and not in primary keys."""
    found = {each for made in keys.values() for each in made if isinstance(each, uuid.UUID)}
    for model, made in keys.items():
        columns = [each.attname for each in model._meta.concrete_fields if _holds_ids(each)]
        for row in model._base_manager.filter(pk__in=made).values_list(*columns):
            found |= {each for each in row if isinstance(each, uuid.UUID)}
    return found


def _holds_ids(column):
    return isinstance(column, (models.UUIDField, models.ForeignKey))


def values_for(kind, numbers):
    """What fits one converter: ids, numbers, or each word of a list."""
    name = type(kind).__name__
    if name == "UUIDConverter":
        return None
    if name == "IntConverter":
        return numbers
    if name == "SlugConverter":
        return ["noord"]
    return [each for each in kind.regex.split("|") if each.isalpha()]


def fillings(pattern, uuids, numbers, base):
    """Values for the parameters of a pattern: those of ``base``, and each of the ids in each one place."""
    others = {name: values_for(kind, numbers) for name, kind in pattern.converters}
    words = {name: values for name, values in others.items() if values is not None}
    places = [name for name, values in others.items() if values is None]
    varied = [dict(base)] + [{**base, place: value} for place in places for value in uuids]
    for chosen in itertools.product(*words.values()):
        for values in varied:
            filled = {**values, **dict(zip(words, chosen, strict=True))}
            yield {name: filled.get(name, uuids[0]) for name in pattern.parameters}


def rows_about(wanted):
    """Every row of the house that mentions one of these ids, with all its values."""
    signs = {str(each) for each in wanted} | {each.hex for each in wanted}
    found = set()
    for model in house_models():
        columns = [each.attname for each in model._meta.concrete_fields]
        for row in model._base_manager.values_list(*columns):
            texts = [bytes(each).decode("latin-1") if _is_bytes(each) else str(each) for each in row]
            if any(each in signs for each in texts) or any(
                sign in each for each in texts for sign in _in(each, signs)
            ):
                found.add((model._meta.label, *texts))
    return found


def _is_bytes(value):
    return isinstance(value, (bytes, memoryview))


def _in(text, signs):
    """Ids within longer texts: payloads, canonical entries, addresses."""
    return [sign for sign in signs if sign in text] if len(text) > 36 and "-" in text else []
