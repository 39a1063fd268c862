"""Logging in, changing a passphrase, using the recovery sheet, adding a colleague."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from seinhuis.desk.accounts import keys
from seinhuis.desk.accounts.labels import ROLES
from seinhuis.desk.accounts.models import Person
from seinhuis.desk.accounts.rules import (
    SHORTEST_PASSPHRASE,
    passphrase_long_enough,
    roles_fit_together,
    username_allowed,
)
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.forms import TypedField
from seinhuis.engine.sealing.errors import SealingError
from seinhuis.engine.sealing.keypairs import KeyPair

LONGEST_PASSPHRASE = 1_000


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """The login of allauth; the passphrase that logs in also opens the key, and nobody gets in with a closed
    one.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Name to log in with")
        self.fields["password"].label = _("Passphrase")
        self.fields.pop("remember", None)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""
        self.member: KeyPair | None = None

    def clean(self) -> dict[str, Any]:
        """Check name and passphrase, then open the key with it; somebody who left is told what a stranger is
        told.
        """
        cleaned: dict[str, Any] = super().clean()
        if self.user is not None:
            if not self.user.is_active:
                raise _mismatch()
            self.member = self._open_key(self.user, cleaned["password"])
        return cleaned

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Log in and put the open key in this session."""
        response: HttpResponse = super().login(request, redirect_url)
        if request.user.is_authenticated and self.member is not None:
            keys.open_in_session(request, self.user, self.member)
        return response

    def _open_key(self, person: Person, passphrase: str) -> KeyPair:
        try:
            member = keys.unlock(person, passphrase)
            keys.keyring_for(person, member)
        except SealingError:
            raise forms.ValidationError(
                _(
                    "Your key is damaged and does not open. "
                    "A keyholder of your organisation can renew your access."
                )
            ) from None
        return member


def _mismatch() -> forms.ValidationError:
    from allauth.account.adapter import get_adapter

    error: forms.ValidationError = get_adapter().validation_error("username_password_mismatch")
    return error


def _passphrase(label: Any, *, autocomplete: str, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_PASSPHRASE,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        strip=False,
    )


class NewPassphraseForm(forms.Form):
    """A new passphrase, twice."""

    new = _passphrase(
        _("New passphrase"),
        help_text=_("At least 12 signs. Four words that you choose by chance are easy to remember."),
        autocomplete="new-password",
    )
    again = _passphrase(_("New passphrase again"), autocomplete="new-password")

    def clean_new(self) -> str:
        """Check the length."""
        new: str = self.cleaned_data["new"]
        if not passphrase_long_enough(new):
            raise forms.ValidationError(
                _("This is shorter than %(size)s signs."), params={"size": SHORTEST_PASSPHRASE}
            )
        return new

    def clean(self) -> dict[str, Any]:
        """Check that both are the same."""
        cleaned = super().clean() or {}
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("The two are not the same."))
        return cleaned


class ChangePassphraseForm(NewPassphraseForm):
    """The old passphrase and a new one."""

    old = _passphrase(_("Your passphrase now"), autocomplete="current-password")
    field_order = ("old", "new", "again")

    def clean(self) -> dict[str, Any]:
        """Ask for another passphrase than the one that is there: a temporary one is known to a colleague."""
        cleaned = super().clean()
        if cleaned.get("new") and cleaned["new"] == cleaned.get("old"):
            self.add_error("new", _("Choose another passphrase than the one you have now."))
        return cleaned


class RecoveryForm(NewPassphraseForm):
    """Name, printed recovery code and a new passphrase."""

    username = forms.CharField(
        label=_("Name to log in with"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    recovery_code = forms.CharField(
        label=_("Recovery code"),
        help_text=_("Nine groups of four letters and digits, from the sheet in the safe."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ("username", "recovery_code", "new", "again")


class ColleagueForm(forms.Form):
    """A new colleague: names and roles."""

    display_name = TypedField(label=_("Name"), max_length=200)
    username = forms.CharField(
        label=_("Name to log in with"),
        help_text=_("Small letters, digits, dots and dashes."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    roles = forms.TypedMultipleChoiceField(
        label=_("Roles"),
        choices=[(role.value, name) for role, name in ROLES.items()],
        coerce=Role,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever is auditor or administrator holds no key and can have no role that needs one."),
    )

    def clean_username(self) -> str:
        """Make it small and check its signs."""
        username: str = self.cleaned_data["username"].lower()
        if not username_allowed(username):
            raise forms.ValidationError(_("Use only small letters, digits, dots and dashes."))
        return username

    def clean_roles(self) -> list[Role]:
        """Check that the roles go together."""
        roles: list[Role] = self.cleaned_data["roles"]
        if not roles_fit_together(roles):
            raise forms.ValidationError(
                _("These roles do not go together: whoever checks or runs the house holds no key.")
            )
        return roles
