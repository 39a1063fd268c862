"""Salted commitments: how an entry can vouch for content without saying anything about it.

The journal holds SHA-256(salt || value). The salt is kept with the content, sealed; whoever has both can show
that the journal speaks of this content, and when both are destroyed the entry tells nobody anything.
"""

import hashlib
import hmac
import secrets

SALT_SIZE = 32


def new_salt() -> bytes:
    """A fresh random salt of 32 bytes, for one value."""
    return secrets.token_bytes(SALT_SIZE)


def commitment(salt: bytes, value: bytes) -> str:
    """The commitment as 64 hexadecimal digits. Raises ValueError when the salt is not 32 bytes long."""
    if len(salt) != SALT_SIZE:
        raise ValueError("The salt of a commitment is 32 bytes long.")
    return hashlib.sha256(salt + value).hexdigest()


def opens(committed: str, salt: bytes, value: bytes) -> bool:
    """Say whether ``committed`` is the commitment to this value under this salt."""
    return hmac.compare_digest(committed.encode(), commitment(salt, value).encode())
