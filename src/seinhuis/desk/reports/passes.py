"""Short-lived passes: a receipt code that stays in the page, sealed, instead of in a cookie or a session."""

import base64
import binascii
import datetime
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from uuid import UUID

from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import HouseError
from seinhuis.desk.kernel.secrets import secret
from seinhuis.engine.sealing.errors import CannotOpen
from seinhuis.engine.sealing.receipts import Receipt
from seinhuis.engine.sealing.symmetric import derive, unwrap, wrap

VALID = datetime.timedelta(minutes=30)
PURPOSE = "pass to a conversation"


class PassOver(HouseError):
    """The pass was changed or is older than half an hour: the code is asked again."""


@dataclass(frozen=True)
class Pass:
    """A receipt and the random number of one page, so that an answer sent twice from it is one message."""

    receipt: Receipt = field(repr=False)
    entry: UUID = field(repr=False)
    danger: bool = False


def new_pass(receipt: Receipt, *, danger: bool = False) -> Pass:
    """A pass for one page."""
    return Pass(receipt, UUID(bytes=secrets.token_bytes(16), version=4), danger)


def seal_pass(opened: Pass) -> str:
    """The pass as text for a hidden field, valid for half an hour from now."""
    until = int((clock.now() + VALID).timestamp())
    value = [opened.receipt.digits, opened.entry.hex, opened.danger, until]
    return base64.urlsafe_b64encode(wrap(secret("form"), json.dumps(value).encode(), PURPOSE)).decode()


def open_pass(sealed: str) -> Pass:
    """Open what `seal_pass` made. Raises PassOver."""
    try:
        plain = unwrap(secret("form"), base64.urlsafe_b64decode(sealed.encode()), PURPOSE)
    except (CannotOpen, binascii.Error, ValueError):
        raise PassOver from None
    digits, entry, danger, until = json.loads(plain)
    if clock.now().timestamp() > until:
        raise PassOver
    return Pass(Receipt(digits), UUID(hex=entry), danger)


def message_id(opened: Pass, text: str) -> UUID:
    """The id of an answer sent from this page; another text from the same page, after going back, is
    another message.
    """
    written = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return UUID(bytes=derive(secret("form"), f"message {opened.entry} with {written}")[:16], version=4)
