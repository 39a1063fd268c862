"""Keeping the address book: who may receive, with which public key, and who confirmed that key."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import organisation_card
from seinhuis.desk.handover import sealed_rows
from seinhuis.desk.handover.contracts import Profile
from seinhuis.desk.handover.models import Recipient
from seinhuis.desk.handover.selectors import BOOK_KEEPERS, BOOK_READERS, recipient_of
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.vault.api import Viewer, create_record, open_record
from seinhuis.engine.evidence.errors import NotARecipient
from seinhuis.engine.evidence.seal import check_recipients


@transaction.atomic
def add_recipient(*, viewer: Viewer, profile: Profile, name: str, contact: str, age_recipient: str) -> UUID:
    """Add a recipient to the address book and return its id.

    Raises NotAllowed, Refused for a key that is no age recipient, without a name, or for the organisation's
    own key.
    """
    require(viewer.actor, *BOOK_KEEPERS)
    public_key = checked_key(age_recipient)
    card = organisation_card(viewer.organisation)
    if not name.strip():
        raise Refused(_("A recipient needs a name."))
    if public_key == card.escrow_recipient:
        raise Refused(_("This is the escrow key of your own organisation. Ask the recipient for theirs."))
    key = create_record(kind="recipient", organisation=viewer.organisation, holders=[card.holder])
    row = Recipient(
        id=key.record,
        organisation=viewer.organisation,
        profile=profile,
        age_recipient=public_key,
        added_on=clock.today(),
    )
    sealed_rows.seal_recipient(row, name=name.strip(), contact=contact.strip(), key=key)
    row.save(force_insert=True)
    journal(actor=viewer.actor, action="recipient.added", subject=row.pk, ground=profile)
    return row.pk


@transaction.atomic
def confirm_recipient_key(recipient_id: UUID, *, viewer: Viewer, spoken_with: str) -> None:
    """Set down that the key was read back by telephone, and with whom.

    Raises NotAllowed, NotFound, Locked, Refused.
    """
    require(viewer.actor, *BOOK_READERS)
    row = recipient_of(recipient_id, viewer=viewer, lock=True)
    if not spoken_with.strip():
        raise Refused(_("Write down with whom you spoke when the key was confirmed."))
    row.confirmed_on, row.confirmed_by = clock.today(), viewer.actor.id
    sealed_rows.seal_confirmed_with(row, spoken_with.strip(), open_record(row.pk, viewer=viewer))
    row.save()
    journal(actor=viewer.actor, action="recipient.key_confirmed", subject=row.pk)


@transaction.atomic
def set_recipient_active(recipient_id: UUID, *, viewer: Viewer, active: bool) -> None:
    """Take a recipient out of use, or back into it. Raises NotAllowed, NotFound."""
    require(viewer.actor, *BOOK_KEEPERS)
    row = recipient_of(recipient_id, viewer=viewer, lock=True)
    row.active = active
    row.save()
    journal(actor=viewer.actor, action="recipient.in_use" if active else "recipient.retired", subject=row.pk)


def checked_key(typed: str) -> str:
    """A public key as it is kept, or Refused with what to ask for; what was typed is never repeated."""
    public_key = "".join(typed.split()).lower()
    try:
        check_recipients([public_key])
    except NotARecipient:
        raise Refused(
            _(
                "This is not the public key of a recipient. It is one line that begins with 'age1'. "
                "A line that begins with 'AGE-SECRET-KEY-1' is secret: it must never be sent to you."
            )
        ) from None
    return public_key
