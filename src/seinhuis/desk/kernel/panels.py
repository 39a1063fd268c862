"""Panels: how a higher station shows something of its own on a lower station's page, unknown to that station.

A page names itself ("report", "dossier"); a higher app registers a maker for it in `ready`. A maker gets the
request and the id the page is about, checks rights like every selector, and returns what to show, or None.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest


@dataclass(frozen=True)
class Panel:
    """A template and what it shows; the template finds it as ``panel``."""

    template: str
    content: Mapping[str, Any] = field(default_factory=dict, repr=False)


PanelMaker = Callable[[HttpRequest, UUID], Panel | None]
_makers: dict[str, dict[str, tuple[int, PanelMaker]]] = defaultdict(dict)


def register_panel(page: str, maker: PanelMaker, *, order: int) -> None:
    """Let ``maker`` add a panel to ``page``; lower orders come first."""
    _makers[page][f"{maker.__module__}.{maker.__qualname__}"] = (order, maker)


def panels_for(page: str, request: HttpRequest, subject: UUID) -> list[Panel]:
    """Every panel for one page about one subject, in order."""
    ordered = sorted(_makers[page].items(), key=lambda item: (item[1][0], item[0]))
    made = (maker(request, subject) for _, (_, maker) in ordered)
    return [panel for panel in made if panel is not None]
