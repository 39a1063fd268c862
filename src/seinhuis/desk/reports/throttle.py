"""Slowing down guesses at receipt codes without knowing who guesses.

Only wrong codes are counted, for the whole house and per minute; no address is looked at or kept. A right
code is never refused: the count is looked at after the code turned out to be wrong.
"""

from django.core.cache import cache

from seinhuis.desk.kernel import clock

WRONG_CODES_A_MINUTE = 60


def count_wrong_code() -> bool:
    """Count one wrong code and say whether there were too many in this minute."""
    key = f"reports:wrong-codes:{int(clock.now().timestamp()) // 60}"
    if cache.get(key, 0) >= WRONG_CODES_A_MINUTE:
        # Many guesses must not become many writes: those would be in the way of a report that comes in.
        return True
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) > WRONG_CODES_A_MINUTE
    except ValueError:
        # The count ran out between the two calls: a new minute has begun.
        return False
