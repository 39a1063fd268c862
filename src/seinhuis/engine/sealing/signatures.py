"""Ed25519 signatures, for checkpoints of the journal."""

from dataclasses import dataclass, field

from nacl import utils
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey as SodiumSigningKey
from nacl.signing import VerifyKey

from seinhuis.engine.sealing.errors import MalformedKey

SEED_SIZE = 32


@dataclass(frozen=True)
class SigningKey:
    """A named Ed25519 key; the seed never shows in a representation."""

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.seed) != SEED_SIZE:
            raise MalformedKey("A signing key is 32 bytes long; this one is not.")

    @classmethod
    def generate(cls, name: str) -> "SigningKey":
        """Make a new random signing key."""
        return cls(name, utils.random(SEED_SIZE))

    @classmethod
    def from_bytes(cls, name: str, seed: bytes) -> "SigningKey":
        """Rebuild a key from its 32-byte seed. Raises MalformedKey."""
        return cls(name, seed)

    @property
    def public_key(self) -> bytes:
        """The 32 bytes of the public key."""
        return bytes(SodiumSigningKey(self.seed).verify_key)

    def sign(self, message: bytes) -> bytes:
        """Return the 64-byte signature of ``message``."""
        return SodiumSigningKey(self.seed).sign(message).signature


def verify(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether ``signature`` is that of ``message`` under ``public_key``."""
    try:
        VerifyKey(public_key).verify(message, signature)
    except (BadSignatureError, ValueError, TypeError):
        return False
    return True
