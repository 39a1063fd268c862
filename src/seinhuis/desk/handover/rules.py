"""Small decisions about handovers; pure."""

import datetime
import json

from seinhuis.desk.handover.contracts import HandoverState
from seinhuis.desk.handover.draft import Override
from seinhuis.engine.ledger.commitments import commitment


def is_overdue(state: HandoverState, due: datetime.date | None, today: datetime.date) -> bool:
    """Say whether the recipient has been silent for longer than was agreed."""
    return state is HandoverState.PENDING and due is not None and due < today


def override_commitment(report: str, override: Override) -> str:
    """The salted commitment to report, ground, reason and colleague, which the journal does not hold."""
    value = [report, override.ground, override.reason, override.colleague, override.by]
    return commitment(bytes.fromhex(override.salt), json.dumps(value, ensure_ascii=True).encode())


def same_override(one: Override | None, other: Override | None) -> bool:
    """Say whether two overrides record the same decision, whoever saved the page."""
    if one is None or other is None:
        return one is other
    return (one.ground, one.reason, one.colleague) == (other.ground, other.reason, other.colleague)
