"""The chain of custody as a chain of investigative actions, and the handover as its last link."""

import datetime
from collections.abc import Sequence

from seinhuis.engine.evidence.case.graph import Graph, Reference, moment
from seinhuis.engine.evidence.case.parties import Parties, person_in_custody
from seinhuis.engine.evidence.contracts import CustodyStep, PackageContent

_DAY_LENGTH = len("2026-01-01")
_TOOL = "Seinhuis"


def add_actions(
    graph: Graph,
    content: PackageContent,
    steps: Sequence[CustodyStep],
    parties: Parties,
    records: Sequence[Reference],
) -> None:
    """One action per step, each informed by the one before; the last hands the exhibits to the recipient."""
    tool = graph.once("uco-tool:Tool", _TOOL, uco_core__name=_TOOL, uco_tool__toolType="case management")
    previous: Reference | None = None
    for number, step in enumerate(steps[:-1], start=1):
        previous = _step(graph, number, step, previous)
    signing = steps[-1]
    graph.add(
        "case-investigation:InvestigativeAction",
        "handover",
        scoped=True,
        uco_core__name="handover",
        uco_core__description=[signing.action, signing.subject],
        uco_action__performer=parties.signer,
        uco_action__participant=[parties.organisation, parties.recipient],
        uco_action__instrument=tool,
        uco_action__object=list(records),
        uco_action__startTime=moment(content.made_at.isoformat()),
        case_investigation__wasInformedBy=previous,
    )


def _step(graph: Graph, number: int, step: CustodyStep, previous: Reference | None) -> Reference:
    # A step known to the day has no time: a moment would be invented. The day stands in the tag.
    return graph.add(
        "case-investigation:InvestigativeAction",
        f"step|{number}",
        scoped=True,
        uco_core__name=step.action,
        uco_core__description=step.subject,
        uco_core__tag=[f"step:{number}", f"when:{step.when}"],
        uco_action__performer=person_in_custody(graph, step.who) if step.who else None,
        uco_action__startTime=_moment(step.when),
        case_investigation__wasInformedBy=previous,
    )


def _moment(when: str) -> dict[str, str] | None:
    if len(when) <= _DAY_LENGTH:
        return None
    try:
        return moment(datetime.datetime.fromisoformat(when).isoformat())
    except ValueError:
        return None
