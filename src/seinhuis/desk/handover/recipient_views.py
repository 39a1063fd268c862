"""The address book, and the escrow identity for keyholders."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from seinhuis.desk.accounts.api import colleague_names, open_escrow_identity
from seinhuis.desk.handover import labels
from seinhuis.desk.handover.contracts import Profile
from seinhuis.desk.handover.forms import ConfirmKeyForm, RecipientForm
from seinhuis.desk.handover.recipient_actions import (
    add_recipient,
    confirm_recipient_key,
    set_recipient_active,
)
from seinhuis.desk.handover.selectors import BOOK_KEEPERS, BOOK_READERS, recipient_of, recipients
from seinhuis.desk.handover.steps import UNPROCESSABLE
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.http import desk_view
from seinhuis.desk.vault.api import Viewer


@desk_view(*BOOK_READERS)
def address_book(request: HttpRequest) -> HttpResponse:
    """Show the address book; a coordinator or keyholder adds to it."""
    form = RecipientForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _add(_viewer(request), form):
        messages.success(request, _("The recipient has been added. Now confirm the key by telephone."))
        return redirect("handover:recipients")
    return _page(request, form)


@require_POST
@desk_view(*BOOK_READERS)
def confirm_key(request: HttpRequest, recipient: UUID) -> HttpResponse:
    """Set down with whom a key was confirmed."""
    recipient_of(recipient, viewer=_viewer(request))
    form = ConfirmKeyForm(request.POST, prefix=str(recipient))
    if not form.is_valid():
        return _page(request, RecipientForm(), {recipient: form})
    confirm_recipient_key(recipient, viewer=_viewer(request), spoken_with=form.cleaned_data["spoken_with"])
    messages.success(request, _("It has been recorded that the key was confirmed."))
    return redirect("handover:recipients")


@require_POST
@desk_view(*BOOK_KEEPERS)
def retire(request: HttpRequest, recipient: UUID) -> HttpResponse:
    """Take a recipient out of use, or back into it."""
    set_recipient_active(recipient, viewer=_viewer(request), active=request.POST.get("active") == "yes")
    return redirect("handover:recipients")


@desk_view(Role.KEYHOLDER)
def escrow(request: HttpRequest) -> HttpResponse:
    """Show the escrow identity, once for each time that it is asked for."""
    identity = open_escrow_identity(viewer=_viewer(request)) if request.method == "POST" else ""
    return render(request, "handover/escrow.html", {"identity": identity})


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def _add(viewer: Viewer, form: RecipientForm) -> bool:
    data = form.cleaned_data
    try:
        add_recipient(
            viewer=viewer,
            profile=Profile(data["profile"]),
            name=data["name"],
            contact=data["contact"],
            age_recipient=data["age_recipient"],
        )
    except Refused as refused:
        form.add_error("age_recipient", str(refused))
        return False
    return True


def _page(
    request: HttpRequest, form: RecipientForm, confirming: dict[UUID, ConfirmKeyForm] | None = None
) -> HttpResponse:
    viewer, bound = _viewer(request), confirming or {}
    names = colleague_names(viewer=viewer)
    cards = [
        {
            "card": card,
            "profile": labels.PROFILES[card.profile],
            "confirmed_by": names.get(card.confirmed_by, ""),
            "form": bound.get(card.id) or ConfirmKeyForm(prefix=str(card.id)),
        }
        for card in recipients(viewer=viewer)
    ]
    keeper = viewer.actor.has(*BOOK_KEEPERS)
    wrong = bool(form.errors) or any(each.errors for each in bound.values())
    keyholder = viewer.actor.has(Role.KEYHOLDER)
    context = {"cards": cards, "form": form, "wrong": wrong, "keeper": keeper, "keyholder": keyholder}
    return render(request, "handover/recipients.html", context, status=UNPROCESSABLE if wrong else 200)
