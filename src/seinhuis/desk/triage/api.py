"""The door of the triage."""

from seinhuis.desk.triage.actions import (
    add_note,
    assign,
    close,
    read_report,
    reopen,
    set_next_date,
    set_urgency,
    take,
)
from seinhuis.desk.triage.contracts import FollowUpCode, ItemState, TriageItem, TriageNote
from seinhuis.desk.triage.follow_ups import came_back, due_dates, follow_up, fulfil, move_follow_up
from seinhuis.desk.triage.joining import join, undo_join
from seinhuis.desk.triage.labels import kind_label, urgency_label
from seinhuis.desk.triage.leaving import mark_handed_over, return_to_queue
from seinhuis.desk.triage.selectors import item_of, items_of, joined_with, notes_of

__all__ = [
    "FollowUpCode",
    "ItemState",
    "TriageItem",
    "TriageNote",
    "add_note",
    "assign",
    "came_back",
    "close",
    "due_dates",
    "follow_up",
    "fulfil",
    "item_of",
    "items_of",
    "join",
    "joined_with",
    "kind_label",
    "mark_handed_over",
    "move_follow_up",
    "notes_of",
    "read_report",
    "reopen",
    "return_to_queue",
    "set_next_date",
    "set_urgency",
    "take",
    "undo_join",
    "urgency_label",
]
