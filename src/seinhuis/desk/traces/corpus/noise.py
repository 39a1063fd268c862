"""What was set aside as noise in the corpus: folded away in the view until it is taken off, never deleted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from seinhuis.desk.traces.corpus.access import subject_of
from seinhuis.desk.traces.models import NoiseRow

# The kind under which a whole message stands on the noise list.
RECORD = "record"


@dataclass(frozen=True)
class Noise:
    """The entries of one organisation by token; nothing is opened to know what is on the list."""

    organisation: UUID
    entries: Mapping[bytes, UUID] = field(repr=False)

    def of_identifier(self, kind: str, value: str) -> UUID | None:
        """The entry of this identifier, None while it is not on the list."""
        if not self.entries:
            return None
        return self.entries.get(identifier_token(self.organisation, kind, value).bytes)

    def of_record(self, record: str) -> UUID | None:
        """The entry of this message, None while it is not on the list."""
        return self.entries.get(record_token(self.organisation, record).bytes) if self.entries else None


def noise_in_corpus(organisation: UUID) -> Noise:
    """What is on the list now. One query."""
    rows = NoiseRow.objects.filter(organisation=organisation, corpus=True, removed_on=None)
    return Noise(organisation, {bytes(token): entry for token, entry in rows.values_list("token", "pk")})


def identifier_token(organisation: UUID, kind: str, value: str) -> UUID:
    """What addresses and the noise list call an identifier of the corpus: a keyed token."""
    return subject_of(organisation, "identifier", f"{kind}:{value}")


def record_token(organisation: UUID, record: str) -> UUID:
    """What the journal and the noise list call a message of the corpus: a keyed token."""
    return subject_of(organisation, "record", record)
