"""The filter of the journal's page. What it takes are ids, codes and days: they may stand in an address."""

import re
from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from seinhuis.desk.journal.contracts import EntryFilter
from seinhuis.desk.journal.labels import ACTIONS, GROUPS
from seinhuis.engine.ledger.entries import CODE

Choices = list[tuple[str, Any]]


class EntryFilterForm(forms.Form):
    """Narrows the entries to one person, one action, one thing or one day."""

    actor = forms.ChoiceField(label=_("Who"), required=False)
    action = forms.ChoiceField(label=_("What"), required=False)
    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    subject = forms.RegexField(
        re.compile(rf"\A{CODE.pattern}\Z", re.ASCII),
        label=_("About the thing with this id"),
        required=False,
        max_length=100,
        strip=True,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"invalid": _("An id consists of letters, digits and dashes.")},
    )
    before = forms.IntegerField(required=False, min_value=0, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, names: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everybody = [("", _("Everybody")), *sorted(names.items(), key=lambda item: item[1].casefold())]
        self._offer("actor", everybody)
        self._offer("action", [("", _("Everything")), *_actions()])

    def chosen(self) -> EntryFilter:
        """The filter, after the form was found valid."""
        return EntryFilter(**{name: value for name, value in self.cleaned_data.items() if value})

    def _offer(self, name: str, choices: Choices) -> None:
        """Offer choices, and a code that came by an address: a journal outlives the words for its codes."""
        given = self.data.get(name, "")
        known = {code for code, _words in choices} | (set(ACTIONS) if name == "action" else set())
        if given not in known and CODE.fullmatch(given):
            choices = [*choices, (given, given)]
        cast(forms.ChoiceField, self.fields[name]).choices = choices


def _actions() -> Choices:
    return [
        (str(group), [(code, str(words)) for code, words in actions.items()]) for group, actions in GROUPS
    ]
