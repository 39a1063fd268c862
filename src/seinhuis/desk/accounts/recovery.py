"""The recovery sheet: an organisation's key under a printed code, for when no keyholder has a passphrase any
more.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.models import Person, RecoverySheet
from seinhuis.desk.accounts.organisation_keys import (
    FoundedOrganisation,
    give_key,
    give_share,
    open_organisation_pair,
)
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Actor, Role, system_for
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.vault.api import Viewer
from seinhuis.engine.sealing.errors import CannotOpen
from seinhuis.engine.sealing.keypairs import KeyPair
from seinhuis.engine.sealing.recovery import new_recovery_code, recovery_key
from seinhuis.engine.sealing.symmetric import unwrap, wrap


@transaction.atomic
def print_recovery_sheet(*, viewer: Viewer) -> str:
    """Make a recovery code for the viewer's organisation and return it, once. Earlier unused sheets stop
    working.
    """
    require(viewer.actor, Role.KEYHOLDER)
    code = _write_sheet(viewer.organisation, open_organisation_pair(viewer))
    journal(actor=viewer.actor, action="organisation.recovery_sheet_made", subject=viewer.organisation)
    return code


@transaction.atomic
def start_recovery_sheet(organisation: FoundedOrganisation) -> str:
    """The first recovery code of an organisation that was just founded; returned once."""
    code = _write_sheet(organisation.id, organisation.pair)
    journal(
        actor=system_for(organisation.id), action="organisation.recovery_sheet_made", subject=organisation.id
    )
    return code


@transaction.atomic
def recover_access(*, username: str, code: str, new_passphrase: str) -> None:
    """Give a keyholder a new key with the printed code.

    Raises MalformedRecoveryCode for a typing error, Refused when code and person do not belong together.
    """
    key = recovery_key(code)
    refusal = Refused(_("This code does not belong to this person, or it has been used."))
    person = Person.objects.filter(username=username.strip().lower(), is_active=True).first()
    if person is None or not person.has_role(Role.KEYHOLDER):
        raise refusal
    for sheet in RecoverySheet.objects.select_for_update().filter(
        organisation=person.organisation, used_on=None
    ):
        try:
            private = unwrap(key, sheet.wrapped_private, f"recovery of {person.organisation_id}")
        except CannotOpen:
            continue
        _recover(person, KeyPair.from_private(private), new_passphrase, sheet)
        return
    raise refusal


def _write_sheet(organisation: UUID, pair: KeyPair) -> str:
    code = new_recovery_code()
    RecoverySheet.objects.filter(organisation=organisation, used_on=None).delete()
    RecoverySheet.objects.create(
        organisation_id=organisation,
        made_on=clock.today(),
        wrapped_private=wrap(recovery_key(code), pair.private, f"recovery of {organisation}"),
    )
    return code


def _recover(person: Person, organisation: KeyPair, passphrase: str, sheet: RecoverySheet) -> None:
    member = give_key(person, passphrase)
    give_share(person, member.public, organisation)
    # A code that somebody has typed is no secret any more: what it opens must not stay in the database.
    sheet.wrapped_private, sheet.used_on = b"", clock.today()
    sheet.save()
    journal(
        actor=Actor(str(person.pk), person.organisation_id),
        action="organisation.recovery_used",
        subject=person.pk,
    )
