"""What every public page shares: no cookie, no session, nothing kept by a browser or a proxy, refusals as
pages.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from seinhuis.desk.kernel.errors import HouseError
from seinhuis.desk.kernel.http import refusal_page

View = Callable[..., HttpResponse]
UNPROCESSABLE = 422
TOO_LARGE = 413
TOO_MANY = 429


def public_page(view: View) -> View:
    """Open a view to everybody. No CSRF token: these pages know no login that a foreign page could misuse."""

    @csrf_exempt
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RequestDataTooBig:
            return render(request, "reports/too_large.html", status=TOO_LARGE)
        except HouseError as error:
            return refusal_page(request, error)

    return page


def posted(request: HttpRequest) -> QueryDict | None:
    """What was posted, or None for a page that is only asked for. Raises RequestDataTooBig."""
    return request.POST if request.method == "POST" else None
