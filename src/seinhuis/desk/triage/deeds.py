"""What a person can do with a report: each deed with its form, its action and what the page says after."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.reports.api import State, ask_reporter, open_summaries
from seinhuis.desk.triage import actions, forms, joining, leaving
from seinhuis.desk.triage.items import why_not_open
from seinhuis.desk.triage.labels import Words
from seinhuis.desk.triage.selectors import item_of, report_with_reference
from seinhuis.desk.vault.api import Viewer

Data = dict[str, Any]


@dataclass(frozen=True)
class Deed:
    """One thing to do with a report. ``act`` raises Refused with a sentence that says what to do instead."""

    name: str
    form: type[forms.DeedForm]
    act: Callable[[UUID, Viewer, Data], object]
    done: Words


def _assign(report: UUID, viewer: Viewer, data: Data) -> None:
    actions.assign(report, viewer=viewer, assignee=data["assignee"])


def _release(report: UUID, viewer: Viewer, data: Data) -> None:
    actions.assign(report, viewer=viewer, assignee="")


def _join(report: UUID, viewer: Viewer, data: Data) -> None:
    other = report_with_reference(*data["reference"], viewer=viewer)
    if other == report:
        raise Refused(_("This is the reference of this report itself. Type that of the other one."))
    joining.join(other, into=report, viewer=viewer)


def _put_back(report: UUID, viewer: Viewer, data: Data) -> None:
    if not leaving.return_to_queue([report], viewer=viewer, next_date=data["next_date"]):
        raise Refused(why_not_open(item_of(report, viewer=viewer).state))


def _stay_handed_over(report: UUID, viewer: Viewer, data: Data) -> None:
    """Only what did leave the house: its reporter reads that it was handed over."""
    summary = open_summaries([report], viewer=viewer).get(report)
    if summary is None or summary.state != State.HANDED_OVER:
        raise Refused(_("This report has not been handed over. Close it, or make a dossier with it."))
    leaving.mark_handed_over([report], viewer=viewer)


DEEDS = (
    Deed(
        "take",
        forms.NothingForm,
        lambda report, viewer, data: actions.take(report, viewer=viewer),
        gettext_lazy("You have this report now. The reporter sees that it is being looked at."),
    ),
    Deed("release", forms.NothingForm, _release, gettext_lazy("Nobody has this report now.")),
    Deed("assign", forms.AssignForm, _assign, gettext_lazy("It is clear now who has this report.")),
    Deed(
        "urgency",
        forms.UrgencyForm,
        lambda report, viewer, data: actions.set_urgency(
            report, viewer=viewer, urgency=data["urgency"], reason=data["reason"]
        ),
        gettext_lazy("The urgency has been set, and the next date with it."),
    ),
    Deed(
        "next_date",
        forms.NextDateForm,
        lambda report, viewer, data: actions.set_next_date(
            report, viewer=viewer, next_date=data["next_date"]
        ),
        gettext_lazy("The next date has been set."),
    ),
    Deed(
        "note",
        forms.NoteForm,
        lambda report, viewer, data: actions.add_note(report, viewer=viewer, text=data["text"]),
        gettext_lazy("The note has been kept."),
    ),
    Deed(
        "ask",
        forms.AskForm,
        lambda report, viewer, data: ask_reporter(report, viewer=viewer, text=data["text"]),
        gettext_lazy(
            "Your question is waiting for the reporter. They see it when they come back with their code."
        ),
    ),
    Deed("join", forms.JoinForm, _join, gettext_lazy("The reports are joined. You can undo this below.")),
    Deed(
        "undo_join",
        forms.OtherForm,
        lambda report, viewer, data: joining.undo_join(data["other"], viewer=viewer),
        gettext_lazy("The joining has been undone. The report stands in the queue by itself again."),
    ),
    Deed(
        "close",
        forms.CloseForm,
        lambda report, viewer, data: actions.close(
            report, viewer=viewer, reason=data["reason"], note=data["note"]
        ),
        gettext_lazy("The report is closed. The reporter reads why."),
    ),
    Deed(
        "reopen",
        forms.NothingForm,
        lambda report, viewer, data: actions.reopen(report, viewer=viewer),
        gettext_lazy("The report is in the queue again."),
    ),
    Deed(
        "put_back",
        forms.NextDateForm,
        _put_back,
        gettext_lazy("The report is in the queue again."),
    ),
    Deed(
        "stay_handed_over",
        forms.NothingForm,
        _stay_handed_over,
        gettext_lazy("The report stays handed over and has left the queue."),
    ),
)
BY_NAME = {deed.name: deed for deed in DEEDS}
