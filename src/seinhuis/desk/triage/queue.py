"""One page of the queue: which lines, in which order, opened only as far as the page shows them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Case, CharField, Count, F, IntegerField, Q, QuerySet, Value, When
from django.urls import translate_url
from django.utils.translation import get_language, get_language_from_path, override

from seinhuis.desk.accounts.api import colleague_names
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.reports.api import ReportSummary, Urgency, open_summaries, reference
from seinhuis.desk.triage import labels, rules
from seinhuis.desk.triage.contracts import FollowUpCode, FollowUpLine, ItemState, TriageItem
from seinhuis.desk.triage.items import WORKERS
from seinhuis.desk.triage.models import FollowUp, QueueItem
from seinhuis.desk.triage.seen_before import SeenBefore, seen_before
from seinhuis.desk.triage.selectors import as_item
from seinhuis.desk.vault.api import Viewer

PAGE_SIZE = 50
ORDER = ("red", "rank", "day", "number")
RED, NOT_RED = 0, 1


class Show(StrEnum):
    """Which part of the queue is shown."""

    ALL = "all"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    OVERDUE = "overdue"
    ANSWERS = "answers"
    U0 = "U0"
    U1 = "U1"
    U2 = "U2"
    U3 = "U3"


@dataclass(frozen=True)
class ReportLine:
    """A report in the queue. ``summary`` is None where this viewer holds no key to it."""

    item: TriageItem
    reference: str
    summary: ReportSummary | None
    red: bool
    days_late: int
    joined: int
    assignee: str
    seen: tuple[SeenBefore, ...]

    @property
    def urgency_label(self) -> str:
        """The urgency in words."""
        return labels.urgency_label(self.item.urgency)


@dataclass(frozen=True)
class ReturnedLine:
    """Something the clock brought back."""

    follow_up: FollowUpLine
    red: bool
    days_late: int
    owner: str

    @property
    def label(self) -> str:
        """What did not happen, in words."""
        return str(labels.FOLLOW_UPS[self.follow_up.code])

    @property
    def address(self) -> str:
        """The page about it, in the language of whoever looks."""
        wanted, address = get_language() or settings.LANGUAGE_CODE, self.follow_up.address
        with override(get_language_from_path(address)):
            return translate_url(address, wanted)


@dataclass(frozen=True)
class QueuePage:
    """What the queue page shows. ``counts`` is by `Show` code, over the whole queue."""

    show: Show
    lines: tuple[ReportLine | ReturnedLine, ...]
    counts: dict[str, int]
    number: int
    pages: int

    @property
    def danger_now(self) -> int:
        """How many reports in the whole queue say that somebody is in danger now."""
        return self.counts[Show.U0]


def queue_page(*, viewer: Viewer, show: Show = Show.ALL, number: int = 1) -> QueuePage:
    """One page of at most 50 lines. Raises NotAllowed, Locked. A constant number of queries.

    What was opened is written to the journal before anything is shown.
    """
    require(viewer.actor, *WORKERS)
    counts = _counts(viewer)
    pages = max(1, -(-counts[show] // PAGE_SIZE))
    number = min(max(number, 1), pages)
    found = list(_ordered(viewer, show)[(number - 1) * PAGE_SIZE : number * PAGE_SIZE])
    lines = _lines(found, viewer)
    with transaction.atomic():
        journal(actor=viewer.actor, action="triage.queue_read", ground=show)
    return QueuePage(show, lines, counts, number, pages)


def _open_items(viewer: Viewer) -> QuerySet[QueueItem]:
    return QueueItem.objects.filter(organisation=viewer.organisation, state=ItemState.OPEN)


def _returned(viewer: Viewer) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(
        organisation=viewer.organisation, fulfilled_on=None, due__lte=clock.today()
    )


def _leads_with_answers(viewer: Viewer) -> QuerySet[QueueItem, Any]:
    answered = QueueItem.objects.filter(organisation=viewer.organisation, new_answer=True)
    return answered.values("lead").distinct()


def _counts(viewer: Viewer) -> dict[str, int]:
    """How many lines each part of the queue has. Three queries."""
    today, mine = clock.today(), viewer.actor.id
    counted = _open_items(viewer).aggregate(
        all=Count("pk"),
        mine=Count("pk", filter=Q(assignee=mine)),
        unassigned=Count("pk", filter=Q(assignee="")),
        overdue=Count("pk", filter=Q(next_date__lt=today)),
        **{urgency.value: Count("pk", filter=Q(urgency=urgency)) for urgency in Urgency},
    )
    returned = _returned(viewer).aggregate(
        all=Count("pk"), mine=Count("pk", filter=Q(owner=mine)), overdue=Count("pk", filter=Q(due__lt=today))
    )
    answers = _open_items(viewer).filter(pk__in=_leads_with_answers(viewer)).count()
    return {**{key: number + returned.get(key, 0) for key, number in counted.items()}, Show.ANSWERS: answers}


def _ordered(viewer: Viewer, show: Show) -> QuerySet[Any, Any]:
    """Red first, then urgency, then next date: the order of `rules.sort_key`, asked of the database."""
    today = clock.today()
    items = _places(
        _shown_items(viewer, show), "urgency", "next_date", Q(urgency=Urgency.U0), today, "report"
    )
    if show not in (Show.ALL, Show.MINE, Show.OVERDUE):
        return items.order_by(*ORDER)
    returned = _returned(viewer)
    if show == Show.MINE:
        returned = returned.filter(owner=viewer.actor.id)
    if show == Show.OVERDUE:
        returned = returned.filter(due__lt=today)
    # What the clock brought back stands among what has to be done today.
    lines = _places(returned, Value("U1"), "due", Q(pk__isnull=True), today, "follow_up")
    return items.union(lines, all=True).order_by(*ORDER)


def _shown_items(viewer: Viewer, show: Show) -> QuerySet[QueueItem]:
    items = _open_items(viewer)
    if show in Urgency.__members__:
        return items.filter(urgency=show)
    if show == Show.ANSWERS:
        return items.filter(pk__in=_leads_with_answers(viewer))
    chosen = {
        Show.MINE: Q(assignee=viewer.actor.id),
        Show.UNASSIGNED: Q(assignee=""),
        Show.OVERDUE: Q(next_date__lt=clock.today()),
    }
    return items.filter(chosen[show]) if show in chosen else items


def _places(
    rows: QuerySet[Any], rank: str | Value, day: str, always_red: Q, today: datetime.date, line: str
) -> QuerySet[Any, Any]:
    red = Case(
        When(always_red | Q(**{f"{day}__lt": today}), then=Value(RED)),
        default=Value(NOT_RED),
        output_field=IntegerField(),
    )
    placed: QuerySet[Any, Any] = rows.annotate(
        red=red,
        rank=F(rank) if isinstance(rank, str) else rank,
        day=F(day),
        number=F("pk"),
        line=Value(line, output_field=CharField()),
    ).values_list("red", "rank", "day", "number", "line")
    return placed


def _lines(found: Sequence[Sequence[Any]], viewer: Viewer) -> tuple[ReportLine | ReturnedLine, ...]:
    reports = [row[3] for row in found if row[4] == "report"]
    follow_ups = [row[3] for row in found if row[4] != "report"]
    names = colleague_names(viewer=viewer)
    made: dict[UUID, ReportLine | ReturnedLine] = {**_returned_lines(follow_ups, names)}
    made.update(_report_lines(reports, names, viewer))
    return tuple(made[row[3]] for row in found if row[3] in made)


def _report_lines(reports: Sequence[UUID], names: dict[str, str], viewer: Viewer) -> dict[UUID, ReportLine]:
    rows = QueueItem.objects.in_bulk(reports)
    summaries = open_summaries(reports, viewer=viewer)
    seen = seen_before(summaries.values(), viewer=viewer)
    groups = {lead: (size, answers) for lead, size, answers in _groups(reports)}
    return {
        report: _report_line(row, groups[report], summaries.get(report), seen.get(report, ()), names)
        for report, row in rows.items()
    }


def _groups(leads: Sequence[UUID]) -> QuerySet[QueueItem, Any]:
    members = QueueItem.objects.filter(lead__in=leads).values("lead")
    counted = members.annotate(size=Count("pk"), answers=Count("pk", filter=Q(new_answer=True)))
    return counted.values_list("lead", "size", "answers")


def _report_line(
    row: QueueItem,
    group: tuple[int, int],
    summary: ReportSummary | None,
    seen: tuple[SeenBefore, ...],
    names: dict[str, str],
) -> ReportLine:
    today, (size, answers) = clock.today(), group
    return ReportLine(
        item=as_item(row, new_answer=answers > 0),
        reference=reference(row.pk),
        summary=summary,
        red=rules.is_red(Urgency(row.urgency), row.next_date, today),
        days_late=rules.days_late(row.next_date, today),
        joined=size - 1,
        assignee=names.get(row.assignee, ""),
        seen=seen,
    )


def _returned_lines(follow_ups: Sequence[UUID], names: dict[str, str]) -> dict[UUID, ReturnedLine]:
    today = clock.today()
    return {
        row.pk: ReturnedLine(
            FollowUpLine(row.pk, row.subject, FollowUpCode(row.code), row.due, row.address, row.owner),
            red=row.due < today,
            days_late=rules.days_late(row.due, today),
            owner=names.get(row.owner, ""),
        )
        for row in FollowUp.objects.filter(pk__in=follow_ups)
    }
