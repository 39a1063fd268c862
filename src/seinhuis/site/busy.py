"""A database that is busy or gone becomes a page that says so and how to send again."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

log = logging.getLogger(__name__)
RETRY_AFTER_SECONDS = "10"


class BusyDatabaseMiddleware:
    """Answers 503 where the database refused: a deadlock, a lock that did not come free, no connection."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a refusal of the database; anything else stays what it is."""
        if not isinstance(exception, OperationalError):
            return None
        log.error("The database refused; the person was asked to send again.", exc_info=exception)
        # Without the request: what the page frame asks about the person would ask the database again.
        response = HttpResponse(render_to_string("503.html"), status=HTTPStatus.SERVICE_UNAVAILABLE)
        response["Retry-After"] = RETRY_AFTER_SECONDS
        response["Cache-Control"] = "no-store"
        return response
