"""X25519 key pairs and grants: a record key sealed to one holder."""

from dataclasses import dataclass, field

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from seinhuis.engine.sealing.errors import CannotOpen, MalformedKey

KEY_SIZE = 32


@dataclass(frozen=True)
class KeyPair:
    """A holder's key pair; the private half never shows in a representation."""

    private: bytes = field(repr=False)
    public: bytes

    @classmethod
    def generate(cls) -> "KeyPair":
        """Make a new random key pair."""
        return cls.from_private(bytes(PrivateKey.generate()))

    @classmethod
    def from_private(cls, private: bytes) -> "KeyPair":
        """Rebuild the pair from its private half of 32 bytes. Raises MalformedKey."""
        if len(private) != KEY_SIZE:
            raise MalformedKey("A private key is 32 bytes long; this one is not.")
        return cls(private=private, public=bytes(PrivateKey(private).public_key))


def seal_to(public: bytes, secret: bytes, binding: str) -> bytes:
    """Seal ``secret`` to a public key. ``binding`` names what it is for and is checked when it is opened."""
    if len(public) != KEY_SIZE:
        raise MalformedKey("A public key is 32 bytes long; this one is not.")
    name = binding.encode()
    return SealedBox(PublicKey(public)).encrypt(len(name).to_bytes(2, "big") + name + secret)


def open_sealed(pair: KeyPair, sealed: bytes, binding: str) -> bytes:
    """Open what was sealed to this pair for ``binding``. Raises CannotOpen."""
    try:
        framed = SealedBox(PrivateKey(pair.private)).decrypt(sealed)
    except (CryptoError, ValueError, TypeError):
        raise CannotOpen("This was sealed to another key, or it was changed.") from None
    size = int.from_bytes(framed[:2], "big")
    if framed[2 : 2 + size] != binding.encode():
        raise CannotOpen("This was sealed for another purpose and does not open here.")
    return framed[2 + size :]
