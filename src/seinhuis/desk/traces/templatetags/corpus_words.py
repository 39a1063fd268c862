"""Filters that turn what the corpus holds into words."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django import template

from seinhuis.desk.kernel.typed_text import visible
from seinhuis.desk.traces.corpus import labels
from seinhuis.desk.traces.corpus.contracts import RecordPage, ShownRecord
from seinhuis.desk.traces.corpus.folding import Bond, Fold
from seinhuis.desk.traces.corpus.layout import Picture

LONGEST_LABEL = 22
register = template.Library()


@register.filter
def kind(code: str) -> str:
    """A kind of identifier or of link."""
    return labels.corpus_kind(code)


@register.filter
def verdict(code: str) -> str:
    """What somebody said."""
    return str(labels.VERDICTS.get(code, code))


@register.filter
def why(reason: str) -> str:
    """Why somebody said it."""
    return labels.reason_words(reason)


@register.filter
def unit(code: str) -> str:
    """What two texts were compared by."""
    return str(labels.UNITS.get(code, code))


@register.filter
def when(record: ShownRecord | RecordPage) -> str:
    """The day or month of a record."""
    return labels.moment(record.day, record.month)


@register.filter
def group_name(label: str, by: Fold) -> str:
    """What a group of the picture is called: its place or month, or that it is everything else."""
    if not label:
        return str(labels.ELSEWHERE)
    return visible(label) if by is Fold.PLACE else labels.moment(None, label)


@register.filter
def bond(code: str) -> str:
    """What a line of the picture stands for."""
    return str(labels.BONDS[Bond(code)])


@register.filter
def bonds(picture: Picture) -> list[Bond]:
    """The kinds of lines that a picture has, in a fixed order."""
    there = {line.edge.bond for line in picture.lines}
    return [each for each in Bond if each in there]


@register.filter
def size(facts: Mapping[str, Any]) -> str:
    """How many messages a cluster has, and from when."""
    return labels.size_words(facts)


@register.filter
def counted(facts: Mapping[str, Any]) -> Iterator[str]:
    """The facts of a cluster, a sentence each."""
    return labels.facts_in_words(facts)


@register.filter
def reasons(facts: Mapping[str, Any]) -> Iterator[tuple[bool, str]]:
    """The reasons to look, or not to."""
    return labels.reasons_to_look(facts)


@register.filter
def weakest(facts: Mapping[str, Any]) -> str:
    """The weakest link of a cluster."""
    return labels.weakest_words(facts)


@register.filter
def plain(text: str) -> str:
    """Text from elsewhere with what would change how it is read made visible."""
    return visible(text)


@register.filter
def short(text: str) -> str:
    """A label that fits in a box of the picture."""
    shown = visible(text)
    return shown if len(shown) <= LONGEST_LABEL else shown[: LONGEST_LABEL - 1] + "…"


@register.filter
def percent(share: float) -> str:
    """A share from 0 to 1 in whole percents."""
    return f"{share:.0%}".replace("%", " %") if share < 1 else "100 %"


@register.filter
def behind(record: str, addresses: Mapping[str, UUID]) -> UUID:
    """The address of a record in the picture."""
    return addresses[record]
