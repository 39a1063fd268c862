"""A half-finished report: it travels in the page, sealed with the server's form key, so that the server keeps
nothing.

The purpose of the seal names the organisation, and inside stands when the page was made: a draft opens only
on the form it began on, and for two days. The random number in it is drawn with the first step and stays the
same until the report is in. From that number and the answers follow two values:

- `submission_hash`, stored with the report, by which a second sending of the same answers is recognised; a
  changed answer makes it another report, because a change that was quietly left out would be lost;
- `receipt_for`, the receipt code. It is not stored, and without the draft nobody can make it again; but a
  double click or a reload of the last page shows the same code once more, instead of a page that says it was
  shown before.
"""

import base64
import binascii
import datetime
import hashlib
import json
import secrets
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import HouseError
from seinhuis.desk.kernel.secrets import secret
from seinhuis.engine.sealing.errors import CannotOpen
from seinhuis.engine.sealing.receipts import DIGITS, Receipt, check_digit
from seinhuis.engine.sealing.symmetric import derive, unwrap, wrap

KEPT = datetime.timedelta(days=2)
FRESH = datetime.timedelta(minutes=30)
NUMBER_BYTES = 16


class DraftLost(HouseError):
    """The sealed draft was changed, is too old, or began on another form."""


@dataclass(frozen=True)
class Draft:
    """The answers so far, the random number of this report, and when its page was made (seconds, Unix
    time).
    """

    submission: str = field(repr=False)
    answers: dict[str, Any] = field(default_factory=dict, repr=False)
    made_at: int = 0

    def with_answers(self, answers: dict[str, Any]) -> "Draft":
        """The same draft with more, or newer, answers."""
        return replace(self, answers={**self.answers, **answers})


def new_draft() -> Draft:
    """An empty draft with a fresh random number."""
    return Draft(secrets.token_hex(NUMBER_BYTES))


def seal_draft(draft: Draft, organisation: UUID) -> str:
    """The draft as text for a hidden field of a page made now."""
    value = [draft.submission, draft.answers, int(clock.now().timestamp())]
    plain = json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")
    return base64.urlsafe_b64encode(wrap(secret("form"), plain, _purpose(organisation))).decode()


def open_draft(sealed: str, organisation: UUID) -> Draft:
    """Open what `seal_draft` made at most two days ago. Raises DraftLost."""
    try:
        wrapped = base64.urlsafe_b64decode(sealed.encode())
        plain = unwrap(secret("form"), wrapped, _purpose(organisation))
    except (CannotOpen, binascii.Error, ValueError):
        raise DraftLost from None
    draft = Draft(*json.loads(plain.decode("utf-8", "surrogatepass")))
    if _age(draft) > KEPT:
        raise DraftLost
    return draft


def is_fresh(draft: Draft) -> bool:
    """Whether the page that holds it is so new that the code may be shown again: half an hour, like a
    pass.
    """
    return _age(draft) <= FRESH


def submission_hash(draft: Draft, organisation: UUID) -> bytes:
    """The keyed BLAKE2b by which a second sending of these answers is recognised; 32 bytes."""
    return _derived("submission", draft, organisation)


def receipt_for(draft: Draft, organisation: UUID) -> Receipt:
    """The receipt code of the report that these answers make; as hard to guess as the random number and
    the key.
    """
    number = int.from_bytes(_derived("receipt", draft, organisation), "big")
    digits = f"{number % 10 ** (DIGITS - 1):0{DIGITS - 1}d}"
    return Receipt(digits + check_digit(digits))


def _derived(what: str, draft: Draft, organisation: UUID) -> bytes:
    answers = hashlib.sha256(json.dumps(draft.answers, sort_keys=True).encode()).hexdigest()
    return derive(secret("form"), f"{what} {draft.submission} with {answers} to {organisation}")


def _purpose(organisation: UUID) -> str:
    return f"draft of a report to {organisation}"


def _age(draft: Draft) -> datetime.timedelta:
    return datetime.timedelta(seconds=clock.now().timestamp() - draft.made_at)
