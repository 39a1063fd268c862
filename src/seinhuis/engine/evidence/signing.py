"""The signer's public key in the form that openssl reads, and its fingerprint."""

import base64
import binascii
import hashlib

from seinhuis.engine.evidence.errors import UnreadablePackage

# SubjectPublicKeyInfo of an Ed25519 key (RFC 8410, section 4): everything before the 32 bytes of the key.
_PREFIX = bytes.fromhex("302a300506032b6570032100")
_KEY_SIZE = 32
_HEAD = "-----BEGIN PUBLIC KEY-----"
_FOOT = "-----END PUBLIC KEY-----"


def public_key_pem(public_key: bytes) -> bytes:
    """The 32-byte key as PEM, byte for byte as openssl writes it."""
    body = base64.b64encode(_PREFIX + public_key).decode("ascii")
    return f"{_HEAD}\n{body}\n{_FOOT}\n".encode("ascii")


def read_public_key_pem(pem: bytes) -> bytes:
    """The 32 bytes in a PEM. Raises UnreadablePackage when it is not the public key of an Ed25519 pair."""
    lines = pem.decode("ascii", "replace").split()
    body = "".join(lines[3:-3])
    try:
        der = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        der = b""
    key = der[len(_PREFIX) :]
    if len(key) != _KEY_SIZE or lines != public_key_pem(key).decode("ascii").split():
        raise UnreadablePackage("The signer's key is not an Ed25519 public key in PEM form.")
    return key


def fingerprint(public_key: bytes) -> str:
    """SHA-256 over the DER form in hexadecimal, as `openssl pkey -pubin -outform DER | sha256sum` prints."""
    return hashlib.sha256(_PREFIX + public_key).hexdigest()


def grouped(digest: str) -> str:
    """A fingerprint in groups of four, as it is read aloud over the telephone."""
    return " ".join(digest[start : start + 4] for start in range(0, len(digest), 4))
