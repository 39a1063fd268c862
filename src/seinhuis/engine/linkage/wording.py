"""What a person reads of an explanation."""

from collections.abc import Iterator, Sequence
from functools import singledispatch
from typing import Any

from seinhuis.engine.linkage.evidence import Evidence, Mention
from seinhuis.engine.linkage.explaining import ClusterExplained, Step, WayExplained
from seinhuis.engine.linkage.tables import PERSON, TEXT
from seinhuis.engine.linkage.text import TextReason

_MOST_SHOWN = 20


@singledispatch
def in_words(explained: Any) -> Iterator[str]:
    """The lines that a person reads."""
    raise TypeError(type(explained).__name__)


@in_words.register
def _(explained: ClusterExplained) -> Iterator[str]:
    yield f"Cluster {explained.cluster}: {_count(len(explained.members), 'record')}."
    yield from _facts_in_words(explained.facts)
    for shared in explained.shared[:_MOST_SHOWN]:
        count = _count(len(shared.records), "record")
        yield f"- {shared.kind} {shared.value} stands in {count}: {_listed(shared.records)}."
    for pair in explained.texts[:_MOST_SHOWN]:
        yield f"- The texts of {pair.left} and {pair.right} are {pair.similarity:.0%} the same."
    for what, total in (("identifiers", len(explained.shared)), ("pairs of texts", len(explained.texts))):
        if total > _MOST_SHOWN:
            yield f"- … and {total - _MOST_SHOWN} more {what}."
    for left, right, verdict in explained.judged:
        yield f"- A person said of {left} and {right}: {verdict}."
    for kind, value, reason in explained.hubs:
        yield f"- {kind} {value} does not glue: it {reason}."
    if explained.outward:
        yield f"- {_count(len(explained.outward), 'link')} to records outside were left out."
    yield "A link is a hypothesis with its reasons, until a person judges it."


@in_words.register
def _(explained: WayExplained) -> Iterator[str]:
    if not explained.together:
        yield f"Nothing leads from {explained.start} to {explained.end}: they are in different clusters."
        return
    if not explained.steps:
        yield f"{explained.start} is one record."
    for number, step in enumerate(explained.steps, 1):
        yield f"{number}. {step.left} – {step.right}: {_reason(step)}"
        yield from _evidence_in_words(step.evidence)
        if step.parts:
            yield f"   Without this step the cluster falls into {step.parts[0]} and {step.parts[1]} records."


def _reason(step: Step) -> str:
    if step.kind == PERSON:
        return "a person said they are the same."
    if step.kind == TEXT:
        return "their texts are nearly the same."
    return f"both have {step.kind} {step.value}."


def _evidence_in_words(evidence: Evidence | None) -> Iterator[str]:
    if evidence is None:
        return
    for mention in evidence.mentions:
        yield f"   {_mention(mention)}"
    if evidence.text is not None:
        yield f"   {_text(evidence, evidence.text)}"


def _mention(mention: Mention) -> str:
    hidden = ", hidden" if mention.obfuscated else ""
    if mention.start is None:
        return f"{mention.record}: given beside the text"
    return (
        f"{mention.record}, signs {mention.start} to {mention.end}: {mention.raw!r}{hidden} ({mention.rule})"
    )


def _text(evidence: Evidence, reason: TextReason) -> str:
    differ = ", ".join(sorted({*evidence.left_only, *evidence.right_only})[:_MOST_SHOWN])
    return (
        f"they share {reason.similarity:.0%}, compared by {reason.unit} ({reason.kernel_version}, at least "
        f"{reason.least:.0%}); what differs: {differ or 'nothing but case, marks and digits'}"
    )


def _facts_in_words(facts: dict[str, Any]) -> Iterator[str]:
    if not facts:
        return
    span = f", from {facts['first_seen']} to {facts['last_seen']}" if facts["first_seen"] else ""
    yield (
        f"{_count(facts['sources'], 'source')}, {_count(facts['places'], 'place')}, "
        f"{_count(facts['phones'], 'phone number')}, {facts['new_records']} new this week{span}."
    )
    if facts["obscured_records"]:
        hidden = _count(facts["obscured_records"], "record")
        yield f"Reason to look: in {hidden} the phone number is hidden from machines."
    if facts["movement_records"]:
        moving = _count(facts["movement_records"], "record")
        yield f"Speaks against it: in {moving} words say that somebody is new here."
    if facts["weakest_kind"]:
        yield _weakest(facts)


def _weakest(facts: dict[str, Any]) -> str:
    named = {TEXT: "near-equal text", PERSON: "a judgement"}
    what = named.get(facts["weakest_kind"]) or f"{facts['weakest_kind']} {facts['weakest_value']}"
    to = f" and {facts['weakest_right']}" if facts["weakest_right"] else ""
    return (
        f"Weakest link: {what} at {facts['weakest_left']}{to}; without it {facts['weakest_smaller']} and "
        f"{facts['weakest_larger']} records stand apart."
    )


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _listed(records: Sequence[str]) -> str:
    more = f" and {len(records) - _MOST_SHOWN} more" if len(records) > _MOST_SHOWN else ""
    return ", ".join(records[:_MOST_SHOWN]) + more
