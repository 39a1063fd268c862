"""What was decided about each text that would leave, and what therefore leaves; pure.

A decision is bound to the fingerprint of the text that was read. Whatever has changed since has not been
decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from seinhuis.desk.handover.draft import Choice, Decision
from seinhuis.desk.handover.texts import LeavingText


@dataclass(frozen=True)
class Clearing:
    """The wording that leaves by key (absent: it does not leave), and the keys that nobody decided on."""

    wording: Mapping[str, str] = field(repr=False)
    undecided: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every text has been decided on."""
        return not self.undecided

    def of(self, key: str) -> str:
        """The cleared wording, or nothing."""
        return self.wording.get(key, "")

    def leaves(self, key: str) -> bool:
        """Whether the text with this key leaves in some wording."""
        return key in self.wording


def clear(
    texts: Iterable[LeavingText], decisions: Mapping[str, Decision], *, as_if_kept: bool = False
) -> Clearing:
    """Apply the decisions.

    With ``as_if_kept`` an undecided text counts as kept, to say early what will be missing.
    """
    wording: dict[str, str] = {}
    undecided: list[str] = []
    left_out: set[str] = set()
    for each in texts:
        decision = current(each, decisions)
        if each.parent in left_out:
            continue
        if decision is None:
            undecided.append(each.key)
            if as_if_kept:
                wording[each.key] = each.text
        elif decision.choice is Choice.LEAVE_OUT:
            left_out.add(each.key)
        else:
            wording[each.key] = decision.wording if decision.choice is Choice.REPLACE else each.text
    return Clearing(wording, tuple(undecided))


def current(text: LeavingText, decisions: Mapping[str, Decision]) -> Decision | None:
    """The decision that holds for this text as it reads now, if there is one."""
    decision = decisions.get(text.key)
    if decision is None or decision.fingerprint != text.fingerprint:
        return None
    return decision if text.replaceable or decision.choice is not Choice.REPLACE else None
