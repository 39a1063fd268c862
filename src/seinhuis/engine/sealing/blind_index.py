"""The blind index: equal identifiers get equal tokens, and without the key a token says nothing.

Each organisation has a key of its own, derived from the installation's index key, so that a stolen database
does not even show that two organisations know the same number.
"""

from nacl.encoding import RawEncoder
from nacl.hash import blake2b

from seinhuis.engine.sealing.symmetric import derive

TOKEN_SIZE = 16


def organisation_key(index_key: bytes, organisation: str) -> bytes:
    """Derive the index key of one organisation from the installation's 32-byte index key."""
    return derive(index_key, f"blind index of {organisation}")


def token(key: bytes, kind: str, canonical: str) -> bytes:
    """Return the 16-byte token of one identifier."""
    return blake2b(
        kind.encode() + b"\x00" + canonical.encode(),
        digest_size=TOKEN_SIZE,
        key=key,
        person=b"blind-index",
        encoder=RawEncoder,
    )
