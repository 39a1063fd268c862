"""Slowing down guesses, without knowing who guesses on the public page.

A right acknowledgement code is never refused: the count is looked at after a code turned out to be wrong.
"""

from django.core.cache import cache

from seinhuis.desk.kernel import clock

WRONG_CODES_A_MINUTE = 60
PASSPHRASES_A_MINUTE = 10


def count_wrong_code() -> bool:
    """Count one wrong code of the whole house and say whether there were too many in this minute."""
    return _count("wrong-codes") > WRONG_CODES_A_MINUTE


def too_many_passphrases(person: str) -> bool:
    """Count one signature of a person and say whether there were too many in this minute."""
    return _count(f"signatures:{person}") > PASSPHRASES_A_MINUTE


def _count(what: str) -> int:
    key = f"handover:{what}:{int(clock.now().timestamp()) // 60}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key)
    except ValueError:
        # The count ran out between the two calls: a new minute has begun.
        return 0
