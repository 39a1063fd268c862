"""One form per step of the public form. Everything may stay empty; only passing on must be answered at the
end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from seinhuis.desk.kernel.forms import StoryField, TypedField
from seinhuis.desk.reports import labels
from seinhuis.desk.reports.contracts import ReporterKind
from seinhuis.desk.reports.signals import CATALOGUE, SOMETHING_ELSE, Setting, signals_of

SHORT_TEXT = 2_000
LONG_TEXT = 20_000
CHOOSE = {"invalid_choice": gettext_lazy("Choose one of the answers on this page.")}
TOO_LONG = {
    "max_length": gettext_lazy(
        "This text is too long: it has %(show_value)d signs and at most %(limit_value)d fit. "
        "Everything you typed is still here. Please make it shorter."
    )
}


class ChoiceField(forms.ChoiceField):
    """One answer out of a few, none at first."""

    widget = forms.RadioSelect

    def __init__(self, words: Mapping[str, labels.Words], **kwargs: Any) -> None:
        super().__init__(choices=labels.choices(dict(words)), required=False, error_messages=CHOOSE, **kwargs)


def _text(label: labels.Words, *, longest: int, rows: int, help_text: labels.Words = "") -> StoryField:
    return StoryField(
        label=label,
        max_length=longest,
        rows=rows,
        required=False,
        help_text=help_text,
        error_messages=TOO_LONG,
    )


class StepForm(forms.Form):
    """The base of every step: knows the earlier answers and whether the person goes forward."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, answers: Mapping[str, Any], forward: bool = True) -> None:
        super().__init__(data, initial=dict(answers))
        self.answers = answers
        self.forward = forward
        self.gentle = is_gentle(answers)
        self.arrange()

    def arrange(self) -> None:
        """Fit the words to the person; nothing by default."""

    def offer(self, name: str, choices: Sequence[tuple[str, labels.Words]]) -> None:
        """Give one field these choices."""
        cast(forms.ChoiceField, self.fields[name]).choices = choices


class DangerForm(StepForm):
    """Danger now?"""

    danger = ChoiceField(labels.DANGER, label=gettext_lazy("Danger now"))


class WhoForm(StepForm):
    """Who reports."""

    reporter_kind = ChoiceField(labels.REPORTER_KINDS, label=gettext_lazy("Who you are"))


class SectorForm(StepForm):
    """Where a professional works."""

    sector = ChoiceField(labels.SECTORS, label=gettext_lazy("Your work"))


class SettingForm(StepForm):
    """Where it was noticed."""

    setting = ChoiceField(labels.SETTINGS, label=gettext_lazy("Where you noticed it"))

    def arrange(self) -> None:
        """Ask a young person where it happens."""
        if self.gentle:
            self.offer("setting", labels.choices(labels.GENTLE_SETTINGS))


@dataclass(frozen=True)
class SignalGroup:
    """Some signals under one heading; a folded group is opened by whoever wants to."""

    heading: labels.Words
    boxes: tuple[BoundWidget, ...]
    folded: bool = False


class SignalsForm(StepForm):
    """What was noticed."""

    signals = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("What you noticed"),
        error_messages={"invalid_choice": gettext_lazy("Choose only answers that are on this page.")},
    )
    not_sure = forms.BooleanField(
        required=False, label=gettext_lazy("I am not sure, but it does not feel right")
    )

    def arrange(self) -> None:
        """Offer every signal in the language of the page."""
        language = get_language() or "nl"
        texts = [(signal.code, signal.text(language, about_oneself=self.gentle)) for signal in CATALOGUE]
        self.offer("signals", texts)

    def clean_signals(self) -> list[str]:
        """What was ticked, in the order of the catalogue."""
        ticked = set(self.cleaned_data["signals"])
        return [signal.code for signal in CATALOGUE if signal.code in ticked]

    def groups(self) -> list[SignalGroup]:
        """The signals of the chosen setting first; what was ticked elsewhere before; everything, folded,
        for "other".
        """
        boxes = {box.data["value"]: box for box in self["signals"].subwidgets}
        ticked = set(self["signals"].value() or ())
        setting = self.answers.get("setting") or Setting.OTHER
        shown = [SOMETHING_ELSE]
        groups = []
        for each in Setting:
            codes = [signal.code for signal in signals_of(each) if signal.code != SOMETHING_ELSE]
            if each != setting and setting != Setting.OTHER:
                codes = [code for code in codes if code in ticked]
            if codes:
                shown += codes
                folded = setting == Setting.OTHER and ticked.isdisjoint(codes)
                groups.append(SignalGroup(self._heading(each), tuple(boxes[code] for code in codes), folded))
        return [*groups, SignalGroup("", (boxes[SOMETHING_ELSE],))]

    def _heading(self, setting: Setting) -> labels.Words:
        return (labels.GENTLE_SETTINGS if self.gentle else labels.SETTINGS)[setting]


