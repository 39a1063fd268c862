"""The links of one report: found through the blind index, explained by what both reports hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.utils.translation import gettext as _

from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.reports.api import ReportSummary, open_summaries
from seinhuis.desk.traces import rules
from seinhuis.desk.traces.contracts import Judgement, Link, SharedIdentifier
from seinhuis.desk.traces.judging import open_opinions, standing_judgements
from seinhuis.desk.traces.models import JudgementRow
from seinhuis.desk.traces.rules import Candidate
from seinhuis.desk.vault.api import TokenHit, Viewer, muted_tokens, newest_with, token_counts

WORKERS = (Role.ANALYST, Role.COORDINATOR)
# Of an identifier that very many reports hold, only the newest ones are looked at; the page says so.
LOOKED_AT = 200
MOST_LINKS = 200


@dataclass(frozen=True)
class Trace:
    """Everything known about the links of one report before any other report is opened."""

    summary: ReportSummary
    identifiers: tuple[SharedIdentifier, ...] = field(repr=False)
    candidates: tuple[Candidate, ...]
    held: dict[UUID, frozenset[bytes]] = field(repr=False)
    judged: dict[UUID, JudgementRow]

    @property
    def linking(self) -> tuple[SharedIdentifier, ...]:
        """The identifiers that link this report with others now."""
        return tuple(each for each in self.identifiers if each.others and not each.noise)

    @property
    def cut_off(self) -> tuple[SharedIdentifier, ...]:
        """The identifiers that more reports hold than are looked at."""
        return tuple(each for each in self.linking if each.others > each.listed)


def links_of(report: UUID, *, viewer: Viewer) -> tuple[Link, ...]:
    """The links of a report, strongest first, at most 200; each a hypothesis until somebody judges it.

    Raises NotAllowed, NotFound, Locked. A constant number of queries.
    """
    trace = trace_of(report, viewer=viewer)
    return open_links(trace, trace.candidates[:MOST_LINKS], viewer=viewer)


def reports_judged_same(report: UUID, *, viewer: Viewer) -> tuple[UUID, ...]:
    """The reports that a person judged to belong to one matter with this one; direct links only."""
    require(viewer.actor, *WORKERS)
    judged = standing_judgements(report, viewer=viewer)
    return tuple(sorted(other for other, row in judged.items() if row.judgement == Judgement.SAME))


def trace_of(report: UUID, *, viewer: Viewer) -> Trace:
    """Find the links of a report without opening the other reports. Raises NotAllowed, NotFound, Locked."""
    require(viewer.actor, *WORKERS)
    summary = open_summaries([report], viewer=viewer).get(report)
    if summary is None:
        raise NotFound(_("There is no such report in your organisation."))
    identifiers = _counted(distinct_identifiers(summary), viewer)
    hits = _hits(report, identifiers, viewer)
    held = _held(hits)
    listed = _listed(hits)
    identifiers = tuple(replace(each, listed=listed.get(each.token, 0)) for each in identifiers)
    judged = standing_judgements(report, viewer=viewer)
    return Trace(summary, identifiers, _candidates(identifiers, held, judged), held, judged)


def open_links(trace: Trace, candidates: Sequence[Candidate], *, viewer: Viewer) -> tuple[Link, ...]:
    """Open the other reports of these candidates, in the same order, as far as the viewer can."""
    reports = [each.report for each in candidates]
    summaries = open_summaries(reports, viewer=viewer)
    opinions = open_opinions((trace.judged[each] for each in reports if each in trace.judged), viewer=viewer)
    links = [_link(trace, summaries[each]) for each in reports if each in summaries]
    return tuple(
        replace(link, opinion=opinions[trace.judged[link.report].pk]) if link.report in trace.judged else link
        for link in links
    )


def identifiers_of(report: UUID, *, viewer: Viewer) -> tuple[SharedIdentifier, ...]:
    """The identifiers of a report that can link, numbered in the order in which they stand in it."""
    require(viewer.actor, *WORKERS)
    summary = open_summaries([report], viewer=viewer).get(report)
    if summary is None:
        raise NotFound(_("There is no such report in your organisation."))
    return _counted(distinct_identifiers(summary), viewer)


def distinct_identifiers(summary: ReportSummary) -> list[SharedIdentifier]:
    """The identifiers of a report that can link, each once, numbered as they stand in it."""
    known: dict[bytes, SharedIdentifier] = {}
    for found in summary.identifiers:
        if found.token and found.token not in known:
            number = len(known) + 1
            known[found.token] = SharedIdentifier(number, found.kind, found.canonical, found.token)
        if found.token and found.obfuscated:
            known[found.token] = replace(known[found.token], obfuscated=True)
    return list(known.values())


def _counted(identifiers: list[SharedIdentifier], viewer: Viewer) -> tuple[SharedIdentifier, ...]:
    tokens = [each.token for each in identifiers]
    counts = token_counts(tokens, organisation=viewer.organisation, with_muted=True)
    noise = muted_tokens(organisation=viewer.organisation)
    return tuple(
        replace(each, others=max(0, counts.get(each.token, 0) - 1), noise=each.token in noise)
        for each in identifiers
    )


def _hits(report: UUID, identifiers: Iterable[SharedIdentifier], viewer: Viewer) -> list[TokenHit]:
    tokens = [each.token for each in identifiers if each.others and not each.noise]
    found = newest_with(tokens, organisation=viewer.organisation, per_token=LOOKED_AT + 1)
    return [hit for hit in found if hit.record != report]


def _held(hits: Iterable[TokenHit]) -> dict[UUID, frozenset[bytes]]:
    held: dict[UUID, set[bytes]] = {}
    for hit in hits:
        held.setdefault(hit.record, set()).add(hit.token)
    return {record: frozenset(tokens) for record, tokens in held.items()}


def _listed(hits: Iterable[TokenHit]) -> dict[bytes, int]:
    listed: dict[bytes, int] = {}
    for hit in hits:
        listed[hit.token] = listed.get(hit.token, 0) + 1
    return listed


def _candidates(
    identifiers: Iterable[SharedIdentifier],
    held: dict[UUID, frozenset[bytes]],
    judged: dict[UUID, JudgementRow],
) -> tuple[Candidate, ...]:
    """Every report that shares something now, and every report that was judged, whatever it shares now."""
    others = {each.token: each.others for each in identifiers}
    found = [
        Candidate(
            report=report,
            shared=len(held.get(report, ())),
            rarest=min((others[token] for token in held.get(report, ())), default=0),
            judgement=Judgement(judged[report].judgement) if report in judged else None,
        )
        for report in held.keys() | judged.keys()
    ]
    return tuple(rules.in_order(found))


def _link(trace: Trace, other: ReportSummary) -> Link:
    tokens = trace.held.get(other.id, frozenset())
    return Link(
        report=other.id,
        reference=other.reference,
        received_on=other.received_on,
        since=max(other.received_on, trace.summary.received_on),
        headline=other.headline,
        shared=tuple(each for each in trace.identifiers if each.token in tokens),
        damaged=other.damaged,
    )
