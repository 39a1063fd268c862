"""What the accounts tell other stations about people and organisations."""

from dataclasses import dataclass
from uuid import UUID

from seinhuis.desk.kernel.contracts import Role


@dataclass(frozen=True)
class OrganisationCard:
    """An organisation as others may know it."""

    id: UUID
    slug: str
    name: str
    contact: str
    holder: UUID
    escrow_recipient: str
    receives_reports: bool


@dataclass(frozen=True)
class PersonCard:
    """A person as the people page shows them: roles, whether they may log in, and whether they hold the
    key.
    """

    id: UUID
    name: str
    username: str
    roles: tuple[Role, ...]
    active: bool
    holds_key: bool
    temporary: bool
    is_me: bool


@dataclass(frozen=True)
class Colleague:
    """A member of an organisation as their colleagues know them."""

    id: UUID
    name: str
    roles: frozenset[Role]
