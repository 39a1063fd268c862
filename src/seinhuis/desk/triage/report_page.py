"""What the page of one report shows."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import colleague_names
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.panels import panels_for
from seinhuis.desk.reports.api import (
    OpenedReport,
    ReportDamaged,
    State,
    open_messages,
    open_summaries,
    reason_text,
    reference,
    signal_text,
)
from seinhuis.desk.triage import actions, labels, reading, rules
from seinhuis.desk.triage.contracts import ItemState, TriageItem
from seinhuis.desk.triage.deeds import BY_NAME, Deed
from seinhuis.desk.triage.forms import DeedForm
from seinhuis.desk.triage.selectors import item_of, items_of, joined_with, notes_of
from seinhuis.desk.vault.api import Viewer

IMPORTED = "import"


def report_context(
    request: HttpRequest, report: UUID, *, bound: tuple[str, DeedForm] | None
) -> dict[str, Any]:
    """Everything for the template; a damaged report has its page too. Raises NotAllowed, NotFound, Locked."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    item = item_of(report, viewer=viewer)
    opened, damaged = _opened(report, viewer)
    names = colleague_names(viewer=viewer)
    return {
        "item": item,
        "reference": reference(report),
        "lead_reference": reference(item.lead),
        "damaged": damaged,
        "report": opened,
        "about": summary_of(opened) if opened else _conversation_alone(report, viewer),
        "triage": box_of(item, opened, viewer, names),
        "notes": [
            (note, names.get(note.author, ""), labels.NOTE_PURPOSES[note.purpose])
            for note in notes_of(report, viewer=viewer)
        ],
        "forms": _forms(item, viewer, bound),
        "bound": bound[0] if bound else "",
        "bound_form": bound[1] if bound else None,
        "panels": panels_for("report", request, report),
    }


def form_for(deed: Deed, item: TriageItem, *, viewer: Viewer, data: QueryDict | None = None) -> DeedForm:
    """The form of a deed, filled with how things stand."""
    people = actions.people_who_can_have_items(viewer=viewer) if deed.name == "assign" else {}
    initial = {
        "assignee": item.assignee,
        "urgency": item.urgency,
        "next_date": max(item.next_date, clock.today()),
    }
    return deed.form(data, colleagues=people, initial=initial)


def summary_of(report: OpenedReport) -> dict[str, Any]:
    """What stands above the content: enough to know what is coming before it is opened."""
    language = get_language() or "nl"
    content = report.content
    return {
        "facts": _facts(report),
        "reasons": [reason_text(code, language) for code in report.urgency_reasons],
        "proposed": labels.urgency_label(report.proposed_urgency),
        "signals": [signal_text(code, language) for code in content.signals],
        "not_sure": content.not_sure,
        "language": content.language,
        "passages": [(labels.QUESTIONS[each.name], each.pieces) for each in reading.passages(report)],
        "identifiers": [_identifier(each, report) for each in reading.found_once(report.identifiers)],
        "messages": [(each, reading.message_pieces(report, each.id, each.text)) for each in report.messages],
        "can_be_asked": report.channel != IMPORTED,
    }


def _conversation_alone(report: UUID, viewer: Viewer) -> dict[str, Any]:
    """Of a damaged report: what was asked and answered, under a key of its own, and the way to ask again."""
    with transaction.atomic():
        actions.answers_read(report, viewer=viewer)
        messages = open_messages(report, viewer=viewer)
    can_be_asked = open_summaries([report], viewer=viewer)[report].channel != IMPORTED
    pieces = [(each, reading.marked(each.text, ())) for each in messages]
    return {"messages": pieces, "can_be_asked": can_be_asked}


def box_of(
    item: TriageItem, report: OpenedReport | None, viewer: Viewer, names: dict[str, str]
) -> dict[str, Any]:
    """How the report is being handled, and what this person may do about that."""
    today, mine = clock.today(), item.assignee == viewer.actor.id
    coordinator = viewer.actor.has(Role.COORDINATOR)
    return {
        "open": item.state == ItemState.OPEN,
        "state": labels.ITEM_STATES[item.state],
        "urgency": labels.urgency_label(item.urgency),
        "urgency_by": names.get(item.urgency_set_by, ""),
        "assignee": names.get(item.assignee, ""),
        "mine": mine,
        "may_take": not item.assignee or (coordinator and not mine),
        "may_release": bool(item.assignee) and (mine or coordinator),
        "may_assign": coordinator,
        "red": item.state == ItemState.OPEN and rules.is_red(item.urgency, item.next_date, today),
        "days_late": rules.days_late(item.next_date, today),
        "members": _members(item, viewer),
        "was_handed_over": report is not None and report.state == State.HANDED_OVER,
    }


def _opened(report: UUID, viewer: Viewer) -> tuple[OpenedReport | None, str]:
    try:
        return actions.read_report(report, viewer=viewer), ""
    except ReportDamaged as damaged:
        return None, str(damaged)


def _facts(report: OpenedReport) -> list[tuple[str, labels.Words]]:
    content = report.content
    facts: list[tuple[str, labels.Words]] = [
        (_("Danger now?"), labels.DANGERS[content.danger]),
        (_("Age of whom it is about"), labels.AGE_BANDS.get(content.age_band, content.age_band)),
        (_("Reported by"), labels.REPORTERS[content.reporter_kind]),
        (_("Work of the reporter"), labels.SECTORS.get(content.sector, content.sector)),
        (_("Noticed"), labels.SETTINGS.get(content.setting, content.setting)),
        (_("May be passed on"), labels.CONSENTS[content.consent]),
        (_("Came in by"), labels.CHANNELS.get(report.channel, report.channel)),
        (_("The reporter sees"), labels.REPORT_STATES[report.state]),
        (_("Closed because"), labels.CLOSE_REASONS[report.close_reason] if report.close_reason else ""),
    ]
    return [(name, value) for name, value in facts if value]


def _identifier(found: reading.FoundOnce, report: OpenedReport) -> dict[str, Any]:
    days = {f"message:{each.id}": each.day for each in report.messages}
    return {
        "kind": labels.kind_label(found.kind),
        "canonical": found.canonical,
        "raws": found.raws,
        "fields": [labels.QUESTIONS[each] for each in found.sources if each in labels.QUESTIONS],
        "days": [days[each] for each in found.sources if each in days],
        "obfuscated": found.obfuscated,
    }


def _members(item: TriageItem, viewer: Viewer) -> list[dict[str, Any]]:
    """The other reports of the group, with what can be undone."""
    reports = [each for each in joined_with(item.report, viewer=viewer) if each != item.report]
    states = items_of(reports, viewer=viewer)
    return [
        {
            "report": each,
            "reference": reference(each),
            "leads": each == item.lead,
            "new_answer": states[each].new_answer,
            "joined": states[each].state == ItemState.JOINED,
        }
        for each in reports
    ]


def _forms(item: TriageItem, viewer: Viewer, bound: tuple[str, DeedForm] | None) -> dict[str, DeedForm]:
    made = {name: form_for(deed, item, viewer=viewer) for name, deed in BY_NAME.items()}
    return {**made, bound[0]: bound[1]} if bound else made
