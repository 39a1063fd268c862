"""Step 6: exactly what leaves, the signature, and sending."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from seinhuis.desk.handover import labels
from seinhuis.desk.handover.content import MARKING, consent_statement, legal_ground, summary
from seinhuis.desk.handover.contracts import Step
from seinhuis.desk.handover.forms import SignForm
from seinhuis.desk.handover.preparing import Prepared
from seinhuis.desk.handover.sending import (
    ChangedSinceReview,
    NoStamp,
    NotReady,
    NotSigned,
    PackageFailed,
    SigningRequest,
    send_handover,
    what_is_missing,
)
from seinhuis.desk.handover.step_views import open_step, step_view
from seinhuis.desk.handover.steps import step_page, step_url
from seinhuis.desk.handover.throttle import too_many_passphrases
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.vault.api import Viewer


@step_view
def sign(request: HttpRequest, handover: UUID) -> HttpResponse:
    """Show what leaves; with the passphrase it is signed and sent."""
    viewer, prepared = open_step(request, handover)
    offered = "without_stamp" in request.POST
    form = SignForm(request.POST or None, initial={"seen": prepared.digest}, offer_without_stamp=offered)
    if request.method == "POST" and form.is_valid():
        refused = _send(handover, viewer, form)
        if refused is None:
            messages.success(
                request,
                _("The package is sealed. It counts as handed over when the recipient acknowledges it."),
            )
            return redirect("handover:page", handover)
        form = _after_refusal(prepared, refused)
    return _page(request, prepared, form)


def _send(handover: UUID, viewer: Viewer, form: SignForm) -> Refused | None:
    data = form.cleaned_data
    if too_many_passphrases(viewer.actor.id):
        return NotSigned(_("Too many attempts in this minute. Wait a minute and try again."))
    signing = SigningRequest(data["seen"], data["passphrase"], data.get("without_stamp", False))
    try:
        send_handover(handover, viewer=viewer, signing=signing)
    except (NotReady, NotSigned, ChangedSinceReview, NoStamp, PackageFailed) as refused:
        return refused
    return None


def _after_refusal(prepared: Prepared, refused: Refused) -> SignForm:
    """A form that has to be signed anew, with the sentence that says why."""
    form = SignForm({"seen": prepared.digest}, offer_without_stamp=isinstance(refused, NoStamp))
    form.is_valid()
    form.errors.clear()
    form.add_error("passphrase" if isinstance(refused, NotSigned) else None, str(refused))
    return form


def _page(request: HttpRequest, prepared: Prepared, form: SignForm) -> HttpResponse:
    undone = what_is_missing(prepared)
    with translation.override(prepared.handover.draft.grounds.language):
        wording = {
            "summary": summary(prepared),
            "legal_ground": legal_ground(prepared),
            "consent_statement": consent_statement(prepared),
        }
    context: dict[str, object] = {
        "form": form,
        "leaves": prepared.leaves,
        "grounds": prepared.handover.draft.grounds,
        "contact": prepared.handover.draft.answers.contact,
        "marking": MARKING,
        "persons": _persons(prepared),
        "identifiers": [
            (labels.IDENTIFIERS.get(each.kind, each.kind), each) for each in prepared.leaves.identifiers
        ],
        "stays": [each.source.reference for each in prepared.selection.sources if not each.may_leave],
        "left_out": len(prepared.texts) - len(prepared.clearing.wording) - len(prepared.clearing.undecided),
        "undone": [(labels.STEPS[step], step_url(step, prepared.handover.line.id)) for step in undone],
        "whole": prepared.dossier.whole,
        **wording,
    }
    return step_page(request, Step.SIGN, prepared, context, wrong=bool(form.errors))


def _persons(prepared: Prepared) -> list[dict[str, object]]:
    return [
        {
            "role": labels.ROLES.get(person.role, person.role),
            "number": person.number,
            "attributes": [(labels.ATTRIBUTES.get(code, code), text) for code, text in person.attributes],
        }
        for person in prepared.leaves.persons
    ]
