"""Open keys in memory: who looks, with which key pairs, and one record's key."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from seinhuis.desk.kernel.contracts import Actor
from seinhuis.desk.kernel.errors import Locked, NotFound
from seinhuis.engine.sealing.envelopes import Place, open_envelope, seal
from seinhuis.engine.sealing.keypairs import KeyPair


class NoGrant(NotFound):
    """The viewer has no grant to this record; for them it does not exist."""


class UnknownHolder(LookupError):
    """Code names a holder that is not there; what is sealed for nobody would never open again."""


@dataclass(frozen=True)
class Keyring:
    """The key pairs a session has open, by holder id."""

    pairs: Mapping[UUID, KeyPair] = field(default_factory=dict, repr=False)

    def holders(self) -> list[UUID]:
        """The holders this keyring can open grants of. Raises Locked when nothing is open."""
        if not self.pairs:
            raise Locked(_("Your key is not open in this session. Log in again to open it."))
        return list(self.pairs)


@dataclass(frozen=True)
class Viewer:
    """An actor together with the keys that are open in this session."""

    actor: Actor
    keyring: Keyring = Keyring()

    @property
    def organisation(self) -> UUID:
        """The viewer's organisation. Raises NotFound when there is none."""
        if self.actor.organisation is None:
            raise NotFound(_("You do not belong to an organisation."))
        return self.actor.organisation


@dataclass(frozen=True)
class RecordKey:
    """The open key of one sealed record: seals and opens its fields, each bound to its place."""

    record: UUID
    organisation: UUID
    key: bytes = field(repr=False)

    def seal_text(self, text: str, *, table: str, row: UUID, column: str) -> bytes:
        """Seal text for one column of one row; broken halves of signs survive."""
        return seal(self.key, text.encode("utf-8", "surrogatepass"), Place(table, str(row), column))

    def open_text(self, envelope: bytes, *, table: str, row: UUID, column: str) -> str:
        """Open what `seal_text` made. Raises SealingError."""
        return self.open_bytes(envelope, table=table, row=row, column=column).decode("utf-8", "surrogatepass")

    def seal_json(self, value: Any, *, table: str, row: UUID, column: str) -> bytes:
        """Seal a JSON value for one column of one row."""
        return self.seal_text(json.dumps(value, separators=(",", ":")), table=table, row=row, column=column)

    def open_json(self, envelope: bytes, *, table: str, row: UUID, column: str) -> Any:
        """Open what `seal_json` made. Raises SealingError."""
        return json.loads(self.open_text(envelope, table=table, row=row, column=column))

    def seal_bytes(self, data: bytes, *, table: str, row: UUID, column: str) -> bytes:
        """Seal bytes for one column of one row."""
        return seal(self.key, data, Place(table, str(row), column))

    def open_bytes(self, envelope: bytes, *, table: str, row: UUID, column: str) -> bytes:
        """Open what `seal_bytes` made. Raises SealingError."""
        return open_envelope(self.key, envelope, Place(table, str(row), column))
