"""What people type and choose about a dossier."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seinhuis.desk.dossiers.actions.facts import NewFact, day_sentence
from seinhuis.desk.dossiers.contracts import (
    Attribute,
    DossierLine,
    DossierPerson,
    Fact,
    InformationGrade,
    NextDate,
    PersonRole,
    Referral,
    SourceGrade,
    SourceReport,
)
from seinhuis.desk.dossiers.file_types import LARGEST
from seinhuis.desk.dossiers.happening import NotADay, period
from seinhuis.desk.dossiers.next_dates import LONGEST_AHEAD
from seinhuis.desk.dossiers.wording import (
    ATTRIBUTES,
    INFORMATION_GRADES,
    REFERRALS,
    ROLES,
    SOURCE_GRADES,
    Words,
    choices,
    person_name,
)
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.forms import StoryField, TypedField
from seinhuis.desk.reports.api import ReportSummary

Choices = list[tuple[str, Words]]
OWN_RESEARCH = "own"


class HeadingForm(forms.Form):
    """Title and summary; ``seen`` is the heading that the person had before them."""

    title = TypedField(label=gettext_lazy("Title"))
    summary = StoryField(label=gettext_lazy("Summary"), required=False, rows=8)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class NextDateForm(forms.Form):
    """When the dossier is looked at again."""

    day = forms.DateField(
        label=gettext_lazy("Next date"),
        help_text=gettext_lazy("From today on, and at most a year ahead."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any = None, *, current: NextDate | None = None) -> None:
        today = clock.today()
        initial = {} if current is None else {"day": max(current.day, today)}
        super().__init__(data, auto_id="next_date_%s", initial=initial)
        self.fields["day"].widget.attrs.update(min=today.isoformat(), max=(today + LONGEST_AHEAD).isoformat())


class NewDossierForm(forms.Form):
    """A new dossier from a report, with the reports that go with it ticked."""

    title = TypedField(
        label=gettext_lazy("Title of the dossier"),
        help_text=gettext_lazy("For colleagues: short, without names of persons."),
    )
    reports = forms.MultipleChoiceField(
        label=gettext_lazy("Reports that go with this one"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, related: Iterable[ReportSummary]) -> None:
        super().__init__(data, auto_id="new_dossier_%s")
        offered = [(str(each.id), f"{each.reference} – {each.headline}") for each in related]
        if offered:
            reports = self.fields["reports"]
            assert isinstance(reports, forms.MultipleChoiceField)  # noqa: S101 - tells the type checker
            reports.choices = offered
            self.initial["reports"] = [code for code, _name in offered]
        else:
            del self.fields["reports"]

    def chosen(self) -> list[UUID]:
        """The reports that were left ticked."""
        return [UUID(each) for each in self.cleaned_data.get("reports", [])]


class AddToDossierForm(forms.Form):
    """An existing dossier for a report, with or without the reports that go with it."""

    dossier = forms.ChoiceField(label=gettext_lazy("Existing dossier"))
    with_related = forms.BooleanField(
        label=gettext_lazy("Also the reports that go with this one"), required=False, initial=True
    )

    def __init__(self, data: Any = None, *, dossiers: Iterable[DossierLine], related: bool) -> None:
        super().__init__(data, auto_id="add_to_dossier_%s")
        names = [(str(each.id), f"{each.reference} – {each.title}") for each in dossiers]
        _set_choices(self, "dossier", [("", _("Choose a dossier")), *names])
        if not related:
            del self.fields["with_related"]


class FactForm(forms.Form):
    """One fact that rests on one source."""

    text = StoryField(
        label=gettext_lazy("The fact"),
        rows=3,
        help_text=gettext_lazy("One thing in one sentence, as a colleague could check it."),
    )
    passage_field = forms.ChoiceField(label=gettext_lazy("Where the words stand"))
    passage = StoryField(
        label=gettext_lazy("The words it rests on"),
        rows=4,
        help_text=gettext_lazy("Copy them exactly from the source, also where they are misspelt."),
    )
    source_grade = forms.ChoiceField(
        label=gettext_lazy("How reliable is the source?"),
        choices=choices(SOURCE_GRADES),
        initial=SourceGrade.F,
    )
    information_grade = forms.ChoiceField(
        label=gettext_lazy("How likely is the information?"),
        choices=choices(INFORMATION_GRADES),
        initial=InformationGrade.CANNOT_BE_JUDGED,
    )
    happened_on = TypedField(
        label=gettext_lazy("When it happened, as a date"),
        required=False,
        max_length=10,
        help_text=gettext_lazy("A date as 2026-05-04, a month as 2026-05 or a year as 2026."),
    )
    happened_text = TypedField(
        label=gettext_lazy("When it happened, in words"),
        required=False,
        help_text=gettext_lazy("As the source says it: “a Friday night in spring”."),
    )

    def __init__(self, data: Any = None, *, fields: Choices | None = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if fields is None:
            del self.fields["passage_field"]
            self.fields["passage"].required = False
            self.fields["passage"].help_text = _("Copy them from the exhibit, or say where in it they stand.")
        else:
            _set_choices(self, "passage_field", [("", _("Choose a part of the report")), *fields])

    def clean_happened_on(self) -> str:
        """A day, a month, a year or nothing."""
        written = str(self.cleaned_data["happened_on"]).strip()
        try:
            if written:
                period(written)
        except NotADay:
            raise forms.ValidationError(day_sentence()) from None
        return written

    def fact(self, *, report: UUID | None, exhibit: UUID | None) -> NewFact:
        """What was typed, resting on this source."""
        typed = self.cleaned_data
        return NewFact(
            text=typed["text"],
            report=report,
            exhibit=exhibit,
            passage_field=typed.get("passage_field", f"exhibit:{exhibit}"),
            passage=typed["passage"],
            source_grade=SourceGrade(typed["source_grade"]),
            information_grade=InformationGrade(typed["information_grade"]),
            happened_on=typed["happened_on"],
            happened_text=typed["happened_text"],
        )


def fact_as_typed(fact: Fact) -> dict[str, str]:
    """An earlier fact as the starting point of the one that supersedes it; nothing of a damaged one."""
    names = (
        "text",
        "passage_field",
        "passage",
        "source_grade",
        "information_grade",
        "happened_on",
        "happened_text",
    )
    return {} if fact.damaged else {name: str(getattr(fact, name)) for name in names}


class SourceChoice(forms.Form):
    """The report in which something was stated."""

    report = forms.ChoiceField(label=gettext_lazy("Stated in"))

    def __init__(self, data: Any = None, *, sources: Iterable[SourceReport], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        names: Choices = [(str(each.id), f"{each.reference} – {each.headline}") for each in sources]
        own: Choices = [(OWN_RESEARCH, _("No report: our own research"))]
        _set_choices(self, "report", [("", _("Choose the source")), *names, *own])

    def source(self) -> UUID | None:
        """The chosen report, or None for our own research."""
        chosen = self.cleaned_data["report"]
        return None if chosen == OWN_RESEARCH else UUID(chosen)


class PersonForm(SourceChoice):
    """A person by role with what one source states."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role in this dossier"), choices=choices(ROLES), widget=forms.RadioSelect
    )
    field_order = ["role", "report"]

    def __init__(self, data: Any = None, *, sources: Iterable[SourceReport]) -> None:
        super().__init__(data, sources=sources)
        for code, name in ATTRIBUTES.items():
            self.fields[code] = TypedField(label=name, required=False, help_text=HINTS.get(code, ""))

    def person_role(self) -> PersonRole:
        """The chosen role."""
        return PersonRole(self.cleaned_data["role"])

    def attributes(self) -> dict[Attribute, str]:
        """What was typed, by attribute."""
        return {Attribute(code): self.cleaned_data[code] for code in ATTRIBUTES}


