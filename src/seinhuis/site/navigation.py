"""What the frames of the pages need: the stations a role sees, the languages, and which frame a refusal
stands in.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import at_the_desk
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.traces.api import corpus_expected

CONTENT = (Role.ANALYST, Role.COORDINATOR)
# Only where there is a corpus that this organisation may open, or the settings promise it one.
CORPUS = "traces:corpus"
ENDONYMS = {"nl": "Nederlands", "en": "English"}


def desk_navigation(request: HttpRequest) -> dict[str, Any]:
    """Context for templates of the desk; empty on public pages."""
    if not _at_the_desk(request):
        return {}
    viewer = request.viewer  # type: ignore[attr-defined]
    return {
        "desk_navigation": [
            {"label": label, "url": reverse(name), "current": request.path.startswith(reverse(name))}
            for label, name, allowed in _stations()
            if viewer.actor.has(*allowed) and (name != CORPUS or corpus_expected(viewer))
        ]
    }


def page_frame(request: HttpRequest) -> dict[str, str]:
    """The template that pages of both sides stand in, such as refusals."""
    return {"page_frame": "desk.html" if _at_the_desk(request) else "public.html"}


def language_links(request: HttpRequest) -> dict[str, Any]:
    """The same page in each language. None after a form was sent: a link would throw away what stands in the
    page.
    """
    if request.method not in ("GET", "HEAD"):
        return {}
    return {
        "language_links": [
            {
                "code": code,
                "name": ENDONYMS[code],
                "url": translate_url(request.path, code),
                "current": code == get_language(),
            }
            for code, _name in settings.LANGUAGES
        ]
    }


def _at_the_desk(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    return at_the_desk(request.path) and user is not None and user.is_authenticated


def _stations() -> list[tuple[str, str, tuple[Role, ...]]]:
    return [
        (_("Queue"), "triage:queue", CONTENT),
        (_("Dossiers"), "dossiers:index", CONTENT),
        (_("Handovers"), "handover:index", CONTENT),
        (_("Recipients"), "handover:recipients", (*CONTENT, Role.KEYHOLDER)),
        (_("Shared identifiers"), "traces:groups", CONTENT),
        (_("Noise list"), "traces:noise", CONTENT),
        (_("Corpus"), CORPUS, CONTENT),
        (_("People and keys"), "accounts:people", (Role.KEYHOLDER, Role.ADMINISTRATOR)),
        (_("Journal"), "journal:entries", (Role.AUDITOR,)),
    ]
