"""Small secrets under one 32-byte key, where no table and row is involved: form drafts, sessions, wrapped
keys.
"""

from nacl import bindings, utils
from nacl.encoding import RawEncoder
from nacl.exceptions import CryptoError
from nacl.hash import blake2b

from seinhuis.engine.sealing.errors import CannotOpen, MalformedKey

KEY_SIZE = 32
NONCE_SIZE = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES


def wrap(key: bytes, secret: bytes, purpose: str) -> bytes:
    """Encrypt ``secret`` for one purpose. Raises MalformedKey."""
    _check(key)
    nonce = utils.random(NONCE_SIZE)
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(secret, purpose.encode(), nonce, key)


def unwrap(key: bytes, wrapped: bytes, purpose: str) -> bytes:
    """Decrypt what `wrap` made for the same purpose. Raises CannotOpen."""
    _check(key)
    nonce, ciphertext = wrapped[:NONCE_SIZE], wrapped[NONCE_SIZE:]
    try:
        return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(ciphertext, purpose.encode(), nonce, key)
    except (CryptoError, ValueError, TypeError):
        raise CannotOpen("This does not open: it was changed, is incomplete, or belongs elsewhere.") from None


def derive(key: bytes, purpose: str) -> bytes:
    """Derive a 32-byte key for one purpose from a master key (keyed BLAKE2b)."""
    _check(key)
    return blake2b(
        purpose.encode(), digest_size=KEY_SIZE, key=key, person=b"seinhuis-derive", encoder=RawEncoder
    )


def _check(key: bytes) -> None:
    if len(key) != KEY_SIZE:
        raise MalformedKey("This key should be 32 bytes long and is not.")
