"""Envelopes: one sealed field, bound to its place, padded so that its length says little.

An envelope is ``version (1) | nonce (24) | XChaCha20-Poly1305 ciphertext``. The additional data names the
table, the record and the field, so that an envelope copied to another row or column does not open there.
"""

import json
from dataclasses import dataclass

from nacl import bindings, utils
from nacl.exceptions import CryptoError

from seinhuis.engine.sealing.errors import CannotOpen, MalformedEnvelope, MalformedKey

KEY_SIZE = 32
VERSION = b"\x01"
NONCE_SIZE = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
TAG_SIZE = bindings.crypto_aead_xchacha20poly1305_ietf_ABYTES
LENGTH_SIZE = 8
SMALLEST_BUCKET = 256


@dataclass(frozen=True)
class Place:
    """Where an envelope belongs: table, record id and field."""

    table: str
    record: str
    field: str

    def additional_data(self) -> bytes:
        """The place as unambiguous bytes, the version included."""
        return VERSION + json.dumps([self.table, self.record, self.field]).encode()


def new_key() -> bytes:
    """Return a fresh random record key of 32 bytes."""
    return utils.random(KEY_SIZE)


def bucket(size: int) -> int:
    """Return the padded size for ``size`` bytes: powers of two from 256, from 64 KiB on steps of 64 KiB."""
    if size <= SMALLEST_BUCKET:
        return SMALLEST_BUCKET
    step = min(1 << (size - 1).bit_length(), 65536)
    return -(-size // step) * step


def seal(key: bytes, plaintext: bytes, place: Place) -> bytes:
    """Seal ``plaintext`` under ``key`` for one place.

    Raises MalformedKey when the key is not 32 bytes.
    """
    _check_key(key)
    nonce = utils.random(NONCE_SIZE)
    framed = len(plaintext).to_bytes(LENGTH_SIZE, "big") + plaintext
    padded = framed.ljust(bucket(len(framed)), b"\x00")
    return (
        VERSION
        + nonce
        + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(padded, place.additional_data(), nonce, key)
    )


def open_envelope(key: bytes, envelope: bytes, place: Place) -> bytes:
    """Return the plaintext of an envelope that belongs at ``place``.

    Raises MalformedEnvelope for bytes that are no envelope, CannotOpen for a wrong key, a changed byte or a
    wrong place.
    """
    _check_key(key)
    if len(envelope) < 1 + NONCE_SIZE + TAG_SIZE + SMALLEST_BUCKET or envelope[:1] != VERSION:
        raise MalformedEnvelope(f"What stands in {place.table}.{place.field} is not a sealed envelope.")
    nonce, ciphertext = envelope[1 : 1 + NONCE_SIZE], envelope[1 + NONCE_SIZE :]
    try:
        padded = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            ciphertext, place.additional_data(), nonce, key
        )
    except CryptoError:
        raise CannotOpen(
            f"The envelope in {place.table}.{place.field} does not open here: "
            "it was changed, moved from another place, or sealed with another key."
        ) from None
    return _unpad(padded)


def _unpad(padded: bytes) -> bytes:
    size = int.from_bytes(padded[:LENGTH_SIZE], "big")
    return padded[LENGTH_SIZE : LENGTH_SIZE + size]


def _check_key(key: bytes) -> None:
    if len(key) != KEY_SIZE:
        raise MalformedKey("A record key is 32 bytes long; this one is not.")
