"""A private key wrapped under a passphrase: Argon2id, then XChaCha20-Poly1305.

Costs follow libsodium's "interactive" profile raised to 64 MiB and 3 passes; they are stored beside the salt,
so that they can be raised later without locking anyone out.
"""

from nacl import pwhash, utils

from seinhuis.engine.sealing.errors import CannotOpen, WrongPassphrase
from seinhuis.engine.sealing.symmetric import KEY_SIZE, unwrap, wrap

SALT_SIZE = pwhash.argon2id.SALTBYTES
PASSES = 3
MEMORY = 64 * 1024 * 1024
# Stored costs outside these bounds are damage, or somebody who wants the server to work itself to death.
MOST_PASSES = 64
LEAST_MEMORY = pwhash.argon2id.MEMLIMIT_MIN
MOST_MEMORY = 1 << 30
HEADER = SALT_SIZE + 4 + 8


def wrap_private_key(private: bytes, passphrase: str, *, passes: int = PASSES, memory: int = MEMORY) -> bytes:
    """Wrap 32 bytes of private key: ``salt | passes (4) | memory (8) | wrapped``."""
    salt = utils.random(SALT_SIZE)
    header = salt + passes.to_bytes(4, "big") + memory.to_bytes(8, "big")
    return header + wrap(_stretch(passphrase, salt, passes, memory), private, "private key")


def unwrap_private_key(wrapped: bytes, passphrase: str) -> bytes:
    """Return the private key. Raises WrongPassphrase, CannotOpen when what is stored is damaged."""
    salt, passes, memory = _costs(wrapped)
    try:
        return unwrap(_stretch(passphrase, salt, passes, memory), wrapped[HEADER:], "private key")
    except CannotOpen:
        raise WrongPassphrase("This passphrase does not open the key.") from None


def _costs(wrapped: bytes) -> tuple[bytes, int, int]:
    salt = wrapped[:SALT_SIZE]
    passes = int.from_bytes(wrapped[SALT_SIZE : SALT_SIZE + 4], "big")
    memory = int.from_bytes(wrapped[SALT_SIZE + 4 : HEADER], "big")
    if len(wrapped) <= HEADER or not 1 <= passes <= MOST_PASSES or not LEAST_MEMORY <= memory <= MOST_MEMORY:
        raise CannotOpen("The wrapped key is incomplete or damaged.")
    return salt, passes, memory


def _stretch(passphrase: str, salt: bytes, passes: int, memory: int) -> bytes:
    return pwhash.argon2id.kdf(KEY_SIZE, passphrase.encode(), salt, opslimit=passes, memlimit=memory)
