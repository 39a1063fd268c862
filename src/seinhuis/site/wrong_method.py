"""An address that only takes a form, opened as a page, says so in a page with a way on."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers


class WrongMethodMiddleware:
    """Puts a page where a view answers with a bare 405; what it allows stays in the header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        # The same response, so that it is logged once and keeps the header that says what it allows.
        response.content = render_to_string("405.html", request=request)
        # Without this a browser may keep a 405, which in the frame of the desk names who looked.
        add_never_cache_headers(response)
        return response
