"""Receipt codes: 25 digits in five groups that can be read aloud in any language.

24 digits are random (about 80 bits) and the last is a check digit (Damm), which finds every single wrong
digit and every swap of two neighbours before the database is asked. With 80 random bits a slow hash buys
nothing on a public page.
"""

import unicodedata
from dataclasses import dataclass, field

from nacl import utils
from nacl.encoding import RawEncoder
from nacl.hash import blake2b

from seinhuis.engine.sealing.errors import MalformedReceipt

DIGITS = 25
GROUP = 5
_SEPARATORS = frozenset(" -\t\r\n.\u00a0\u2010\u2011\u2012\u2013\u2014_/")
# The order-10 totally anti-symmetric quasigroup of Damm (2004).
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


@dataclass(frozen=True)
class Receipt:
    """A valid receipt code; `digits` never shows in a representation."""

    digits: str = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.digits) != DIGITS or not self.digits.isascii() or not self.digits.isdigit():
            raise MalformedReceipt("The code has 25 digits, in five groups of five.")
        if check_digit(self.digits[:-1]) != self.digits[-1]:
            raise MalformedReceipt("One of the digits of the code is not right.")

    def grouped(self) -> str:
        """The code as people write it down: five groups of five."""
        return " ".join(self.digits[i : i + GROUP] for i in range(0, DIGITS, GROUP))

    def lookup(self, key: bytes) -> bytes:
        """The 32 bytes under which the record is found; stored."""
        return _derive(self.digits, key, b"receipt-lookup")

    def unlock(self, key: bytes) -> bytes:
        """The 32-byte key that wraps the conversation key; never stored."""
        return _derive(self.digits, key, b"receipt-unlock")


def new_receipt() -> Receipt:
    """Draw a new receipt from the system's random source."""
    digits = "".join(str(_random_digit()) for _ in range(DIGITS - 1))
    return Receipt(digits + check_digit(digits))


def read_receipt(typed: str) -> Receipt:
    """Read a code as somebody typed it: spaces, dashes and other scripts' digits are fine. Raises
    MalformedReceipt.
    """
    signs = [sign for sign in typed[:200] if sign not in _SEPARATORS]
    values = [unicodedata.decimal(sign, None) for sign in signs]
    if None in values:
        raise MalformedReceipt("The code has only digits.")
    return Receipt("".join(str(value) for value in values))


def check_digit(digits: str) -> str:
    """Return the Damm check digit for a string of decimal digits."""
    state = 0
    for digit in digits:
        state = _DAMM[state][int(digit)]
    return str(state)


def _random_digit() -> int:
    while True:
        # 250 is the largest multiple of ten in a byte: drawing again above it keeps every digit equally
        # likely.
        drawn = utils.random(1)[0]
        if drawn < 250:
            return drawn % 10


def _derive(digits: str, key: bytes, purpose: bytes) -> bytes:
    return blake2b(digits.encode(), digest_size=32, key=key, person=purpose, encoder=RawEncoder)
