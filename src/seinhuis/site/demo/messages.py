"""The messages of the demo's corpus, from `corpus.json`: neutral ones, as they hang on two notice boards."""

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

TAXI = "088 123 45 67"  # the company whose number stands in reports of the demo too
FIRST_ID = 1001


@dataclass(frozen=True)
class Writer:
    """Somebody who writes messages: ``count`` of them, spread from the first to the last of ``days_ago``.

    Sources, places, texts and the words that are filled in take turns. ``names_taxi``: which of the messages
    name the taxi company as well.
    """

    key: str
    count: int
    days_ago: tuple[int, int]
    sources: tuple[str, ...]
    places: tuple[str, ...]
    texts: tuple[str, ...]
    words: dict[str, list[str]] = field(default_factory=dict)
    names_taxi: tuple[int, ...] = ()


@dataclass(frozen=True)
class Message:
    """One message, how many days ago it was seen, where, and on which board."""

    days_ago: int
    source: str
    place: str
    text: str


def writers() -> tuple[Writer, ...]:
    """Everybody who writes."""
    text = files("seinhuis.site.demo").joinpath("corpus.json").read_text(encoding="utf-8")
    return tuple(Writer(**values) for values in json.loads(text))


def demo_messages() -> tuple[Message, ...]:
    """Every message, oldest first; each time the same."""
    every = (message for writer in writers() for message in _written(writer))
    return tuple(sorted(every, key=lambda each: (-each.days_ago, each.source, each.text)))


def as_records(messages: tuple[Message, ...], source: str, today: datetime.date) -> Iterator[dict[str, Any]]:
    """What `seinhuis corpus add` takes of one source, one a line."""
    for number, each in enumerate(messages, FIRST_ID):
        if each.source == source:
            day = today - datetime.timedelta(days=each.days_ago)
            yield {"id": str(number), "text": each.text, "time": day.isoformat(), "place": each.place}


def _written(writer: Writer) -> Iterator[Message]:
    first, last = writer.days_ago
    for number in range(writer.count):
        words = {name: _turn(choices, number) for name, choices in writer.words.items()}
        text = _turn(writer.texts, number).format(**words)
        if number in writer.names_taxi:
            text = f"{text.removesuffix('.')}. Geen auto? Taxi {TAXI}."
        days_ago = first - round(number * (first - last) / max(writer.count - 1, 1))
        yield Message(days_ago, _turn(writer.sources, number), _turn(writer.places, number), text)


def _turn(choices: tuple[str, ...] | list[str], number: int) -> str:
    return choices[number % len(choices)]
