"""Making organisations and people, and repairing or ending their access. The administrator holds no key and
opens nothing.
"""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.accounts import keys
from seinhuis.desk.accounts.models import MemberKey, Organisation, OrganisationKeyShare, Person
from seinhuis.desk.accounts.organisation_keys import (
    FoundedOrganisation,
    give_key,
    give_share,
    holds_key,
    open_organisation_pair,
)
from seinhuis.desk.accounts.rules import roles_fit_together, username_allowed
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.contracts import Actor, Role, system_for
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.vault.api import Viewer, create_holder
from seinhuis.engine.evidence.seal import generate_age_identity
from seinhuis.engine.sealing.keypairs import KeyPair, seal_to
from seinhuis.engine.sealing.recovery import new_recovery_code


@transaction.atomic
def found_organisation(
    *, slug: str, name: str, contact: str, receives_reports: bool = True
) -> FoundedOrganisation:
    """Make an organisation with its key pair and its escrow key for packages."""
    pair = KeyPair.generate()
    number = uuid4()
    identity, recipient = generate_age_identity()
    Organisation.objects.create(
        id=number,
        slug=slug,
        name=name,
        contact=contact,
        receives_reports=receives_reports,
        holder=create_holder("organisation", pair.public),
        public_key=pair.public,
        escrow_recipient=recipient,
        escrow_identity=seal_to(pair.public, identity.encode(), f"escrow of {number}"),
    )
    journal(actor=system_for(number), action="organisation.founded", subject=number)
    return FoundedOrganisation(number, pair)


@transaction.atomic
def add_member(
    organisation: FoundedOrganisation,
    *,
    username: str,
    display_name: str,
    roles: Iterable[Role],
    passphrase: str,
    must_change: bool = False,
    actor: Actor | None = None,
) -> UUID:
    """Add a person while the organisation's key is open; roles that work with content receive a share.

    Raises Refused when somebody already logs in with this name, or the name or the roles are not allowed.
    """
    person = _new_person(organisation.id, username.lower(), display_name, frozenset(roles))
    member = give_key(person, passphrase, must_change=must_change)
    if holds_key(person):
        give_share(person, member.public, organisation.pair)
    journal(actor=actor or system_for(organisation.id), action="person.added", subject=person.pk)
    return person.pk


def add_colleague(*, viewer: Viewer, username: str, display_name: str, roles: Iterable[Role]) -> str:
    """Let a keyholder add a person; returns the temporary passphrase, once. Raises NotAllowed, Locked,
    Refused.
    """
    require(viewer.actor, Role.KEYHOLDER)
    temporary = temporary_passphrase()
    add_member(
        FoundedOrganisation(viewer.organisation, open_organisation_pair(viewer)),
        username=username,
        display_name=display_name,
        roles=roles,
        passphrase=temporary,
        must_change=True,
        actor=viewer.actor,
    )
    return temporary


@transaction.atomic
def deactivate(*, viewer: Viewer, person: UUID) -> None:
    """End a person's access: they cannot log in, running sessions end, and their share of the key is
    destroyed.

    Raises NotAllowed for anybody but a keyholder or an administrator, NotFound for another organisation's
    person, Refused for oneself and for the last keyholder: after that nobody could ever add a person or open
    anything again.
    """
    require(viewer.actor, Role.KEYHOLDER, Role.ADMINISTRATOR)
    _lock_people(viewer.organisation)
    colleague = _colleague(viewer, person)
    if str(colleague.pk) == viewer.actor.id:
        raise Refused(_("You cannot end your own access. Ask a colleague."))
    if colleague.has_role(Role.KEYHOLDER) and not _other_keyholders(colleague):
        raise Refused(_("This is the last keyholder. Add another keyholder first, or the key is lost."))
    colleague.is_active = False
    colleague.save()
    OrganisationKeyShare.objects.filter(person=colleague).delete()
    journal(actor=viewer.actor, action="person.deactivated", subject=colleague.pk)


@transaction.atomic
def renew_access(*, viewer: Viewer, person: UUID) -> str:
    """Give a colleague who forgot their passphrase, or comes back, a new key and share; returns a temporary
    passphrase, once.

    The old key pair is gone with the old passphrase: what was granted to the old pair in person does not open
    again.

    Raises NotAllowed for anybody but a keyholder, NotFound for another organisation's person, Refused for
    oneself.
    """
    require(viewer.actor, Role.KEYHOLDER)
    colleague = _colleague(viewer, person)
    if str(colleague.pk) == viewer.actor.id:
        raise Refused(
            _("You cannot renew your own access. Ask the other keyholder, or use the recovery sheet.")
        )
    action = "person.access_renewed" if colleague.is_active else "person.readmitted"
    passphrase = temporary_passphrase()
    colleague.is_active = True
    member = give_key(colleague, passphrase, must_change=True)
    if holds_key(colleague):
        give_share(colleague, member.public, open_organisation_pair(viewer))
    journal(actor=viewer.actor, action=action, subject=colleague.pk)
    return passphrase


def change_passphrase(*, viewer: Viewer, old: str, new: str) -> KeyPair:
    """Wrap the viewer's own private key under a new passphrase and return it, open.

    The slow derivations run before the transaction, so that nobody waits for them. Raises WrongPassphrase,
    Refused when the access was renewed in the meantime.
    """
    row = Person.objects.select_related("member_key").get(pk=viewer.actor.id)
    pair = keys.unlock(row, old)
    wrapped = keys.wrap_for(new, pair.private)
    row.set_password(new)
    with transaction.atomic():
        unchanged = MemberKey.objects.filter(person=row, wrapped_private=row.member_key.wrapped_private)
        if not unchanged.update(wrapped_private=wrapped):
            raise Refused(
                _("Your access was renewed a moment ago. Log in with the passphrase you were given.")
            )
        row.must_change_passphrase = False
        row.save(update_fields=["password", "must_change_passphrase"])
        journal(actor=viewer.actor, action="person.passphrase_changed", subject=row.pk)
    return pair


def temporary_passphrase() -> str:
    """A passphrase to hand over once: five groups of four signs, about 100 random bits."""
    return new_recovery_code()[:24]


def _new_person(organisation: UUID, username: str, display_name: str, roles: frozenset[Role]) -> Person:
    if not username_allowed(username):
        raise Refused(_("Use only small letters, digits, dots and dashes."))
    if not roles_fit_together(roles):
        raise Refused(_("These roles do not go together: whoever checks or runs the house holds no key."))
    if Person.objects.filter(username__iexact=username).exists():
        raise Refused(_("Somebody already logs in with this name. Choose another."))
    given = sorted(role.value for role in roles)
    return Person(username=username, display_name=display_name, organisation_id=organisation, roles=given)


def _other_keyholders(person: Person) -> bool:
    others = Person.objects.filter(organisation=person.organisation, is_active=True, key_share__isnull=False)
    return any(other.has_role(Role.KEYHOLDER) for other in others.exclude(pk=person.pk))


def _lock_people(organisation: UUID) -> None:
    """Two who deactivate at the same moment must not take away the last two keyholders together."""
    list(Person.objects.select_for_update().filter(organisation=organisation).values_list("pk", flat=True))


def _colleague(viewer: Viewer, person: UUID) -> Person:
    found = Person.objects.filter(pk=person, organisation=viewer.organisation).first()
    if found is None:
        raise NotFound(_("There is no such person in your organisation."))
    return found
