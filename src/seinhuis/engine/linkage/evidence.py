"""The evidence of one link: where the identifier stands in both records, or what the two texts share.

It names the version of the rule and can be replayed: the rule, run again on the two texts, gives the link
again.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seinhuis.engine.linkage.corpus.linking import found, linking
from seinhuis.engine.linkage.frequencies import read_frequencies
from seinhuis.engine.linkage.tables import PERSON, TEXT, read_said
from seinhuis.engine.linkage.text import Span, TextReason, explain, replay
from seinhuis.engine.linkage.views import connected

_MENTIONS = """
select mentions.record, start, "end", obfuscated, confidence, mentions.extractor, text
from mentions join records using (record)
where record in ($left, $right) and kind = $kind and linking = $value
order by record, start nulls last, "end"
"""
_TEXT_OF = "select text from records where record = $record"


@dataclass(frozen=True)
class Mention:
    """Where an identifier stands; ``raw`` = text[start:end]. No place for one that came ready-made."""

    record: str
    start: int | None
    end: int | None
    raw: str | None
    obfuscated: bool
    confidence: float
    rule: str | None


@dataclass(frozen=True)
class Evidence:
    """Why one link is there: ``mentions`` of an identifier, or ``text`` with the words that differ."""

    left: str
    right: str
    kind: str
    value: str | None
    mentions: tuple[Mention, ...] = ()
    text: TextReason | None = None
    left_only: tuple[str, ...] = ()
    right_only: tuple[str, ...] = ()


class NotReplayed(ValueError):
    """A rule, run again, does not give the link of its evidence."""


def evidence_of(folder: Path, left: str, right: str, kind: str, value: str | None) -> Evidence | None:
    """The evidence of one link of the last build; None for a judgement, whose evidence is the person."""
    if kind == PERSON:
        return None
    with connected(folder) as connection:
        if kind == TEXT:
            return _text_evidence(folder, connection, left, right)
        asked = {"left": left, "right": right, "kind": kind, "value": value}
        rows = connection.execute(_MENTIONS, asked).fetchall()
    return Evidence(left, right, kind, value, tuple(_mention(*row) for row in rows))


def replay_evidence(folder: Path, evidence: Evidence) -> None:
    """Run the rule of an evidence again on the two texts. Raises NotReplayed, ReasonChanged."""
    with connected(folder) as connection:
        texts = {record: _text_of(connection, record) for record in (evidence.left, evidence.right)}
    if evidence.text is not None:
        if not replay(evidence.text, texts[evidence.left], texts[evidence.right]).linked:
            raise NotReplayed(f"{evidence.left} and {evidence.right}: the texts are not near-equal.")
        return
    ready_made = {mention.record for mention in evidence.mentions if mention.start is None}
    for record, text in texts.items():
        held = {linking(kind, canonical) for kind, canonical, _ in found(text) if kind == evidence.kind}
        if evidence.value not in held and record not in ready_made:
            raise NotReplayed(f"{record}: the {evidence.kind} is not found in its text.")


def _text_evidence(folder: Path, connection: Any, left: str, right: str) -> Evidence:
    texts = _text_of(connection, left), _text_of(connection, right)
    difference = read_said(folder / "links.parquet")["difference"]
    reason = explain(*texts, difference=difference, counters=read_frequencies(folder))
    return Evidence(
        left,
        right,
        TEXT,
        None,
        text=reason,
        left_only=_words(texts[0], reason.left_only),
        right_only=_words(texts[1], reason.right_only),
    )


def _words(text: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(text[span.start : span.end] for span in spans)


def _text_of(connection: Any, record: str) -> str:
    return str(connection.execute(_TEXT_OF, {"record": record}).fetchall()[0][0])


def _mention(
    record: str,
    start: int | None,
    end: int | None,
    obfuscated: bool | None,
    confidence: float,
    rule: str | None,
    text: str,
) -> Mention:
    raw = text[start:end] if start is not None else None
    return Mention(record, start, end, raw, bool(obfuscated), confidence, rule)
