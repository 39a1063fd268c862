"""The pages of a draft in order, for the navigation and for what comes after saving."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise

from seinhuis.desk.handover import labels
from seinhuis.desk.handover.contracts import HandoverState, Step
from seinhuis.desk.handover.preparing import Prepared

UNPROCESSABLE = 422


@dataclass(frozen=True)
class StepLink:
    """One step as the navigation shows it."""

    name: str | Promise
    url: str
    done: bool
    current: bool


def step_links(prepared: Prepared, current: Step | None) -> list[StepLink]:
    """Every step with its address and whether it is done; nothing for a handover that is no draft."""
    if prepared.handover.line.state is not HandoverState.DRAFT:
        return []
    number = prepared.handover.line.id
    return [
        StepLink(labels.STEPS[step], step_url(step, number), prepared.done(step), step is current)
        for step in Step
    ]


def step_url(step: Step, handover: UUID) -> str:
    """The address of one step."""
    return reverse(f"handover:{step}", args=[handover])


def next_url(prepared: Prepared, after: Step) -> str:
    """The step that follows."""
    order = list(Step)
    return step_url(order[min(order.index(after) + 1, len(order) - 1)], prepared.handover.line.id)


def dossier_url(dossier: UUID) -> str:
    """The page of a dossier."""
    return reverse("dossiers:dossier", args=[dossier])


def step_page(
    request: HttpRequest, step: Step, prepared: Prepared, context: dict[str, object], *, wrong: bool = False
) -> HttpResponse:
    """Render the page of one step with what every step shows."""
    common = {
        "handover": prepared.handover.line,
        "dossier": prepared.dossier,
        "dossier_url": dossier_url(prepared.dossier.id),
        "steps": step_links(prepared, step),
        "step_name": labels.STEPS[step],
        "wrong": wrong,
    }
    template = f"handover/steps/{step}.html"
    return render(request, template, {**common, **context}, status=UNPROCESSABLE if wrong else 200)