class StatementForm(SourceChoice):
    """One attribute of a person as one source states it."""

    code = forms.ChoiceField(label=gettext_lazy("What was stated"), choices=choices(ATTRIBUTES))
    text = TypedField(
        label=gettext_lazy("As stated"),
        help_text=gettext_lazy("In the words of the source. Write down no guesses."),
    )
    field_order = ["code", "text", "report"]


class IdentifierForm(forms.Form):
    """Identifiers as somebody has them, and whose they are."""

    text = StoryField(
        label=gettext_lazy("Phone number, account, plate or address"),
        rows=3,
        help_text=gettext_lazy("As you have it. Several at once is fine, each on a line of its own."),
    )
    person = forms.ChoiceField(label=gettext_lazy("Whose is it?"), required=False)

    def __init__(self, data: Any = None, *, persons: Iterable[DossierPerson]) -> None:
        super().__init__(data)
        _set_choices(self, "person", _owners(persons))


class OwnerForm(forms.Form):
    """Whose an identifier is."""

    person = forms.ChoiceField(label=gettext_lazy("Whose is it?"), required=False)

    def __init__(self, data: Any = None, *, persons: Iterable[DossierPerson], owner: UUID | None) -> None:
        super().__init__(data, initial={"person": "" if owner is None else str(owner)})
        _set_choices(self, "person", _owners(persons))


class ExhibitForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "PDF, plain text, CSV, JSON, e-mail (.eml) or an office document, at most 25 MB."
        ),
        error_messages={"required": gettext_lazy("Choose a file of at most 25 MB.")},
        allow_empty_file=True,
    )
    description = StoryField(label=gettext_lazy("What it is, and how you came by it"), rows=3, required=False)

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 25 MB. Add the part that matters."))
        return file


class RemovalForm(forms.Form):
    """That a file is destroyed: to whom it was referred, and why."""

    referral = forms.ChoiceField(
        label=gettext_lazy("Referred to"), choices=choices(REFERRALS), widget=forms.RadioSelect
    )
    reason = StoryField(
        label=gettext_lazy("Why, and what was reported"),
        rows=4,
        help_text=gettext_lazy(
            "The address, the time, the number of the referral. Do not describe what it shows."
        ),
    )

    def to_whom(self) -> Referral:
        """The chosen referral."""
        return Referral(self.cleaned_data["referral"])


class ReasonForm(forms.Form):
    """Why something is withdrawn."""

    reason = StoryField(label=gettext_lazy("Why is this withdrawn?"), rows=3)


class NoteForm(forms.Form):
    """A note for colleagues."""

    text = StoryField(label=gettext_lazy("Note"), rows=5)


HINTS: dict[str, Words] = {
    Attribute.APPEARANCE: gettext_lazy("Height, build, hair, marks. Nothing about origin or clothing."),
    Attribute.CONTACT: gettext_lazy("In words. A phone number or account also goes under Identifiers."),
}


def _owners(persons: Iterable[DossierPerson]) -> Choices:
    return [("", _("Not known")), *((str(each.id), person_name(each)) for each in persons)]


def _set_choices(form: forms.Form, name: str, offered: Choices) -> None:
    chosen = form.fields[name]
    assert isinstance(chosen, forms.ChoiceField)  # noqa: S101 - tells the type checker
    chosen.choices = offered
