"""Forms of the corpus: looking something up, judging two messages, a way between two, and what is noise."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seinhuis.desk.kernel.forms import StoryField, TypedField
from seinhuis.desk.traces.corpus.contracts import Ground, Why
from seinhuis.desk.traces.corpus.labels import GROUNDS, VERDICTS, WHYS, choices
from seinhuis.desk.traces.forms import LONGEST_REASON

LONGEST_VALUE = 500


class GroundForm(forms.Form):
    """Why somebody looks something up."""

    ground = forms.ChoiceField(
        label=_("Why do you look this up?"),
        help_text=_("Your answer goes into the journal; what you look up does not."),
        choices=choices(GROUNDS),
        widget=forms.RadioSelect,
    )

    def clean_ground(self) -> Ground:
        """The code as the rules know it."""
        return Ground(self.cleaned_data["ground"])


class LookUpForm(GroundForm):
    """What somebody looks up, and why."""

    value = TypedField(
        label=_("Phone number, account, address, number plate or bank account"),
        help_text=_("As people write it. It stands in no address and is not kept."),
        max_length=LONGEST_VALUE,
        widget=forms.TextInput(attrs={"dir": "auto", "spellcheck": "false"}),
    )
    field_order = ["value", "ground"]


class PairForm(forms.Form):
    """What somebody thinks of two messages, and why: codes, because the book of judgements is not sealed."""

    verdict = forms.ChoiceField(
        label=_("Do these two messages belong together?"), choices=choices(VERDICTS), widget=forms.RadioSelect
    )
    why = forms.ChoiceField(label=_("Why?"), choices=choices(WHYS), widget=forms.RadioSelect)

    def clean_why(self) -> Why:
        """The code as the rules know it."""
        return Why(self.cleaned_data["why"])


class WayForm(forms.Form):
    """From which message to which other one, by their numbers in the list of a cluster."""

    start = forms.IntegerField(label=_("From message"), min_value=1)
    end = forms.IntegerField(label=_("To message"), min_value=1)

    def clean(self) -> dict[str, Any]:
        """Two different messages."""
        data: dict[str, Any] = self.cleaned_data
        if data.get("start") is not None and data.get("start") == data.get("end"):
            self.add_error("end", _("Choose another message than the one you start from."))
        return data


class AsideForm(forms.Form):
    """Why an identifier or a message says nothing."""

    reason = StoryField(
        label=_("Why does this say nothing?"),
        help_text=_("For example: the number of a hotline, the footer of a website, a message of a company."),
        rows=3,
        max_length=LONGEST_REASON,
    )
