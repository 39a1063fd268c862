"""Base58Check (Bitcoin and kin; Ripple with its own alphabet) and the block-wise base58 of Monero."""

import hashlib

from seinhuis.engine.identifiers.checksums.keccak import keccak_256

BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_MONERO_BLOCK = 11
_MONERO_SIZES = {0: 0, 2: 1, 3: 2, 5: 3, 6: 4, 7: 5, 9: 6, 10: 7, 11: 8}


def payload(address: str, alphabet: str = BITCOIN) -> bytes | None:
    """Version byte and content when the four check bytes fit; None otherwise."""
    value = _value(address, alphabet)
    if value is None:
        return None
    zeros = len(address) - len(address.lstrip(alphabet[0]))
    raw = bytes(zeros) + value.to_bytes((value.bit_length() + 7) // 8, "big")
    content, check = raw[:-4], raw[-4:]
    return content if hashlib.sha256(hashlib.sha256(content).digest()).digest()[:4] == check else None


def monero_is_right(address: str) -> bool:
    """Whether the Keccak check bytes at the end of a Monero address fit."""
    raw = b""
    for start in range(0, len(address), _MONERO_BLOCK):
        block = address[start : start + _MONERO_BLOCK]
        value, size = _value(block, BITCOIN), _MONERO_SIZES.get(len(block))
        if value is None or size is None or value >> (8 * size):
            return False
        raw += value.to_bytes(size, "big")
    return len(raw) > 4 and keccak_256(raw[:-4])[:4] == raw[-4:]


def _value(text: str, alphabet: str) -> int | None:
    value = 0
    for sign in text:
        digit = alphabet.find(sign)
        if digit < 0:
            return None
        value = value * 58 + digit
    return value
