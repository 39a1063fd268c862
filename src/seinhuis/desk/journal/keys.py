"""The key that signs checkpoints, and its public half for whoever checks."""

from django.conf import settings

from seinhuis.desk.kernel.secrets import secret
from seinhuis.engine.ledger.checkpoint import VerifierKey, verifier_key
from seinhuis.engine.sealing.signatures import SigningKey


def origin() -> str:
    """The name of this journal in checkpoints and keys."""
    return str(settings.SEINHUIS_JOURNAL_ORIGIN)


def signing_key() -> SigningKey:
    """The key that signs checkpoints. Raises NotPrepared."""
    return SigningKey.from_bytes(origin(), secret("journal"))


def public_key() -> VerifierKey:
    """The public half of the signing key. Raises NotPrepared."""
    return verifier_key(signing_key())
