"""Why two records of the corpus are linked, side by side, and what people said of them."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.traces.corpus.access import corpus_folder, reading_corpus, record_behind, subject_of
from seinhuis.desk.traces.corpus.contracts import (
    HubShown,
    MentionShown,
    PairPage,
    Reason,
    Said,
    ShownRecord,
    Side,
    TextCompared,
)
from seinhuis.desk.traces.corpus.marking import Mark, Span, pieces
from seinhuis.desk.traces.corpus.shown import shown_record
from seinhuis.desk.vault.api import Viewer

if TYPE_CHECKING:
    from seinhuis.engine.linkage.browsing import PairLinks
    from seinhuis.engine.linkage.evidence import Evidence
    from seinhuis.engine.linkage.text import Span as TextSpan

MOST_REASONS = 20
MOST_WORDS = 40


def pair_page(one: UUID, other: UUID, *, viewer: Viewer) -> PairPage:
    """Two records with everything that links them; reading it is written to the journal.

    Raises NotAllowed, NotFound, Refused.
    """
    with reading_corpus():
        folder, names = pair_behind(one, other, viewer=viewer)
        page = _read(folder, names, viewer)
    with transaction.atomic():
        journal(actor=viewer.actor, action="corpus.evidence_read", subject=pair_subject(names, viewer))
    return page


def pair_behind(one: UUID, other: UUID, *, viewer: Viewer) -> tuple[Path, tuple[str, str]]:
    """The corpus and the two records with these addresses. Raises NotAllowed, NotFound."""
    folder = corpus_folder(viewer)
    names = (
        record_behind(folder, one, organisation=viewer.organisation),
        record_behind(folder, other, organisation=viewer.organisation),
    )
    if names[0] == names[1]:
        raise NotFound(_("A message has no link with itself."))
    return folder, names


def pair_subject(names: tuple[str, str], viewer: Viewer) -> UUID:
    """What the journal calls this pair, whichever of the two comes first."""
    return subject_of(viewer.organisation, "pair", "\n".join(sorted(names)))


def _read(folder: Path, names: tuple[str, str], viewer: Viewer) -> PairPage:
    from seinhuis.engine.linkage import browsing
    from seinhuis.engine.linkage.evidence import evidence_of
    from seinhuis.engine.linkage.tables import RULE_IDENTIFIER

    records = browsing.records_of(folder, names)
    if len(records) < len(names):
        raise NotFound(_("This message has been removed from the corpus."))
    places = browsing.places_of(folder, names)
    links = browsing.pair_links(folder, *names)
    shown = [
        shown_record(records[name], viewer.organisation, places.get(name), number)
        for number, name in enumerate(names, 1)
    ]
    texts = records[names[0]].text, records[names[1]].text
    evidence = [evidence_of(folder, *names, kind, value) for kind, value in links.identifiers[:MOST_REASONS]]
    kept = [each for each in evidence if each is not None]
    return PairPage(
        one=shown[0],
        other=shown[1],
        sides=(
            Side(shown[0], pieces(texts[0], _found(kept, names[0]))),
            Side(shown[1], pieces(texts[1], _found(kept, names[1]))),
        ),
        reasons=tuple(_reasons(kept, links, names)),
        text=_compared(folder, names, shown, texts) if links.similarity is not None else None,
        said=_said(folder, names, links.said),
        together=links.together,
        rule=RULE_IDENTIFIER,
    )


def _found(evidence: "Iterable[Evidence]", record: str) -> list[Span]:
    """Where the shared identifiers stand in one of the two texts."""
    return [
        (mention.start, mention.end, Mark.FOUND)
        for each in evidence
        for mention in each.mentions
        if mention.record == record and mention.start is not None and mention.end is not None
    ]


def _reasons(evidence: "Iterable[Evidence]", links: "PairLinks", names: tuple[str, str]) -> Iterable[Reason]:
    hubs = {
        (hub.kind, hub.value): HubShown(hub.kind, hub.value, hub.records, hub.groups) for hub in links.hubs
    }
    for each in evidence:
        mentions = tuple(
            MentionShown(names.index(one.record) + 1, one.raw or "", one.obfuscated, one.rule or "")
            for one in each.mentions
        )
        yield Reason(each.kind, each.value or "", mentions, hubs.get((each.kind, each.value or "")))


def _compared(
    folder: Path, names: tuple[str, str], shown: list[ShownRecord], texts: tuple[str, str]
) -> TextCompared | None:
    """How nearly the same the texts are, with the words that differ marked in both."""
    from seinhuis.engine.linkage.evidence import evidence_of
    from seinhuis.engine.linkage.tables import TEXT

    evidence = evidence_of(folder, *names, TEXT, None)
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


def _said(folder: Path, names: tuple[str, str], followed: str | None) -> Said | None:
    """The judgement that stands in the book now, and whether the last build followed it."""
    from seinhuis.engine.linkage.corpus.judgements import standing

    pair = set(names)
    for each in standing(folder):
        if {each.left, each.right} == pair:
            verdict = str(each.verdict)
            return Said(verdict, each.by, each.on, each.reason, counts=verdict == followed)
    return None
