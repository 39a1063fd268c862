"""Step 5: every text that would leave, what could point at the reporter, and a person's decision."""

import hashlib
from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from seinhuis.desk.handover import draft_actions, labels
from seinhuis.desk.handover.clearing import current
from seinhuis.desk.handover.contracts import Step
from seinhuis.desk.handover.draft import Choice, Decision
from seinhuis.desk.handover.forms import KeepRestForm, TextForm
from seinhuis.desk.handover.pointing_words import Hint
from seinhuis.desk.handover.preparing import Prepared, prepare
from seinhuis.desk.handover.proposals import Piece, Proposal, pieces
from seinhuis.desk.handover.step_views import open_step, step_view
from seinhuis.desk.handover.steps import next_url, step_page, step_url
from seinhuis.desk.handover.texts import LeavingText, TextKind

# Three fields a text: a page stays far below the number of fields that the server takes in one form.
TEXTS_A_PAGE = 40


@dataclass(frozen=True)
class TextLine:
    """One text on the page."""

    text: LeavingText = field(repr=False)
    heading: str
    pieces: list[Piece] = field(repr=False)
    reasons: list[tuple[str, str | Promise]] = field(repr=False)
    form: TextForm
    decided: bool

    @property
    def flagged(self) -> bool:
        """Whether a rule points at something in it."""
        return bool(self.reasons)

    @property
    def anchor(self) -> str:
        """The name of its place on the page."""
        return f"text-{self.form.prefix}"


@step_view
def clearing(request: HttpRequest, handover: UUID) -> HttpResponse:
    """Show one page of texts and save what was decided about them."""
    viewer, prepared = open_step(request, handover)
    page = _page_number(request, prepared)
    shown = prepared.texts[(page - 1) * TEXTS_A_PAGE : page * TEXTS_A_PAGE]
    lines = [_line(request, prepared, text) for text in shown]
    keep_rest = KeepRestForm(request.POST or None)
    if request.method == "POST" and _valid(request, lines, keep_rest):
        decisions = _decisions(lines, keep_rest=request.POST.get("go") == "keep_rest")
        draft_actions.decide_texts(handover, viewer=viewer, decisions=decisions)
        return redirect(_after(prepare(handover, viewer=viewer)))
    undecided = set(prepared.clearing.undecided)
    context: dict[str, object] = {
        "lines": lines,
        "keep_rest": keep_rest,
        "without_proposal": sum(1 for line in lines if not line.flagged and line.text.key in undecided),
        "undecided": len(undecided),
        "total": len(prepared.texts),
        "page": page,
        "pages": range(1, _pages(prepared) + 1),
    }
    wrong = request.method == "POST"
    return step_page(request, Step.CLEARING, prepared, context, wrong=wrong)


def _valid(request: HttpRequest, lines: list[TextLine], keep_rest: KeepRestForm) -> bool:
    valid = [line.form.is_valid() for line in lines]
    keep_rest.is_valid()
    if request.POST.get("go") == "keep_rest" and not keep_rest.cleaned_data["read_all"]:
        keep_rest.add_error("read_all", _("Tick this when you have read them; nothing has been kept yet."))
        return False
    return all(valid)


def _decisions(lines: list[TextLine], *, keep_rest: bool) -> dict[str, Decision]:
    """What was chosen, bound to what was read: the page says which text it showed."""
    chosen: dict[str, Decision] = {}
    for line in lines:
        data = line.form.cleaned_data
        if data["choice"]:
            wording = data.get("wording", "") if data["choice"] == Choice.REPLACE else ""
            chosen[line.text.key] = Decision(data["seen"], Choice(data["choice"]), wording)
        elif keep_rest and not line.flagged:
            chosen[line.text.key] = Decision(data["seen"], Choice.KEEP)
    return chosen


def _after(prepared: Prepared) -> str:
    """The next page with something undecided, or the next step."""
    if prepared.clearing.complete:
        return next_url(prepared, Step.CLEARING)
    keys = [text.key for text in prepared.texts]
    first = keys.index(prepared.clearing.undecided[0])
    anchor = f"text-{_prefix(prepared.texts[first])}"
    return f"{step_url(Step.CLEARING, prepared.handover.line.id)}?page={first // TEXTS_A_PAGE + 1}#{anchor}"


def _line(request: HttpRequest, prepared: Prepared, text: LeavingText) -> TextLine:
    proposals = prepared.proposals(text)
    decision = current(text, prepared.handover.draft.clearing)
    initial = {"seen": text.fingerprint}
    if decision is not None:
        initial |= {"choice": decision.choice, "wording": decision.wording}
    form = TextForm(request.POST or None, prefix=_prefix(text), initial=initial, replaceable=text.replaceable)
    return TextLine(
        text=text,
        heading=text_heading(text),
        pieces=pieces(text.text, () if text.kind is TextKind.FILE else proposals),
        reasons=_reasons(text, proposals),
        form=form,
        decided=decision is not None,
    )


def text_heading(text: LeavingText) -> str:
    """What a text is, in words: "Fact 3: passage"."""
    kind = str(labels.TEXTS[text.kind])
    if text.kind is TextKind.ANSWER:
        return str(labels.ANSWERS[text.detail])
    if text.kind is TextKind.ATTRIBUTE:
        role, attribute = labels.ROLES.get(text.whose, ""), labels.ATTRIBUTES.get(text.detail, text.detail)
        return f"{role} {text.number}: {attribute}"
    if text.kind in (TextKind.IDENTIFIER, TextKind.RAWS):
        what = labels.IDENTIFIERS.get(text.detail, text.detail) if text.kind is TextKind.IDENTIFIER else kind
        return f"{labels.TEXTS[TextKind.IDENTIFIER]} {text.number}: {what}"
    if text.kind in (TextKind.FILE, TextKind.FILE_NAME, TextKind.FILE_DESCRIPTION):
        return _("Exhibit %(number)s: %(what)s") % {"number": text.number, "what": kind}
    if text.kind is TextKind.FACT:
        return f"{kind} {text.number}"
    return _("Fact %(number)s: %(what)s") % {"number": text.number, "what": kind} if text.number else kind


def _reasons(text: LeavingText, proposals: tuple[Proposal, ...]) -> list[tuple[str, str | Promise]]:
    """Each reason once for each passage."""
    found = {(text.text[each.start : each.end], each.hint): labels.HINTS[each.hint] for each in proposals}
    return [("" if hint is Hint.FILE else passage, words) for (passage, hint), words in found.items()]


def _prefix(text: LeavingText) -> str:
    """A short name for the fields of one text; keys hold ids that need not be in a page."""
    return hashlib.sha256(text.key.encode()).hexdigest()[:16]


def _pages(prepared: Prepared) -> int:
    return max(1, -(-len(prepared.texts) // TEXTS_A_PAGE))


def _page_number(request: HttpRequest, prepared: Prepared) -> int:
    asked = request.GET.get("page", "1")
    return min(
        max(int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1, 1), _pages(prepared)
    )
