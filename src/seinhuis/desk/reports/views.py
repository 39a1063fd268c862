"""The public form: one address, one question per page, and the half-finished report sealed in the page
itself.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import OrganisationCard, organisation_by_slug
from seinhuis.desk.reports import passes
from seinhuis.desk.reports.actions import AlreadyReceived, submit_report
from seinhuis.desk.reports.content import content_from_json
from seinhuis.desk.reports.contracts import Danger, ReportContent
from seinhuis.desk.reports.drafts import (
    Draft,
    DraftLost,
    is_fresh,
    new_draft,
    open_draft,
    receipt_for,
    seal_draft,
    submission_hash,
)
from seinhuis.desk.reports.forms import ConsentForm, StepForm, is_gentle
from seinhuis.desk.reports.public_pages import UNPROCESSABLE, posted, public_page
from seinhuis.desk.reports.review import review_rows
from seinhuis.desk.reports.rules import is_empty
from seinhuis.desk.reports.selectors import open_conversation
from seinhuis.desk.reports.steps import (
    FIRST,
    LAST_NUMBER,
    REVIEW,
    Step,
    after,
    after_change,
    before,
    step_named,
    told,
)
from seinhuis.desk.reports.wording import question
from seinhuis.engine.sealing.receipts import Receipt

CONSENT = step_named("consent")


@dataclass(frozen=True)
class Turn:
    """Somebody pressed a button on one page of the form."""

    request: HttpRequest
    organisation: OrganisationCard
    draft: Draft
    step: Step
    go: str
    changing: bool

    def page(
        self,
        step: Step,
        draft: Draft,
        *,
        form: StepForm | None = None,
        trouble: str = "",
        changing: bool = False,
    ) -> HttpResponse:
        """Show one step; with trouble or an invalid form the answer says that it was not accepted."""
        if form is None and step.form is not None:
            form = step.form(answers=draft.answers)
        rejected = bool(trouble) or (form is not None and form.is_bound and not form.is_valid())
        context = {
            "organisation": self.organisation,
            "step": step,
            "last_number": LAST_NUMBER,
            "first": step == FIRST,
            "question": question(step.name, gentle=is_gentle(draft.answers)),
            "form": form,
            "trouble": trouble,
            "draft": seal_draft(draft, self.organisation.id),
            "changing": changing,
            "danger": draft.answers.get("danger") == Danger.YES,
            "rows": review_rows(draft.answers, get_language() or "nl") if step == REVIEW else (),
        }
        templates = [f"reports/steps/{step.name}.html", "reports/step.html"]
        return render(self.request, templates, context, status=UNPROCESSABLE if rejected else 200)


@public_page
def start(request: HttpRequest, organisation: str) -> HttpResponse:
    """The form of one organisation, from the first question to the receipt code."""
    card = organisation_by_slug(organisation)
    data = posted(request)
    if data is None:
        return _opening(request, card).page(FIRST, new_draft())
    if data.get("go") == "print":
        return _printable(request, card, data)
    try:
        draft = open_draft(data.get("draft", ""), card.id)
    except DraftLost:
        return _begin_again(request, card, data)
    turn = Turn(
        request, card, draft, step_named(data.get("step", "")), data.get("go", ""), "changing" in data
    )
    return _submit(turn) if turn.step == REVIEW and turn.go == "submit" else _walk(turn, data)


def _walk(turn: Turn, data: QueryDict) -> HttpResponse:
    """Keep what was answered on this page and show the page that the button leads to."""
    forward = turn.go != "previous"
    if turn.step.form is None:
        return _show_target(turn, turn.draft)
    form = turn.step.form(data, answers=turn.draft.answers, forward=forward)
    if not form.is_valid():
        return turn.page(turn.step, turn.draft, form=form, changing=turn.changing)
    return _show_target(turn, turn.draft.with_answers(form.cleaned_data))


def _show_target(turn: Turn, draft: Draft) -> HttpResponse:
    target, changing = _target(turn, draft)
    return turn.page(target, draft, changing=changing)


def _target(turn: Turn, draft: Draft) -> tuple[Step, bool]:
    if turn.go.startswith("edit-"):
        return step_named(turn.go.removeprefix("edit-")), True
    if turn.go == "previous":
        return before(turn.step, draft.answers), turn.changing
    if turn.changing:
        target = after_change(turn.step, draft.answers)
        return target, target != REVIEW
    return after(turn.step, draft.answers), False


def _submit(turn: Turn) -> HttpResponse:
    content = _content(turn.draft)
    if not turn.draft.answers.get("consent"):
        form = ConsentForm({}, answers=turn.draft.answers)
        return turn.page(CONSENT, turn.draft, form=form, changing=True)
    if is_empty(content):
        sentence = _(
            "There is nothing in your report yet. Tell us one thing, however small. Then you can send it."
        )
        return turn.page(REVIEW, turn.draft, trouble=sentence)
    receipt = receipt_for(turn.draft, turn.organisation.id)
    if not _keep(turn, content, receipt) and not _may_see_again(turn.draft, receipt):
        return render(
            turn.request, "reports/already_received.html", {"organisation": turn.organisation}, status=409
        )
    opened = passes.new_pass(receipt, danger=content.danger == Danger.YES)
    return _receipt_page(turn.request, turn.organisation, opened, "reports/receipt.html")


def _keep(turn: Turn, content: ReportContent, receipt: Receipt) -> bool:
    """Take the report in; says no when a double click or a reload did so before."""
    try:
        submit_report(
            organisation=turn.organisation,
            content=content,
            submission=submission_hash(turn.draft, turn.organisation.id),
            receipt=receipt,
        )
    except AlreadyReceived:
        return False
    return True


def _may_see_again(draft: Draft, receipt: Receipt) -> bool:
    return is_fresh(draft) and open_conversation(receipt) is not None


def _printable(request: HttpRequest, card: OrganisationCard, data: QueryDict) -> HttpResponse:
    """The code on a page made for paper. The code comes back sealed in the page; the server did not keep
    it.
    """
    try:
        opened = passes.open_pass(data.get("code", ""))
    except passes.PassOver:
        return render(request, "reports/print_over.html", {"organisation": card}, status=UNPROCESSABLE)
    return _receipt_page(request, card, opened, "reports/receipt_printable.html")


def _receipt_page(
    request: HttpRequest, card: OrganisationCard, opened: passes.Pass, template: str
) -> HttpResponse:
    context = {
        "organisation": card,
        "groups": opened.receipt.grouped().split(),
        "sealed_code": passes.seal_pass(opened),
        "danger": opened.danger,
    }
    return render(request, template, context)


def _begin_again(request: HttpRequest, card: OrganisationCard, data: QueryDict) -> HttpResponse:
    """The earlier answers do not open any more: say so, and keep what stands on this very page."""
    turn, draft = _opening(request, card), new_draft()
    step = step_named(data.get("step", ""))
    if step.form is None:
        return turn.page(FIRST, draft, trouble=_lost_sentence())
    form = step.form(data, answers={}, forward=False)
    kept = draft.with_answers(form.cleaned_data) if form.is_valid() else draft
    return turn.page(step, kept, form=form, trouble=_lost_sentence())


def _opening(request: HttpRequest, card: OrganisationCard) -> Turn:
    return Turn(request, card, new_draft(), FIRST, "", changing=False)


def _lost_sentence() -> str:
    return _(
        "We could not read your earlier answers any more: they are kept for two days at most, and only in "
        "this page. What you filled in on this page is still here. We are sorry that you have to answer the "
        "rest again."
    )


def _content(draft: Draft) -> ReportContent:
    return content_from_json({**told(draft.answers), "language": get_language() or "nl"})
