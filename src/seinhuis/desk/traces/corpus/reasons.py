"""What links two records, as pages show it: identifiers, texts with their spans, and what a person said."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from seinhuis.desk.traces.corpus.contracts import (
    HubShown,
    MentionShown,
    Reason,
    Said,
    ShownRecord,
    Side,
    TextCompared,
)
from seinhuis.desk.traces.corpus.marking import Mark, Span, pieces

if TYPE_CHECKING:
    from seinhuis.engine.linkage.browsing import Hub
    from seinhuis.engine.linkage.evidence import Evidence
    from seinhuis.engine.linkage.text import Span as TextSpan

MOST_WORDS = 40


def found_spans(evidence: "Iterable[Evidence]", record: str) -> list[Span]:
    """Where the shared identifiers stand in one of the two texts."""
    return [
        (mention.start, mention.end, Mark.FOUND)
        for each in evidence
        for mention in each.mentions
        if mention.record == record and mention.start is not None and mention.end is not None
    ]


def reasons_in_words(
    evidence: "Iterable[Evidence]", hubs: "Iterable[Hub]", names: tuple[str, str]
) -> Iterator[Reason]:
    """The identifiers that two records share: how each writes them, and whether they are hubs."""
    known = {(hub.kind, hub.value): HubShown(hub.kind, hub.value, hub.records, hub.groups) for hub in hubs}
    for each in evidence:
        mentions = [
            MentionShown(names.index(one.record) + 1, one.raw or "", one.obfuscated, one.rule or "")
            for one in each.mentions
        ]
        mentions.sort(key=lambda mention: mention.side)
        yield Reason(each.kind, each.value or "", tuple(mentions), known.get((each.kind, each.value or "")))


def sides_of(
    evidence: "Sequence[Evidence]", shown: Sequence[ShownRecord], texts: Sequence[str]
) -> tuple[Side, Side]:
    """Both texts with the shared identifiers marked."""
    one, other = (
        Side(record, pieces(text, found_spans(evidence, record.record)))
        for record, text in zip(shown, texts, strict=True)
    )
    return one, other


def compared(
    evidence: "Evidence | None", shown: Sequence[ShownRecord], texts: Sequence[str]
) -> TextCompared | None:
    """How nearly the same the texts are, with the words that differ marked in both."""
    reason = evidence.text if evidence else None
    if evidence is None or reason is None:
        return None
    left = _differing((each.left for each in reason.common), (each.left for each in reason.numbers))
    right = _differing((each.right for each in reason.common), (each.right for each in reason.numbers))
    return TextCompared(
        similarity=reason.similarity,
        least=reason.least,
        unit=reason.unit.name.lower(),
        rule=reason.kernel_version,
        sides=(
            Side(shown[0], pieces(texts[0], [*left, *_marked(reason.left_only, Mark.DIFFERS)])),
            Side(shown[1], pieces(texts[1], [*right, *_marked(reason.right_only, Mark.DIFFERS)])),
        ),
        left_only=evidence.left_only[:MOST_WORDS],
        right_only=evidence.right_only[:MOST_WORDS],
    )


def _differing(common: "Iterable[TextSpan]", numbers: "Iterable[TextSpan]") -> list[Span]:
    """Runs that are the same, cut where a number in them is another one."""
    changed = sorted(numbers)
    spans = _marked(changed, Mark.DIFFERS)
    for run in common:
        at = run.start
        for number in changed:
            if run.start <= number.start < run.end:
                spans.append((at, number.start, Mark.COMMON))
                at = number.end
        spans.append((at, run.end, Mark.COMMON))
    return spans


def _marked(spans: "Iterable[TextSpan]", mark: Mark) -> list[Span]:
    return [(each.start, each.end, mark) for each in spans]


def standing_word(folder: Path, names: tuple[str, str], followed: str | None) -> Said | None:
    """The judgement that stands in the book now, and whether the last build followed it."""
    from seinhuis.engine.linkage.corpus.judgements import standing

    pair = set(names)
    for each in standing(folder):
        if {each.left, each.right} == pair:
            verdict = str(each.verdict)
            return Said(verdict, each.by, each.on, each.reason, counts=verdict == followed)
    return None
