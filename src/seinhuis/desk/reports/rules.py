"""Small decisions about reports; pure."""

from seinhuis.desk.reports.contracts import CloseReason, ReportContent, State
from seinhuis.desk.reports.signals import signal_text

HEADLINE = 100
# Where a report may go from where it stands. Nothing goes back to "received"; what was closed can be opened
# again.
MAY_BECOME: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset({State.IN_REVIEW, State.HANDED_OVER, State.CLOSED}),
    State.IN_REVIEW: frozenset({State.HANDED_OVER, State.CLOSED}),
    State.HANDED_OVER: frozenset({State.IN_REVIEW, State.CLOSED}),
    State.CLOSED: frozenset({State.IN_REVIEW, State.HANDED_OVER}),
}


def is_empty(content: ReportContent) -> bool:
    """Say whether nothing at all was told: no words and no ticks about what was noticed."""
    typed = (
        content.story,
        content.about,
        content.where,
        content.when,
        content.online,
        content.identifiers,
    )
    return not content.signals and not any(text.strip() for text in typed)


def headline(content: ReportContent) -> str:
    """The first words of the story, or else what was ticked or typed first; at most about 100 signs."""
    candidates = (
        content.story,
        *(signal_text(code, content.language) for code in content.signals),
        *(content.about, content.identifiers, content.online, content.where),
    )
    for text in candidates:
        line = " ".join(text[: HEADLINE * 4].split())
        if line:
            return line if len(line) <= HEADLINE else line[:HEADLINE].rstrip() + "…"
    return "–"


def may_become(now: State, then: State) -> bool:
    """Say whether a report may go from one state to another; staying where it is is always fine."""
    return now == then or then in MAY_BECOME[now]


def reason_fits(state: State, reason: CloseReason | None) -> bool:
    """A closed report has a reason and no other state has one."""
    return (state == State.CLOSED) == (reason is not None)
