"""Recovery codes that are printed and put in a safe: 160 random bits in groups that can be typed again.

The alphabet is Crockford's base 32: no I, L, O or U; what is read as one of those is taken for 1, 1, 0 and V.
"""

import hashlib

from nacl import utils

from seinhuis.engine.sealing.errors import MalformedRecoveryCode
from seinhuis.engine.sealing.symmetric import derive

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SIZE = 20
SIGNS = SIZE * 8 // 5
GROUP = 4
_READ_AS = str.maketrans(
    {"I": "1", "L": "1", "O": "0", "U": "V", "-": None, " ": None, "\n": None, "\t": None}
)


def new_recovery_code() -> str:
    """Draw a recovery code: 32 signs and 4 check signs, in nine groups of four."""
    signs = _encode(utils.random(SIZE))
    whole = signs + _check(signs)
    return "-".join(whole[i : i + GROUP] for i in range(0, len(whole), GROUP))


def recovery_key(code: str) -> bytes:
    """Return the 32-byte key a recovery code stands for. Raises MalformedRecoveryCode."""
    signs = code.upper().translate(_READ_AS)
    if len(signs) != SIGNS + GROUP or any(sign not in ALPHABET for sign in signs):
        raise MalformedRecoveryCode("A recovery code has nine groups of four letters and digits.")
    if _check(signs[:SIGNS]) != signs[SIGNS:]:
        raise MalformedRecoveryCode("One of the signs of the recovery code is not right.")
    return derive(hashlib.sha256(signs[:SIGNS].encode()).digest(), "recovery code")


def _encode(data: bytes) -> str:
    number = int.from_bytes(data, "big")
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(len(data) * 8 // 5)))


def _check(signs: str) -> str:
    digest = hashlib.sha256(b"seinhuis recovery" + signs.encode()).digest()
    return _encode(digest[:5])[:GROUP]
