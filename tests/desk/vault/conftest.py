"""A sealed record of an organisation, and a stranger."""

import pytest

from seinhuis.desk.kernel.contracts import Actor
from seinhuis.desk.vault.api import Keyring, Viewer, create_holder, create_record
from seinhuis.engine.sealing.keypairs import KeyPair


@pytest.fixture
def record(house):
    return create_record(kind="report", organisation=house.card.id, holders=[house.card.holder])


@pytest.fixture
def stranger(db):
    """Somebody with an open key that no record was granted to."""
    pair = KeyPair.generate()
    return Viewer(Actor("stranger", None), Keyring({create_holder("partner", pair.public): pair}))
