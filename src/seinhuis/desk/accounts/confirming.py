"""Confirming that somebody is still who logged in, and taking the escrow identity out of its seal."""

from uuid import UUID

from django.db import transaction

from seinhuis.desk.accounts import keys
from seinhuis.desk.accounts.models import Organisation, Person
from seinhuis.desk.accounts.organisation_keys import open_organisation_pair
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.vault.api import Viewer
from seinhuis.engine.sealing.errors import WrongPassphrase
from seinhuis.engine.sealing.keypairs import open_sealed


def confirm_passphrase(person: UUID, passphrase: str) -> bool:
    """Say whether this is the passphrase of an active person; it costs one Argon2id."""
    row = Person.objects.filter(pk=person, is_active=True).select_related("member_key").first()
    if row is None:
        return False
    try:
        keys.unlock(row, passphrase)
    except WrongPassphrase:
        return False
    return True


@transaction.atomic
def open_escrow_identity(*, viewer: Viewer) -> str:
    """The secret age identity that opens every package the viewer's organisation sent; the journal keeps that
    it was shown.

    Raises NotAllowed for anybody but a keyholder, Locked, NotFound, CannotOpen.
    """
    require(viewer.actor, Role.KEYHOLDER)
    row = Organisation.objects.get(pk=viewer.organisation)
    identity = open_sealed(open_organisation_pair(viewer), row.escrow_identity, f"escrow of {row.pk}")
    journal(actor=viewer.actor, action="organisation.escrow_shown", subject=row.pk)
    return identity.decode()
