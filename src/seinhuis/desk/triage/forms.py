"""What a person fills in while handling a report."""

import datetime
import re
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.forms import StoryField, TypedField
from seinhuis.desk.reports.api import CloseReason, Urgency
from seinhuis.desk.triage import labels
from seinhuis.desk.triage.rules import LONGEST_AHEAD

REFERENCE = re.compile(r"(?:R[\s-]*)?([0-9A-F]{4})[\s-]*([0-9A-F]{4})", re.IGNORECASE)
LONGEST_NOTE = 20_000


class DeedForm(forms.Form):
    """The base of the forms in the triage box; each gets ids of its own on the page."""

    def __init__(self, data: Any = None, *, colleagues: dict[str, str], initial: dict[str, Any]) -> None:
        super().__init__(data, auto_id=f"{type(self).__name__.lower()}_%s", initial=initial)
        self.colleagues = colleagues


class NothingForm(DeedForm):
    """A deed that is one button."""


class AssignForm(DeedForm):
    """Whom a coordinator gives the report to."""

    assignee = forms.ChoiceField(label=_("Colleague"), required=False)

    def __init__(self, data: Any = None, *, colleagues: dict[str, str], initial: dict[str, Any]) -> None:
        super().__init__(data, colleagues=colleagues, initial=initial)
        field = cast(forms.ChoiceField, self.fields["assignee"])
        field.choices = [("", _("Nobody yet")), *colleagues.items()]


class UrgencyForm(DeedForm):
    """The urgency that a person decides on, with a reason if they like."""

    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=labels.choices(labels.URGENCIES), widget=forms.RadioSelect
    )
    reason = StoryField(label=_("Why"), required=False, rows=2, max_length=LONGEST_NOTE)

    def clean_urgency(self) -> Urgency:
        """The code as the rules know it."""
        return Urgency(self.cleaned_data["urgency"])


class NextDateForm(DeedForm):
    """When the report is looked at again."""

    next_date = forms.DateField(
        label=_("Next date"),
        help_text=_("From today on, and at most half a year ahead."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any = None, *, colleagues: dict[str, str], initial: dict[str, Any]) -> None:
        super().__init__(data, colleagues=colleagues, initial=initial)
        today: datetime.date = clock.today()
        self.fields["next_date"].widget.attrs.update(
            min=today.isoformat(), max=(today + LONGEST_AHEAD).isoformat()
        )


class NoteForm(DeedForm):
    """A note for colleagues."""

    text = StoryField(label=_("Note for colleagues"), rows=4, max_length=LONGEST_NOTE)


class AskForm(DeedForm):
    """One more question to the reporter."""

    text = StoryField(
        label=_("Your question"),
        help_text=_(
            "One question at a time, in plain words. Never ask anybody to go and look, or to confront others."
        ),
        rows=4,
        max_length=LONGEST_NOTE,
    )


class JoinForm(DeedForm):
    """The reference of another report that is about the same."""

    reference = TypedField(
        label=_("Reference of the other report"),
        help_text=_("As it stands in the queue, for example R-7F3A-91C2."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_reference(self) -> tuple[UUID, UUID]:
        """The first and the last report id that a reference can stand for."""
        match = REFERENCE.fullmatch(self.cleaned_data["reference"].strip())
        if match is None:
            raise forms.ValidationError(_("A reference has an R and eight signs, such as R-7F3A-91C2."))
        signs = "".join(match.groups())
        return UUID(signs + "0" * 24), UUID(signs + "f" * 24)


class OtherForm(DeedForm):
    """Another report that a page names."""

    other = forms.UUIDField(widget=forms.HiddenInput)


class CloseForm(DeedForm):
    """Why the report is closed; the reporter reads the coded reason, never the note."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        help_text=_("The reporter reads this reason in plain words."),
        choices=labels.choices(labels.CLOSE_REASONS),
        widget=forms.RadioSelect,
    )
    note = StoryField(label=_("Note for colleagues"), required=False, rows=2, max_length=LONGEST_NOTE)

    def clean_reason(self) -> CloseReason:
        """The code as the reports know it."""
        return CloseReason(self.cleaned_data["reason"])
