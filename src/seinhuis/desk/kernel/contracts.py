"""Who acts, and what crosses between stations."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What a member of an organisation does; rights follow from it in each station's rules."""

    ANALYST = "analyst"
    COORDINATOR = "coordinator"
    KEYHOLDER = "keyholder"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Actor:
    """Somebody who does something: an opaque id, an organisation and roles."""

    id: str
    organisation: UUID | None
    roles: frozenset[Role] = frozenset()

    def has(self, *roles: Role) -> bool:
        """Say whether the actor has at least one of these roles."""
        return not self.roles.isdisjoint(roles)


def reporter_of(organisation: UUID) -> Actor:
    """The nameless actor behind everything that comes in over the public pages of an organisation."""
    return Actor("reporter", organisation)


def system_for(organisation: UUID | None) -> Actor:
    """The house itself, when the clock or a handler acts."""
    return Actor("system", organisation)


@dataclass(frozen=True)
class Event:
    """News that a station announces. Fields are ids and codes only: the outbox holds them in the clear."""
