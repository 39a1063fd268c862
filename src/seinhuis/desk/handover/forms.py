"""The forms of the handover: the address book, the steps of a draft, the acknowledgement."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seinhuis.desk.accounts.api import Colleague
from seinhuis.desk.handover import labels
from seinhuis.desk.handover.contracts import Profile, RecipientCard
from seinhuis.desk.handover.draft import Answers, Grounds
from seinhuis.desk.handover.recipient_actions import checked_key
from seinhuis.desk.handover.settling import FITS
from seinhuis.desk.handover.sufficiency import Need
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.forms import StoryField, TypedField
from seinhuis.desk.triage.api import FollowUpCode

LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]


class RecipientForm(forms.Form):
    """Somebody new in the address book."""

    profile = forms.ChoiceField(
        label=_("What kind of recipient is this?"),
        choices=labels.choices(labels.PROFILES),
        widget=forms.RadioSelect,
    )
    name = TypedField(label=_("Name"), help_text=_("For example a team and its place."), max_length=200)
    contact = TypedField(
        label=_("Contact"),
        help_text=_("A telephone number that you got in another way than the key, and a name."),
        max_length=300,
    )
    age_recipient = TypedField(
        label=_("Public age key"),
        help_text=_(
            "One line that begins with 'age1'. The recipient makes it with 'age-keygen' and keeps the "
            "secret half."
        ),
        max_length=200,
    )

    def clean_age_recipient(self) -> str:
        """Check that the key is a public age key."""
        try:
            return checked_key(self.cleaned_data["age_recipient"])
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None


class ConfirmKeyForm(forms.Form):
    """With whom the key was read back by telephone."""

    spoken_with = TypedField(
        label=_("With whom did you speak?"),
        help_text=_("Call a number that you already had. Let them read the groups from their own screen."),
        max_length=200,
    )


class ChooseRecipientForm(forms.Form):
    """To whom a dossier goes; nobody is chosen beforehand."""

    recipient = forms.ChoiceField(label=_("To whom?"), widget=forms.RadioSelect)

    def __init__(self, cards: Iterable[RecipientCard], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient"].choices = [  # type: ignore[attr-defined]
            (str(card.id), f"{card.name or _('(cannot be opened)')} · {labels.PROFILES[card.profile]}")
            for card in cards
        ]


class CheckForm(forms.Form):
    """What a profile asks beside the dossier, and a reason for everything that is missing."""

    contact = TypedField(
        label=_("Who can be called back about this?"),
        help_text=_("A name and a number. The recipient reads this."),
        max_length=300,
        required=False,
    )

    def __init__(self, profile: Profile, needs: Iterable[Need], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(_PROFILE_FIELDS[profile]())
        self.needs = list(needs)
        for need in self.needs:
            self.fields[f"waive_{need}"] = StoryField(
                label=_("Why do you send without this?"),
                help_text=_(
                    "Only when it cannot be had. The reason stays here; the recipient reads that it is not "
                    "known."
                ),
                required=False,
                rows=2,
                max_length=2_000,
            )

    def answers(self, before: Answers) -> Answers:
        """What was filled in; what the page did not ask stays as it was."""
        data = self.cleaned_data
        waivers = {**before.waivers, **{need.value: data[f"waive_{need}"] for need in self.needs}}
        asked = {name: value for name, value in data.items() if not name.startswith("waive_")}
        return Answers(**{**asdict(before), **asked, "waivers": waivers})

    def profile_fields(self) -> list[forms.BoundField]:
        """The fields above the list of what is missing."""
        return [self[name] for name in self.fields if not name.startswith("waive_")]


def _veilig_thuis_fields() -> dict[str, forms.Field]:
    informed = labels.choices(labels.INFORMED)
    return {
        "organisation_reports": forms.BooleanField(
            label=_("Our organisation makes this report in its own name and answers for it"),
            help_text=_("The tip was anonymous, and Veilig Thuis needs a known reporter. LAW?"),
            required=False,
        ),
        "worries": StoryField(label=_("What are the worries?"), required=False, rows=4, max_length=20_000),
        "parents_informed": forms.ChoiceField(
            label=_("Do the parents know about this report?"),
            choices=informed,
            widget=forms.RadioSelect,
            required=False,
        ),
        "child_informed": forms.ChoiceField(
            label=_("Does the child know about this report?"),
            choices=informed,
            widget=forms.RadioSelect,
            required=False,
        ),
        "informed_note": StoryField(
            label=_("If somebody was not informed: why not?"), required=False, rows=3, max_length=5_000
        ),
    }


def _care_fields() -> dict[str, forms.Field]:
    return {
        "need": StoryField(label=_("Which help is needed?"), required=False, rows=4, max_length=20_000),
        "reach": StoryField(
            label=_("How and when can somebody be reached safely?"), required=False, rows=3, max_length=5_000
        ),
        "person_consents": forms.ChoiceField(
            label=_("Does the person concerned agree to help?"),
            help_text=_("From the age of 12 the person decides too. LAW?"),
            choices=labels.choices(labels.PERSON_CONSENTS),
            widget=forms.RadioSelect,
            required=False,
        ),
    }


_PROFILE_FIELDS: dict[Profile, Any] = {
    Profile.POLICE: dict,
    Profile.VEILIG_THUIS: _veilig_thuis_fields,
    Profile.CARE: _care_fields,
}


class GroundsForm(forms.Form):
    """Why the package may leave. Nothing is filled in beforehand: a person types it."""

    purpose = StoryField(
        label=_("For which purpose does this leave?"),
        help_text=_("What the recipient may use it for, and nothing else. The recipient reads this."),
        rows=3,
        max_length=5_000,
    )
    ground = forms.ChoiceField(label=_("On which legal ground?"), widget=forms.RadioSelect)
    ground_text = StoryField(
        label=_("The ground in your own words"),
        help_text=_("Why this ground fits here. Needed when you chose 'another ground'."),
        required=False,
        rows=3,
        max_length=5_000,
    )
    licence = TypedField(
        label=_("Number of the licence"),
        help_text=_("Where your organisation has a licence for offence data. LAW?"),
        required=False,
        max_length=100,
    )
    language = forms.ChoiceField(
        label=_("Language of the package"), choices=LANGUAGES, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choices = labels.choices(labels.legal_grounds())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Another ground needs words."""
        cleaned = super().clean() or {}
        if cleaned.get("ground") == "other" and not cleaned.get("ground_text", "").strip():
            self.add_error("ground_text", _("Write down which ground this is."))
        return cleaned

    def grounds(self) -> Grounds:
        """What was filled in."""
        return Grounds(**self.cleaned_data)


