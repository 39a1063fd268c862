"""Who may hold what, and what names and passphrases look like; pure."""

import re
from collections.abc import Iterable

from seinhuis.desk.kernel.contracts import Role

HOLDS_KEY = frozenset({Role.ANALYST, Role.COORDINATOR, Role.KEYHOLDER})
WORKS_WITH_CONTENT = (Role.ANALYST, Role.COORDINATOR)
WITHOUT_CONTENT = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
SHORTEST_PASSPHRASE = 12
KEYHOLDERS_WANTED = 2
_USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,58}[a-z0-9])?")


def passphrase_long_enough(passphrase: str) -> bool:
    """A passphrase has at least twelve signs; nothing else is asked of it."""
    return len(passphrase) >= SHORTEST_PASSPHRASE


def username_allowed(username: str) -> bool:
    """A name to log in with has small letters, digits, dots, dashes: it looks the same to people and to
    databases.
    """
    return _USERNAME.fullmatch(username) is not None


def roles_fit_together(roles: Iterable[Role]) -> bool:
    """Who checks the house or runs its server holds no key, so those roles never meet one that does."""
    given = frozenset(roles)
    return bool(given) and (given.isdisjoint(HOLDS_KEY) or given.isdisjoint(WITHOUT_CONTENT))


def at_the_desk(path: str) -> bool:
    """Say whether an address is one of the desk: the language comes first, then ``desk``."""
    return path.split("/")[2:3] == ["desk"]
