"""Slowing down guesses at receipt codes without knowing who guesses.

Only wrong codes are counted, for the whole house and per minute; no address is looked at or kept. A right
code is never refused: the count is looked at after the code turned out to be wrong.
"""

from seinhuis.desk.kernel.throttle import too_many

WRONG_CODES_A_MINUTE = 60


def count_wrong_code() -> bool:
    """Count one wrong code and say whether there were too many in this minute."""
    return too_many("reports:wrong-codes", WRONG_CODES_A_MINUTE)