class SourceConsentForm(forms.Form):
    """What happens with one report whose reporter has not agreed. Leaving it out is the default."""

    choice = forms.ChoiceField(
        label=_("What do you do with this report?"),
        choices=[
            ("leave_out", _("Leave out everything that comes from this report")),
            ("override", _("Pass it on without consent")),
        ],
        widget=forms.RadioSelect,
        initial="leave_out",
    )
    ground = forms.ChoiceField(
        label=_("On which ground do you override?"),
        choices=[("", "—"), *labels.choices(labels.OVERRIDE_GROUNDS)],
        required=False,
    )
    reason = StoryField(label=_("Why is that so here?"), required=False, rows=3, max_length=5_000)
    colleague = forms.ChoiceField(
        label=_("Whom did you consult?"), help_text=_("Somebody else of your organisation."), required=False
    )

    def __init__(self, others: Iterable[Colleague], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(each.id), each.name) for each in others]
        self.fields["colleague"].choices = [("", "—"), *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An override is whole or it is none."""
        cleaned = super().clean() or {}
        if cleaned.get("choice") == "override":
            for name in ("ground", "reason", "colleague"):
                if not cleaned.get(name, "").strip():
                    self.add_error(name, _("Passing a report on without consent needs this."))
        return cleaned


class TextForm(forms.Form):
    """What happens with one text that would leave."""

    choice = forms.ChoiceField(
        label=_("What happens with this text?"),
        choices=labels.choices(labels.CHOICES),
        widget=forms.RadioSelect,
        required=False,
    )
    wording = StoryField(label=_("Your own wording"), required=False, rows=3)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args: Any, replaceable: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not replaceable:
            kept = [each for each in labels.choices(labels.CHOICES) if each[0] != "replace"]
            self.fields["choice"].choices = kept  # type: ignore[attr-defined]
            del self.fields["wording"]

    def clean(self) -> dict[str, Any]:
        """Own wording and the choice for it go together, so that nothing typed is lost by a wrong button."""
        cleaned = super().clean() or {}
        wording, choice = cleaned.get("wording", ""), cleaned.get("choice", "")
        if choice == "replace" and not wording.strip():
            self.add_error("wording", _("Type your own wording, or choose something else."))
        if wording.strip() and choice != "replace":
            self.add_error(
                "choice", _("You typed your own wording. Choose 'Use my own wording', or empty the field.")
            )
        return cleaned


class KeepRestForm(forms.Form):
    """Keeping at once whatever has no proposal, after reading it."""

    read_all = forms.BooleanField(label=_("I have read every text on this page"), required=False)


class SignForm(forms.Form):
    """The sentence that is signed, and the passphrase that says who signs."""

    statement = forms.BooleanField(label=labels.STATEMENT)
    passphrase = forms.CharField(
        label=_("Your passphrase"),
        help_text=_("With it you sign. It is not kept."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
        max_length=1_000,
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    without_stamp = forms.BooleanField(
        label=_("Send without a time stamp"),
        help_text=_("It is recorded that the authority gave none and that you chose this."),
        required=False,
    )

    def __init__(self, *args: Any, offer_without_stamp: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not offer_without_stamp:
            del self.fields["without_stamp"]


class SettleForm(forms.Form):
    """Why a line about a handover needs nothing more."""

    code = forms.ChoiceField(choices=[(each, each) for each in FITS], widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("Why is this settled?"), widget=forms.RadioSelect)

    def __init__(self, code: str, data: Any = None) -> None:
        super().__init__(data, initial={"code": code}, auto_id=f"settle_{code}_%s")
        fitting = FITS[FollowUpCode(code)] if code in set(FITS) else ()
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            (each, labels.SETTLEMENTS[each]) for each in fitting
        ]


class AcknowledgeForm(forms.Form):
    """The code from the package, and whom the sender may call."""

    code = TypedField(
        label=_("Code from the package"),
        help_text=_("25 digits, in the dossier under 'acknowledge'. Spaces are fine."),
        max_length=200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )
    call_back = TypedField(
        label=_("Whom can the sender call?"),
        help_text=_("A name and a number. Only the sender can read it."),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
