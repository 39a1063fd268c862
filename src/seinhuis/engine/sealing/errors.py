"""What can go wrong with a seal. No message ever carries sealed content or key material."""


class SealingError(Exception):
    """The base of every sealing failure."""


class MalformedEnvelope(SealingError):
    """The bytes are not an envelope of a version this house can read."""


class CannotOpen(SealingError):
    """The key is not the right one, the bytes were changed, or the envelope was moved from its place."""


class MalformedKey(SealingError):
    """A key has the wrong length or form."""


class MalformedReceipt(SealingError):
    """A receipt code has the wrong number of digits or a wrong check digit."""


class MalformedRecoveryCode(SealingError):
    """A recovery code has the wrong length, an unknown sign or a wrong check."""


class WrongPassphrase(SealingError):
    """The passphrase does not unwrap this key."""
