"""The door of the handover."""

from seinhuis.desk.handover.acknowledging import WrongCode, acknowledge
from seinhuis.desk.handover.contracts import (
    Acknowledged,
    HandoverAcknowledged,
    HandoverLine,
    HandoverSent,
    HandoverState,
    OverrideGround,
    Profile,
    RecipientCard,
    Validation,
)
from seinhuis.desk.handover.draft import Answers, Choice, Decision, Grounds, Override
from seinhuis.desk.handover.draft_actions import (
    choose_recipient,
    decide_texts,
    save_answers,
    save_grounds,
    save_overrides,
    start_handover,
    withdraw_handover,
)
from seinhuis.desk.handover.preparing import Prepared, prepare
from seinhuis.desk.handover.recipient_actions import (
    add_recipient,
    confirm_recipient_key,
    set_recipient_active,
)
from seinhuis.desk.handover.reference import handover_reference
from seinhuis.desk.handover.selectors import (
    handovers,
    handovers_of,
    open_handover,
    recipients,
    sealed_package,
)
from seinhuis.desk.handover.sending import SigningRequest, send_handover

__all__ = [
    "Acknowledged",
    "Answers",
    "Choice",
    "Decision",
    "Grounds",
    "HandoverAcknowledged",
    "HandoverLine",
    "HandoverSent",
    "HandoverState",
    "Override",
    "OverrideGround",
    "Prepared",
    "Profile",
    "RecipientCard",
    "SigningRequest",
    "Validation",
    "WrongCode",
    "acknowledge",
    "add_recipient",
    "choose_recipient",
    "confirm_recipient_key",
    "decide_texts",
    "handover_reference",
    "handovers",
    "handovers_of",
    "open_handover",
    "prepare",
    "recipients",
    "save_answers",
    "save_grounds",
    "save_overrides",
    "sealed_package",
    "send_handover",
    "set_recipient_active",
    "start_handover",
    "withdraw_handover",
]
