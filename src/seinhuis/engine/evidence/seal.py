"""Sealing a package to its recipients with age, so that Debian's `age -d -i key.txt` opens it."""

from collections.abc import Sequence
from typing import Any, BinaryIO

import pyrage

from seinhuis.engine.evidence.errors import CannotUnseal, NoRecipient, NotAnIdentity, NotARecipient


def generate_age_identity() -> tuple[str, str]:
    """Make a new age key pair: (identity, recipient). The identity is secret; the recipient is handed out."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def check_recipients(recipients: Sequence[str]) -> None:
    """Nothing happens when every one is an age recipient. Raises NoRecipient or NotARecipient."""
    _read_recipients(recipients)


def seal_to_recipients(data: bytes, recipients: Sequence[str]) -> bytes:
    """Seal ``data`` so that each recipient alone can open it. Raises NoRecipient or NotARecipient."""
    return bytes(pyrage.encrypt(data, _read_recipients(recipients)))


def seal_stream(source: BinaryIO, target: BinaryIO, recipients: Sequence[str]) -> None:
    """Seal from one open file to another without holding either in memory. Raises as `seal_to_recipients`."""
    pyrage.encrypt_io(source, target, _read_recipients(recipients))


def open_with_identity(sealed: bytes, identity: str) -> bytes:
    """Open what was sealed to this identity. Raises NotAnIdentity or CannotUnseal."""
    key = _read_identity(identity)
    try:
        return bytes(pyrage.decrypt(sealed, [key]))
    except pyrage.DecryptError:
        raise CannotUnseal from None


def _read_recipients(recipients: Sequence[str]) -> list[Any]:
    if not recipients:
        raise NoRecipient
    return [_read_recipient(position, text) for position, text in enumerate(recipients, start=1)]


def _read_recipient(position: int, text: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        # The library's message may repeat what was typed, which could be somebody's secret key.
        raise NotARecipient(position) from None


def _read_identity(text: str) -> Any:
    try:
        return pyrage.x25519.Identity.from_str(text.strip())
    except pyrage.IdentityError:
        raise NotAnIdentity from None
