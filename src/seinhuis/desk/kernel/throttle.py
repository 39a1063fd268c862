"""Counting attempts in a minute, in the cache that every server process shares, without knowing who tries."""

from django.core.cache import cache

from seinhuis.desk.kernel import clock


def too_many(what: str, most: int) -> bool:
    """Count one attempt and say whether there were more than ``most`` in this minute.

    Once there were, nothing is written any more: many guesses must not become many writes, which would be in
    the way of a report that comes in.
    """
    key = f"{what}:{int(clock.now().timestamp()) // 60}"
    if cache.get(key, 0) > most:
        return True
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) > most
    except ValueError:
        # The count ran out between the two calls: a new minute has begun.
        return False