class StoryForm(StepForm):
    """The story."""

    story = StoryField(label=gettext_lazy("Your story"), rows=10, required=False, error_messages=TOO_LONG)


class AboutForm(StepForm):
    """About whom."""

    about = _text(
        gettext_lazy("What do you know about this person or these people?"),
        longest=LONG_TEXT,
        rows=5,
        help_text=gettext_lazy("For example a first name, what somebody looks like, or what you see change."),
    )
    age_band = ChoiceField(labels.AGE_BANDS, label=gettext_lazy("About how old is the young person?"))

    def arrange(self) -> None:
        """Speak to a young person about themselves."""
        if self.gentle:
            self.fields["about"].label = _("About you, or about the people around you")
            self.fields["about"].help_text = ""
            self.fields["age_band"].label = _("How old are you?")
            self.offer("age_band", labels.choices(labels.GENTLE_AGE_BANDS))


class PlaceForm(StepForm):
    """Where and when."""

    where = _text(gettext_lazy("Where?"), longest=SHORT_TEXT, rows=3)
    when = TypedField(
        label=gettext_lazy("When?"),
        max_length=SHORT_TEXT,
        required=False,
        error_messages=TOO_LONG,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class OnlineForm(StepForm):
    """Internet, numbers, accounts, plates."""

    identifiers = _text(
        gettext_lazy("Phone numbers, accounts, number plates"),
        longest=LONG_TEXT,
        rows=4,
        help_text=gettext_lazy("As you have them, one below the other if you like."),
    )
    online = _text(
        gettext_lazy("Where on the internet?"),
        longest=LONG_TEXT,
        rows=3,
        help_text=gettext_lazy(
            "For example a website, an app or the name of a group. You do not have to visit it again."
        ),
    )


class ConsentForm(StepForm):
    """Passing on; the one thing that must be chosen."""

    consent = ChoiceField(labels.CONSENTS, label=gettext_lazy("Passing on"))

    def clean_consent(self) -> str:
        """Ask for a choice from somebody who goes forward; going back is always free."""
        chosen: str = self.cleaned_data["consent"]
        if self.forward and not chosen:
            raise forms.ValidationError(_("Choose who may see your report. “Not yet” is a good answer too."))
        return chosen

    def explained(self) -> list[tuple[BoundWidget, labels.Words]]:
        """Each choice with the sentence that explains it."""
        return [(radio, labels.CONSENT_HELP[radio.data["value"]]) for radio in self["consent"].subwidgets]


class CodeForm(forms.Form):
    """The receipt code, as people type it."""

    use_required_attribute = False
    code = TypedField(
        label=gettext_lazy("Your code"),
        max_length=200,
        help_text=gettext_lazy("25 digits. Spaces and dashes do not matter."),
        error_messages={"required": gettext_lazy("Type your code of 25 digits."), **TOO_LONG},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false", "size": 32}
        ),
    )


class AnswerForm(forms.Form):
    """What the reporter adds to the conversation."""

    use_required_attribute = False
    text = StoryField(
        label=gettext_lazy("Would you like to add something?"),
        rows=6,
        error_messages={"required": gettext_lazy("There is nothing in this message yet."), **TOO_LONG},
    )


def is_gentle(answers: Mapping[str, Any]) -> bool:
    """Whether a young person reports for themselves."""
    return answers.get("reporter_kind") == ReporterKind.YOUNG_PERSON
