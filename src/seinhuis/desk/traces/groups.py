"""Which identifiers several reports share: where to begin when the question is what belongs together."""

import datetime
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.reports.api import ReportSummary, open_summaries
from seinhuis.desk.traces.selectors import WORKERS, distinct_identifiers
from seinhuis.desk.vault.api import SharedToken, Viewer, count_shared_tokens, shared_tokens

PAGE_SIZE = 50


@dataclass(frozen=True)
class Group:
    """The reports that hold one identifier, seen from the report that came in last.

    ``kind`` and ``canonical`` are empty where that report does not open.
    """

    reports: int
    newest: UUID
    reference: str = ""
    newest_on: datetime.date = datetime.date.min
    number: int = 0
    kind: str = ""
    canonical: str = field(default="", repr=False)


@dataclass(frozen=True)
class GroupPage:
    """One page of groups, the largest first. ``total`` counts all groups; ``number`` counts from 1."""

    groups: tuple[Group, ...]
    total: int
    number: int
    pages: int


def group_page(*, viewer: Viewer, number: int = 1) -> GroupPage:
    """One page of at most 50 groups; noise is left out, and a page that does not exist becomes the nearest.

    Raises NotAllowed, Locked. A constant number of queries. What was opened is written to the journal.
    """
    require(viewer.actor, *WORKERS)
    total = count_shared_tokens(organisation=viewer.organisation)
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(number, 1), pages)
    shared = shared_tokens(organisation=viewer.organisation, start=(number - 1) * PAGE_SIZE, size=PAGE_SIZE)
    summaries = open_summaries([each.newest for each in shared], viewer=viewer)
    with transaction.atomic():
        journal(actor=viewer.actor, action="trace.groups_read")
    return GroupPage(tuple(_group(each, summaries.get(each.newest)) for each in shared), total, number, pages)


def _group(shared: SharedToken, summary: ReportSummary | None) -> Group:
    if summary is None:
        return Group(shared.records, shared.newest)
    held = next((each for each in distinct_identifiers(summary) if each.token == shared.token), None)
    return Group(
        reports=shared.records,
        newest=shared.newest,
        reference=summary.reference,
        newest_on=summary.received_on,
        number=held.number if held else 0,
        kind=held.kind if held else "",
        canonical=held.canonical if held else "",
    )
