"""The content of a report laid out for reading: by question, with what was found marked in the text. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from seinhuis.desk.reports.api import FoundIdentifier, OpenedReport

FIELDS = ("story", "about", "where", "when", "online", "identifiers")


@dataclass(frozen=True)
class Piece:
    """A piece of text, and the kind of identifier it is, if it is one."""

    text: str = field(repr=False)
    kind: str = ""


@dataclass(frozen=True)
class Passage:
    """The answer to one question, in pieces."""

    name: str
    pieces: tuple[Piece, ...] = field(repr=False)


@dataclass(frozen=True)
class FoundOnce:
    """One identifier with every way in which this report writes it, and where.

    ``obfuscated``: at least one of those ways hides it.
    """

    kind: str
    canonical: str = field(repr=False)
    raws: tuple[str, ...] = field(repr=False)
    sources: tuple[str, ...] = ()
    obfuscated: bool = False


def passages(report: OpenedReport) -> tuple[Passage, ...]:
    """The questions that were answered, in the order of the form."""
    answered = ((name, getattr(report.content, name)) for name in FIELDS)
    return tuple(Passage(name, marked(text, _in(report, name))) for name, text in answered if text.strip())


def message_pieces(report: OpenedReport, message: UUID, text: str) -> tuple[Piece, ...]:
    """One message of the conversation, in pieces."""
    return marked(text, _in(report, f"message:{message}"))


def marked(text: str, found: Iterable[FoundIdentifier]) -> tuple[Piece, ...]:
    """Cut ``text`` where identifiers stand in it. Together the pieces are exactly the text."""
    pieces, at = [], 0
    for each in sorted(found, key=lambda one: (one.start, -one.end)):
        if each.start < at or each.end > len(text):
            continue  # It overlaps one that is marked already, or the text was changed since.
        pieces += [Piece(text[at : each.start]), Piece(text[each.start : each.end], each.kind)]
        at = each.end
    return tuple(piece for piece in (*pieces, Piece(text[at:])) if piece.text)


def found_once(identifiers: Sequence[FoundIdentifier]) -> tuple[FoundOnce, ...]:
    """Every different identifier once; those that can link come first."""
    grouped: dict[tuple[str, str], list[FoundIdentifier]] = {}
    for each in identifiers:
        grouped.setdefault((each.kind, each.canonical), []).append(each)
    ordered = sorted(grouped.items(), key=lambda item: not item[1][0].token)
    return tuple(_found_once(kind, canonical, same) for (kind, canonical), same in ordered)


def _found_once(kind: str, canonical: str, same: Sequence[FoundIdentifier]) -> FoundOnce:
    raws = tuple(dict.fromkeys(each.raw for each in same))
    sources = tuple(dict.fromkeys(each.source for each in same))
    return FoundOnce(kind, canonical, raws, sources, any(each.obfuscated for each in same))


def _in(report: OpenedReport, source: str) -> list[FoundIdentifier]:
    return [each for each in report.identifiers if each.source == source]
