"""The recipient's page: a code from the package, no account, no cookie, nothing about who asks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from seinhuis.desk.handover.acknowledging import WrongCode, acknowledge
from seinhuis.desk.handover.forms import AcknowledgeForm
from seinhuis.desk.handover.steps import UNPROCESSABLE
from seinhuis.desk.handover.throttle import count_wrong_code
from seinhuis.engine.sealing.errors import MalformedReceipt
from seinhuis.engine.sealing.receipts import read_receipt

TOO_MANY = 429


@csrf_exempt  # this page knows no login that a foreign page could misuse
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge_page(request: HttpRequest) -> HttpResponse:
    """Take the code and say what was acknowledged."""
    form = AcknowledgeForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _page(request, form)
    try:
        receipt = read_receipt(form.cleaned_data["code"])
        acknowledged = acknowledge(receipt, call_back=form.cleaned_data["call_back"])
    except MalformedReceipt:
        form.add_error(
            "code", _("A code has 25 digits. Please check whether a digit is missing or mistyped.")
        )
        return _page(request, form)
    except WrongCode as wrong:
        return _wrong(request, form, str(wrong))
    said = bool(form.cleaned_data["call_back"].strip())
    return render(request, "handover/acknowledged.html", {"acknowledged": acknowledged, "call_back": said})


def _page(request: HttpRequest, form: AcknowledgeForm) -> HttpResponse:
    return render(
        request, "handover/acknowledge.html", {"form": form}, status=UNPROCESSABLE if form.errors else 200
    )


def _wrong(request: HttpRequest, form: AcknowledgeForm, sentence: str) -> HttpResponse:
    if not count_wrong_code():
        form.add_error("code", sentence)
        return _page(request, form)
    later = _("Many wrong codes are being tried just now. If yours does not work, try again in a minute.")
    form.add_error("code", f"{sentence} {later}")
    response = _page(request, form)
    response.status_code = TOO_MANY
    response["Retry-After"] = "60"
    return response
