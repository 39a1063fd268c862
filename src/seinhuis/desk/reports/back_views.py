"""Coming back with a receipt code: where the report stands, what was asked, and adding more."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import organisation_card
from seinhuis.desk.reports import labels, passes
from seinhuis.desk.reports.actions import WrongCode, answer_as_reporter
from seinhuis.desk.reports.contracts import ReporterView
from seinhuis.desk.reports.forms import AnswerForm, CodeForm
from seinhuis.desk.reports.public_pages import TOO_MANY, UNPROCESSABLE, posted, public_page
from seinhuis.desk.reports.selectors import open_conversation
from seinhuis.desk.reports.throttle import count_wrong_code
from seinhuis.engine.sealing.errors import MalformedReceipt
from seinhuis.engine.sealing.receipts import Receipt, read_receipt


@public_page
def back(request: HttpRequest) -> HttpResponse:
    """Ask for the code, show the conversation, take an answer; the code stays sealed in the page only."""
    data = posted(request)
    if data is None:
        return _code_page(request, CodeForm())
    if "pass" in data:
        return _with_pass(request, data)
    return _with_code(request, data)


def _with_code(request: HttpRequest, data: QueryDict) -> HttpResponse:
    form, unsent = CodeForm(data), data.get("text", "")
    if not form.is_valid():
        return _code_page(request, form, unsent=unsent)
    try:
        receipt = read_receipt(form.cleaned_data["code"])
    except MalformedReceipt:
        form.add_error(
            "code", _("A code has 25 digits. Please check whether a digit is missing or mistyped.")
        )
        return _code_page(request, form, unsent=unsent)
    conversation = open_conversation(receipt)
    if conversation is None:
        return _wrong_code(request, form, unsent)
    return _conversation_page(request, receipt, conversation, AnswerForm(initial={"text": unsent}))


def _with_pass(request: HttpRequest, data: QueryDict) -> HttpResponse:
    form = AnswerForm(data)
    try:
        opened = passes.open_pass(data.get("pass", ""))
    except passes.PassOver:
        return _pass_over(request, form)
    added = form.is_valid()
    try:
        if added:
            _add(opened, form.cleaned_data["text"])
        conversation = open_conversation(opened.receipt)
    except WrongCode:
        conversation = None
    if conversation is None:
        return _wrong_code(request, CodeForm(), data.get("text", ""))
    return _conversation_page(
        request, opened.receipt, conversation, AnswerForm() if added else form, added=added
    )


def _add(opened: passes.Pass, text: str) -> None:
    answer_as_reporter(receipt=opened.receipt, text=text, entry=passes.message_id(opened, text))


def _conversation_page(
    request: HttpRequest, receipt: Receipt, view: ReporterView, form: AnswerForm, *, added: bool = False
) -> HttpResponse:
    context = {
        "organisation": organisation_card(view.organisation),
        "state": labels.STATES[view.state],
        "close_reason": labels.CLOSE_REASONS[view.close_reason] if view.close_reason else "",
        "messages_with_us": view.messages,
        "form": form,
        "sealed_pass": passes.seal_pass(passes.new_pass(receipt)),
        "added": added,
    }
    return render(request, "reports/conversation.html", context, status=UNPROCESSABLE if form.errors else 200)


def _code_page(request: HttpRequest, form: CodeForm, *, trouble: str = "", unsent: str = "") -> HttpResponse:
    context = {"form": form, "trouble": trouble, "unsent": unsent}
    rejected = form.is_bound or trouble
    return render(request, "reports/back.html", context, status=UNPROCESSABLE if rejected else 200)


def _wrong_code(request: HttpRequest, form: CodeForm, unsent: str) -> HttpResponse:
    sentence = _("We do not know this code. Please check the digits and try again.")
    if not count_wrong_code():
        return _code_page(request, form, trouble=sentence, unsent=unsent)
    later = _("Many wrong codes are being tried just now. If yours does not work, try again in a minute.")
    response = _code_page(request, form, trouble=f"{sentence} {later}", unsent=unsent)
    response.status_code = TOO_MANY
    response["Retry-After"] = "60"
    return response


def _pass_over(request: HttpRequest, form: AnswerForm) -> HttpResponse:
    """Half an hour is over: ask for the code again and give back what was typed, so that nothing is lost."""
    sentence = _("For your safety this page closes after half an hour. Please type your code again.")
    return _code_page(request, CodeForm(), trouble=sentence, unsent=form.data.get("text", ""))
