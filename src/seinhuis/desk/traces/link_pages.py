"""What the panel and the page about links show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from seinhuis.desk.accounts.api import colleague_names
from seinhuis.desk.kernel.panels import Panel
from seinhuis.desk.traces import labels
from seinhuis.desk.traces.contracts import Judgement, Link, SharedIdentifier
from seinhuis.desk.traces.corpus.access import corpus_in_use
from seinhuis.desk.traces.graph import draw
from seinhuis.desk.traces.rules import Candidate
from seinhuis.desk.traces.selectors import Trace, open_links, trace_of
from seinhuis.desk.triage.api import ItemState, item_of, items_of, joined_with, kind_label
from seinhuis.desk.vault.api import Viewer

IN_PANEL = 8
ON_PAGE = 25


@dataclass(frozen=True)
class ShownLink:
    """A link with its reasons in words, who judged it, and whether the two reports are handled as one."""

    link: Link
    reasons: tuple[tuple[str, str], ...]
    judgement: str
    judged_by: str
    joined: bool
    may_join: bool


def links_panel(request: HttpRequest, report: UUID) -> Panel:
    """The strongest links of a report, on its page."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    trace = trace_of(report, viewer=viewer)
    content = links_content(trace, trace.candidates[:IN_PANEL], viewer=viewer)
    return Panel("traces/panel.html", {**content, "back": "report"})


def links_content(trace: Trace, candidates: Sequence[Candidate], *, viewer: Viewer) -> dict[str, Any]:
    """Some links of a report in words and as a picture."""
    links = open_links(trace, candidates, viewer=viewer)
    shown = _shown(trace, links, viewer)
    report = trace.summary.id
    return {
        "report": report,
        "reference": trace.summary.reference,
        "damaged": trace.summary.damaged,
        "corpus": corpus_in_use(viewer),
        "identifiers": [
            (each, kind_label(each.kind), labels.others_sentence(each)) for each in trace.identifiers
        ],
        "links": [each for each in shown if not _set_aside(each.link)],
        "set_aside": [each for each in shown if _set_aside(each.link)],
        "judgements": [(code.value, words) for code, words in labels.JUDGEMENTS.items()],
        "all": len(trace.candidates),
        "more": len(trace.candidates) - len(candidates),
        "cut_off": [labels.cut_off_sentence(each) for each in trace.cut_off],
        "graph": draw(trace.summary.reference, trace.linking, links, all_links=len(trace.candidates)),
    }


def _shown(trace: Trace, links: Sequence[Link], viewer: Viewer) -> list[ShownLink]:
    names = colleague_names(viewer=viewer)
    group = set(joined_with(trace.summary.id, viewer=viewer))
    items = items_of([link.report for link in links], viewer=viewer)
    leads = item_of(trace.summary.id, viewer=viewer).state in (ItemState.OPEN, ItemState.JOINED)
    open_reports = {each for each, item in items.items() if item.state in (ItemState.OPEN, ItemState.JOINED)}
    return [
        ShownLink(
            link=link,
            reasons=tuple(_reason(each) for each in link.shared),
            judgement=str(labels.JUDGEMENTS[link.opinion.judgement]) if link.opinion else "",
            judged_by=names.get(link.opinion.judged_by, "") if link.opinion else "",
            joined=link.report in group,
            may_join=leads and link.report in open_reports and link.report not in group,
        )
        for link in links
    ]


def _reason(identifier: SharedIdentifier) -> tuple[str, str]:
    return kind_label(identifier.kind), identifier.canonical


def _set_aside(link: Link) -> bool:
    return link.opinion is not None and link.opinion.judgement == Judgement.NOT_SAME
