"""The steps of a draft: to whom, is it enough, on which ground, whose consent."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from seinhuis.desk.accounts.api import Colleague, colleagues
from seinhuis.desk.dossiers.api import open_dossier
from seinhuis.desk.handover import draft_actions, labels
from seinhuis.desk.handover.consent import SourceConsent
from seinhuis.desk.handover.contracts import OverrideGround, RecipientCard, Step
from seinhuis.desk.handover.draft import Override
from seinhuis.desk.handover.draft_actions import AlreadySent, check_is_draft
from seinhuis.desk.handover.forms import CheckForm, ChooseRecipientForm, GroundsForm, SourceConsentForm
from seinhuis.desk.handover.preparing import Prepared, prepare
from seinhuis.desk.handover.selectors import handover_of, recipients
from seinhuis.desk.handover.steps import UNPROCESSABLE, dossier_url, next_url, step_page, step_url
from seinhuis.desk.handover.sufficiency import Missing, Need, not_judged
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.http import desk_view
from seinhuis.desk.vault.api import Viewer

WORKERS = (Role.ANALYST, Role.COORDINATOR)
WHERE_TO_ADD = {
    Need.SUMMARY: "dossiers:heading",
    Need.FACT: "dossiers:choose_source",
    Need.SOURCED: "dossiers:dossier",
    Need.PLACE_OR_TIME: "dossiers:choose_source",
    Need.PERSON_OR_IDENTIFIER: "dossiers:add_person",
    Need.CHILD: "dossiers:add_person",
}
StepView = Callable[[HttpRequest, UUID], HttpResponse]


def step_view(view: StepView) -> StepView:
    """Guard the page of a step; once the handover was sent, it leads to the page of the handover."""

    @desk_view(*WORKERS)
    @wraps(view)
    def guarded(request: HttpRequest, handover: UUID) -> HttpResponse:
        try:
            return view(request, handover)
        except AlreadySent as sent:
            messages.info(request, str(sent))
            return redirect("handover:page", handover)

    return guarded


@desk_view(*WORKERS)
def start(request: HttpRequest, dossier: UUID) -> HttpResponse:
    """Begin a handover of a dossier by choosing to whom."""
    viewer = _viewer(request)
    opened = open_dossier(dossier, viewer=viewer)
    cards = _in_use(viewer)
    form = ChooseRecipientForm(cards, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = UUID(form.cleaned_data["recipient"])
        number = draft_actions.start_handover(dossier, viewer=viewer, recipient=chosen)
        return redirect(step_url(Step.CHECK, number))
    context = {"form": form, "dossier": opened, "dossier_url": dossier_url(dossier), "cards": cards}
    return render(request, "handover/start.html", context, status=UNPROCESSABLE if form.errors else 200)


@step_view
def recipient(request: HttpRequest, handover: UUID) -> HttpResponse:
    """Step 1: to whom."""
    viewer, prepared = open_step(request, handover)
    cards = _in_use(viewer)
    chosen = prepared.handover.line.recipient
    form = ChooseRecipientForm(cards, request.POST or None, initial={"recipient": chosen and str(chosen.id)})
    if request.method == "POST" and form.is_valid():
        draft_actions.choose_recipient(
            handover, viewer=viewer, recipient=UUID(form.cleaned_data["recipient"])
        )
        return redirect(next_url(prepared, Step.RECIPIENT))
    context: dict[str, object] = {"form": form, "cards": cards, "chosen": chosen}
    return step_page(request, Step.RECIPIENT, prepared, context, wrong=bool(form.errors))


@step_view
def check(request: HttpRequest, handover: UUID) -> HttpResponse:
    """Step 2: what this recipient needs, what is missing and where to add it."""
    viewer, prepared = open_step(request, handover)
    if prepared.profile is None:
        return redirect(step_url(Step.RECIPIENT, handover))
    answers = prepared.handover.draft.answers
    needs = _waivable(prepared)
    initial = {**vars(answers), **{f"waive_{need}": answers.waivers.get(need, "") for need in needs}}
    form = CheckForm(prepared.profile, needs, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        draft_actions.save_answers(handover, viewer=viewer, answers=form.answers(answers))
        done = prepare(handover, viewer=viewer).done(Step.CHECK)
        return redirect(next_url(prepared, Step.CHECK) if done else step_url(Step.CHECK, handover))
    context: dict[str, object] = {
        "form": form,
        "profile": labels.PROFILES[prepared.profile],
        "missing": _missing_lines(prepared, form),
        "not_judged": not_judged(prepared.expected),
    }
    return step_page(request, Step.CHECK, prepared, context, wrong=bool(form.errors))


@step_view
def grounds(request: HttpRequest, handover: UUID) -> HttpResponse:
    """Step 3: purpose, legal ground, licence, language."""
    viewer, prepared = open_step(request, handover)
    form = GroundsForm(request.POST or None, initial=vars(prepared.handover.draft.grounds))
    if request.method == "POST" and form.is_valid():
        draft_actions.save_grounds(handover, viewer=viewer, grounds=form.grounds())
        return redirect(next_url(prepared, Step.GROUNDS))
    return step_page(request, Step.GROUNDS, prepared, {"form": form}, wrong=bool(form.errors))


@step_view
def consent(request: HttpRequest, handover: UUID) -> HttpResponse:
    """Step 4: whose consent reaches this recipient, and what happens with the others."""
    viewer, prepared = open_step(request, handover)
    if prepared.profile is None:
        return redirect(step_url(Step.RECIPIENT, handover))
    others = [each for each in colleagues(viewer=viewer) if str(each.id) != viewer.actor.id]
    missing = [each for each in prepared.selection.sources if not each.agrees]
    forms = {str(each.source.id): _source_form(request, each, others) for each in missing}
    valid = [form.is_valid() for form in forms.values()]
    if request.method == "POST" and all(valid):
        draft_actions.save_overrides(handover, viewer=viewer, overrides=_overrides(forms, viewer))
        return redirect(next_url(prepared, Step.CONSENT))
    context: dict[str, object] = {
        "profile": labels.PROFILES[prepared.profile],
        "agreed": [_source_line(prepared, each) for each in prepared.selection.sources if each.agrees],
        "asked": [{**_source_line(prepared, each), "form": forms[str(each.source.id)]} for each in missing],
    }
    wrong = request.method == "POST" and not all(valid)
    return step_page(request, Step.CONSENT, prepared, context, wrong=wrong)


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def open_step(request: HttpRequest, handover: UUID) -> tuple[Viewer, Prepared]:
    """The viewer and the draft; steps end when it is sent. Raises AlreadySent, Refused."""
    viewer = _viewer(request)
    check_is_draft(handover_of(handover, viewer=viewer))
    return viewer, prepare(handover, viewer=viewer)


def _in_use(viewer: Viewer) -> list[RecipientCard]:
    return [card for card in recipients(viewer=viewer) if card.active]


def _waivable(prepared: Prepared) -> list[Need]:
    missing = [each.need for each in prepared.missing]
    return missing + [
        Need(need) for need in prepared.handover.draft.answers.waivers if Need(need) not in missing
    ]


def _missing_lines(prepared: Prepared, form: CheckForm) -> list[dict[str, object]]:
    return [
        {
            "sentence": labels.NEEDS[each.need],
            "numbers": each.numbers,
            "waived": each.waived,
            "where": _where(prepared, each),
            "field": form[f"waive_{each.need}"],
        }
        for each in prepared.missing
    ]


def _where(prepared: Prepared, each: Missing) -> str:
    """The page of the dossier where it is added, or nothing when it is filled in here."""
    return reverse(WHERE_TO_ADD[each.need], args=[prepared.dossier.id]) if each.need in WHERE_TO_ADD else ""


def _source_form(request: HttpRequest, each: SourceConsent, others: list[Colleague]) -> SourceConsentForm:
    initial = {"choice": "leave_out"}
    if each.override is not None:
        initial = {
            "choice": "override",
            "ground": each.override.ground,
            "reason": each.override.reason,
            "colleague": each.override.colleague,
        }
    return SourceConsentForm(others, request.POST or None, initial=initial, prefix=str(each.source.id))


def _overrides(forms: dict[str, SourceConsentForm], viewer: Viewer) -> dict[str, Override]:
    chosen = {report: form.cleaned_data for report, form in forms.items()}
    return {
        report: Override(OverrideGround(data["ground"]), data["reason"], data["colleague"], viewer.actor.id)
        for report, data in chosen.items()
        if data["choice"] == "override"
    }


def _source_line(prepared: Prepared, each: SourceConsent) -> dict[str, object]:
    facts = [fact.number for fact in prepared.dossier.current_facts() if fact.report == each.source.id]
    return {
        "source": each.source,
        "consent": labels.CONSENTS[each.source.consent],
        "override": each.override,
        "facts": facts,
    }
