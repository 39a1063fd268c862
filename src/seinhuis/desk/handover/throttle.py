"""Slowing down guesses, without knowing who guesses on the public page.

A right acknowledgement code is never refused: the count is looked at after a code turned out to be wrong.
"""

from seinhuis.desk.kernel.throttle import too_many

WRONG_CODES_A_MINUTE = 60
PASSPHRASES_A_MINUTE = 10


def count_wrong_code() -> bool:
    """Count one wrong code of the whole house and say whether there were too many in this minute."""
    return too_many("handover:wrong-codes", WRONG_CODES_A_MINUTE)


def too_many_passphrases(person: str) -> bool:
    """Count one signature of a person and say whether there were too many in this minute."""
    return too_many(f"handover:signatures:{person}", PASSPHRASES_A_MINUTE)
