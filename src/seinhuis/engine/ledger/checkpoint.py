"""Signed tree heads: C2SP tlog-checkpoint in a C2SP signed note, with an Ed25519 signature.

A checkpoint is three lines (origin, number of entries, root in base64), an empty line, and a signature line
for each key. Specifications: c2sp.org/tlog-checkpoint and c2sp.org/signed-note.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from seinhuis.engine.ledger.errors import DoesNotVerify, MalformedNote
from seinhuis.engine.sealing.signatures import SigningKey, verify

ED25519 = b"\x01"
KEY_HASH_SIZE = 4
KEY_SIZE = 32
ROOT_SIZE = 32
LONGEST_NOTE = 100_000
NAME = re.compile(r"[^\s+\x00-\x1f\x7f]{1,200}")
NUMBER = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")
SIGNATURE = re.compile(r"— ([^\s+]+) (\S+)")


@dataclass(frozen=True)
class Checkpoint:
    """How many entries a journal had and what the root of its tree was. Raises MalformedNote."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        _check_name(self.origin)
        if self.size < 0 or len(self.root) != ROOT_SIZE:
            raise MalformedNote("A checkpoint has a size from 0 on and a root of 32 bytes.")

    def text(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


@dataclass(frozen=True)
class VerifierKey:
    """A public key under its name, as C2SP writes it: ``name+hash+base64``."""

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)
        if len(self.public_key) != KEY_SIZE:
            raise MalformedNote("A verifier key is 32 bytes long.")

    @property
    def hash(self) -> bytes:
        """The four bytes that say in a note which key signed it."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public_key).digest()[:KEY_HASH_SIZE]

    def __str__(self) -> str:
        return f"{self.name}+{self.hash.hex()}+{base64.b64encode(ED25519 + self.public_key).decode()}"


def verifier_key(key: SigningKey) -> VerifierKey:
    """The public half of a signing key, to hand to whoever checks."""
    return VerifierKey(key.name, key.public_key)


def parse_verifier_key(written: str) -> VerifierKey:
    """Read ``name+hash+base64``. Raises MalformedNote."""
    name, hash_digits, encoded = _three_parts(written.strip())
    data = decode_base64(encoded)
    if data[:1] != ED25519:
        raise MalformedNote("The verifier key is not one for Ed25519.")
    key = VerifierKey(name, data[1:])
    if key.hash.hex() != hash_digits:
        raise MalformedNote("The verifier key does not fit its own hash: a sign was lost or changed.")
    return key


def sign_checkpoint(checkpoint: Checkpoint, key: SigningKey) -> str:
    """The signed note of a checkpoint."""
    text = checkpoint.text()
    signature = verifier_key(key).hash + key.sign(text.encode())
    return f"{text}\n— {key.name} {base64.b64encode(signature).decode()}\n"


def parse_checkpoint(note: str) -> Checkpoint:
    """Read the checkpoint in a note, without looking at its signatures. Raises MalformedNote."""
    text, _ = _split(note)
    lines = text[:-1].split("\n")
    if len(lines) < 3 or not all(lines):
        raise MalformedNote("The note is not a checkpoint: it has no origin, size and root.")
    return Checkpoint(lines[0], whole_number(lines[1]), decode_base64(lines[2]))


def open_checkpoint(note: str, key: VerifierKey) -> Checkpoint:
    """Read a checkpoint that ``key`` signed. Raises MalformedNote, or DoesNotVerify when it did not."""
    checkpoint = parse_checkpoint(note)
    text, signatures = _split(note)
    for name, data in signatures:
        if name == key.name and data[:KEY_HASH_SIZE] == key.hash:
            if verify(key.public_key, text.encode(), data[KEY_HASH_SIZE:]):
                return checkpoint
            raise DoesNotVerify("The signature of the checkpoint does not fit: it was changed after signing.")
    raise DoesNotVerify("The checkpoint was not signed with this key.")


def _split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    if len(note) > LONGEST_NOTE:
        raise MalformedNote("The note is longer than a checkpoint can be.")
    if CONTROL.search(note):
        raise MalformedNote("The note holds a control sign.")
    text, separator, signed = note.rpartition("\n\n")
    if not separator or not signed.endswith("\n"):
        raise MalformedNote("The note is cut off or has no signature.")
    return text + "\n", [_signature(line) for line in signed[:-1].split("\n")]


def _signature(line: str) -> tuple[str, bytes]:
    match = SIGNATURE.fullmatch(line)
    if match is None:
        raise MalformedNote("A signature line of the note is not in its form.")
    data = decode_base64(match[2])
    if len(data) <= KEY_HASH_SIZE:
        raise MalformedNote("A signature of the note is too short.")
    return match[1], data


def _three_parts(written: str) -> tuple[str, str, str]:
    parts = written.split("+", 2)
    if len(parts) != 3:
        raise MalformedNote("A verifier key is written as name+hash+key.")
    return parts[0], parts[1], parts[2]


def whole_number(written: str) -> int:
    """Read a number from 0 on in its one decimal form. Raises MalformedNote."""
    if not NUMBER.fullmatch(written):
        raise MalformedNote("A part that should be a whole number is not.")
    return int(written)


def decode_base64(encoded: str) -> bytes:
    """Read standard base64 in its one form. Raises MalformedNote."""
    try:
        data = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise MalformedNote("A part that should be base64 is not.") from None
    if base64.b64encode(data).decode() != encoded:
        raise MalformedNote("A part that should be base64 is not in its one form.")
    return data


def _check_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise MalformedNote("A name of a journal has no spaces and no plus sign.")
