"""What a person fills in about a link or about noise."""

from django import forms
from django.utils.translation import gettext_lazy as _

from seinhuis.desk.kernel.forms import StoryField
from seinhuis.desk.traces.contracts import Judgement

LONGEST_REASON = 20_000
PAGES = (("report", "report"), ("links", "links"))


class LinkForm(forms.Form):
    """Which link, and to which page to go back."""

    other = forms.UUIDField(widget=forms.HiddenInput)
    back = forms.ChoiceField(choices=PAGES, required=False, widget=forms.HiddenInput)


class JudgeForm(LinkForm):
    """What a person thinks of a link."""

    judgement = forms.ChoiceField(choices=[(each.value, each.value) for each in Judgement])
    reason = StoryField(label=_("Why"), required=False, rows=2, max_length=LONGEST_REASON)

    def clean_judgement(self) -> Judgement:
        """The code as the rules know it."""
        return Judgement(self.cleaned_data["judgement"])


class BackForm(forms.Form):
    """To which cluster of the corpus to go back, when somebody came from one."""

    cluster = forms.UUIDField(required=False, widget=forms.HiddenInput)


class NoiseForm(forms.Form):
    """Why an identifier says nothing."""

    reason = StoryField(
        label=_("Why does this identifier say nothing?"),
        help_text=_("For example: the number of a hotline, of a taxi company or of a reception desk."),
        rows=3,
        max_length=LONGEST_REASON,
    )
