"""What can go wrong with a package. No message ever carries what stands in one."""


class EvidenceError(Exception):
    """The base of every failure around a package."""


class NotARecipient(EvidenceError):
    """A key in the list is not an age recipient; ``position`` counts from 1. The key is never shown."""

    def __init__(self, position: int) -> None:
        self.position = position
        super().__init__(
            f"Recipient {position} is not an age recipient. Ask for the public key that begins with 'age1'; "
            "the secret one begins with 'AGE-SECRET-KEY-1' and must never be sent."
        )


class NoRecipient(EvidenceError):
    """The list of recipients is empty: sealing to nobody would lose the package."""

    def __init__(self) -> None:
        super().__init__("There is no recipient to seal to. Give at least one age recipient.")


class NotAnIdentity(EvidenceError):
    """What was given is not an age identity (secret key)."""

    def __init__(self) -> None:
        super().__init__("This is not an age identity. It is one line that begins with 'AGE-SECRET-KEY-1'.")


class CannotUnseal(EvidenceError):
    """The sealed file is damaged, or was sealed to somebody else."""

    def __init__(self) -> None:
        super().__init__(
            "The file does not open with this key: it was sealed to another recipient, or it is damaged."
        )


class UnsoundContent(EvidenceError):
    """What was given contradicts itself; the message names the part by its number, never by its text."""


class CannotWriteDossier(EvidenceError):
    """The PDF could not be made."""

    def __init__(self) -> None:
        super().__init__(
            "The dossier could not be written as a PDF. Nothing was made; the dossier itself is unchanged."
        )


class StampError(EvidenceError):
    """The base of what goes wrong with a time stamp."""


class UnusableAuthority(StampError):
    """The address or the certificate of the time stamp authority cannot be used."""


class StampUnavailable(StampError):
    """The authority did not answer, or not in time."""


class StampRefused(StampError):
    """The authority answered and gave no stamp."""


class StampInvalid(StampError):
    """The answer is not a sound stamp of these bytes by this authority."""


class CaseCheckUnavailable(EvidenceError):
    """`case_validate` is not installed beside this Python, or did not finish in time."""


class UnreadablePackage(EvidenceError):
    """The package cannot be opened as one; the message names the file and what is wrong with it."""


class StillSealed(EvidenceError):
    """The package is still sealed with age."""
