"""Logging in, one's own passphrase, and the people of the organisation with their keys."""

from typing import Any
from uuid import UUID

from allauth.account.views import LoginView
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from seinhuis.desk.accounts import actions, keys, recovery, selectors
from seinhuis.desk.accounts.forms import ChangePassphraseForm, ColleagueForm, RecoveryForm
from seinhuis.desk.accounts.labels import ROLES
from seinhuis.desk.accounts.models import Person
from seinhuis.desk.accounts.rules import KEYHOLDERS_WANTED
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.http import desk_view
from seinhuis.desk.vault.api import Viewer
from seinhuis.engine.sealing.errors import MalformedRecoveryCode, WrongPassphrase

UNPROCESSABLE = 422


class LogIn(LoginView):  # type: ignore[misc]
    """The login of allauth. Somebody whose key is not open may log in again; the desk sends them here to open
    it.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send on whoever has nothing to do here."""
        if request.user.is_authenticated and request.viewer.keyring.pairs:  # type: ignore[attr-defined]
            return redirect("desk")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say in the status, too, that this was not accepted."""
        response: HttpResponse = super().form_invalid(form)
        response.status_code = UNPROCESSABLE
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Tell somebody who is logged in why they see this page."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "key_closed": self.request.user.is_authenticated}


log_in = LogIn.as_view()


@desk_view()
def passphrase(request: HttpRequest) -> HttpResponse:
    """Change one's own passphrase."""
    form = ChangePassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _change(request, form):
        messages.success(request, _("Your passphrase has been changed."))
        return redirect("desk")
    context = {"form": form, "must_change": request.user.must_change_passphrase}  # type: ignore[union-attr]
    return render(request, "accounts/passphrase.html", context, status=UNPROCESSABLE if form.errors else 200)


def _change(request: HttpRequest, form: ChangePassphraseForm) -> bool:
    if not ratelimit.consume(request, action="change_passphrase", user=request.user):
        form.add_error(None, _("Too many attempts in this minute. Wait a minute and try again."))
        return False
    try:
        pair = actions.change_passphrase(
            viewer=_viewer(request), old=form.cleaned_data["old"], new=form.cleaned_data["new"]
        )
    except WrongPassphrase:
        form.add_error("old", _("This is not your passphrase."))
        return False
    person = Person.objects.get(pk=_viewer(request).actor.id)
    update_session_auth_hash(request, person)
    keys.open_in_session(request, person, pair)
    return True


@desk_view(Role.KEYHOLDER, Role.ADMINISTRATOR)
def people(request: HttpRequest) -> HttpResponse:
    """The people of the organisation: who has which role, who holds the key, and what to do when somebody
    leaves.
    """
    return _people_page(request, ColleagueForm())


@require_POST
@desk_view(Role.KEYHOLDER)
def add(request: HttpRequest) -> HttpResponse:
    """Add a colleague and show the temporary passphrase once."""
    form = ColleagueForm(request.POST)
    if not form.is_valid():
        return _people_page(request, form)
    try:
        temporary = actions.add_colleague(viewer=_viewer(request), **form.cleaned_data)
    except Refused as refused:
        form.add_error("username", str(refused))
        return _people_page(request, form)
    return _temporary_page(request, temporary, form.cleaned_data["display_name"])


@require_POST
@desk_view(Role.KEYHOLDER)
def renew(request: HttpRequest, person: UUID) -> HttpResponse:
    """Give a colleague new access and show the temporary passphrase once."""
    viewer = _viewer(request)
    temporary = actions.renew_access(viewer=viewer, person=person)
    return _temporary_page(request, temporary, selectors.colleague_names(viewer=viewer)[str(person)])


@require_POST
@desk_view(Role.KEYHOLDER, Role.ADMINISTRATOR)
def deactivate(request: HttpRequest, person: UUID) -> HttpResponse:
    """End somebody's access."""
    actions.deactivate(viewer=_viewer(request), person=person)
    messages.success(request, _("This person cannot log in any more and holds no key."))
    return redirect("accounts:people")


@require_POST
@desk_view(Role.KEYHOLDER)
def recovery_sheet(request: HttpRequest) -> HttpResponse:
    """Make a recovery code and show it once, ready for the printer."""
    code = recovery.print_recovery_sheet(viewer=_viewer(request))
    return render(request, "accounts/recovery_sheet.html", {"code": code})


@never_cache
def recover(request: HttpRequest) -> HttpResponse:
    """Use the printed recovery code after a forgotten passphrase."""
    form = RecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _recover(request, form):
        messages.success(request, _("Your access has been restored. Log in with your new passphrase."))
        messages.warning(
            request, _("The recovery sheet has been used up. Print a new one and put it in the safe.")
        )
        return redirect("account_login")
    return render(
        request, "accounts/recover.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200
    )


def _recover(request: HttpRequest, form: RecoveryForm) -> bool:
    if not ratelimit.consume(request, action="recover"):
        form.add_error(None, _("Too many attempts in this minute. Wait a minute and try again."))
        return False
    data = form.cleaned_data
    try:
        recovery.recover_access(
            username=data["username"], code=data["recovery_code"], new_passphrase=data["new"]
        )
    except MalformedRecoveryCode:
        form.add_error("recovery_code", _("This is not a recovery code: check each group against the sheet."))
    except Refused as refused:
        form.add_error(None, str(refused))
    return not form.errors


def _people_page(request: HttpRequest, form: ColleagueForm) -> HttpResponse:
    viewer = _viewer(request)
    shown = selectors.people_of(viewer=viewer)
    keyholder = viewer.actor.has(Role.KEYHOLDER)
    keyholders = [
        person for person in shown if person.active and person.holds_key and Role.KEYHOLDER in person.roles
    ]
    context = {
        "people": [(person, [ROLES[role] for role in person.roles]) for person in shown],
        "form": form,
        "keyholder": keyholder,
        "few_keyholders": len(keyholders) < KEYHOLDERS_WANTED,
        "sheet_made_on": selectors.recovery_sheet_made_on(viewer=viewer) if keyholder else None,
    }
    return render(request, "accounts/people.html", context, status=UNPROCESSABLE if form.errors else 200)


def _temporary_page(request: HttpRequest, temporary: str, name: str) -> HttpResponse:
    return render(request, "accounts/renewed.html", {"temporary": temporary, "name": name})


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer
