"""The keys of organisations and of their members: opening them, and giving a member theirs."""

from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext as _

from seinhuis.desk.accounts import keys
from seinhuis.desk.accounts.models import MemberKey, Organisation, OrganisationKeyShare, Person
from seinhuis.desk.accounts.rules import HOLDS_KEY
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.vault.api import Viewer, create_holder
from seinhuis.engine.sealing.errors import SealingError
from seinhuis.engine.sealing.keypairs import KeyPair, seal_to
from seinhuis.engine.sealing.signatures import SigningKey
from seinhuis.engine.sealing.symmetric import derive


@dataclass(frozen=True)
class FoundedOrganisation:
    """A new organisation with its private key still open, so that the first keyholder can receive it."""

    id: UUID
    pair: KeyPair = field(repr=False)


def open_organisation(*, username: str, passphrase: str) -> FoundedOrganisation:
    """Open an organisation's key with a keyholder's passphrase, for commands on the server.

    Raises Refused when the person is no keyholder or the passphrase is wrong.
    """
    refusal = Refused(_("This name and passphrase do not open the key of an organisation."))
    person = Person.objects.filter(username=username.lower(), is_active=True).first()
    if person is None or not person.has_role(Role.KEYHOLDER):
        raise refusal
    try:
        pair = keys.organisation_pair(person, keys.unlock(person, passphrase))
    except SealingError:
        raise refusal from None
    if pair is None:
        raise refusal
    return FoundedOrganisation(person.organisation_id, pair)


def open_organisation_pair(viewer: Viewer) -> KeyPair:
    """The viewer's organisation's open key pair. Raises Locked, NotFound."""
    holder = Organisation.objects.values_list("holder", flat=True).get(pk=viewer.organisation)
    if holder not in viewer.keyring.holders():
        raise NotFound(_("You do not hold the key of your organisation."))
    return viewer.keyring.pairs[holder]


def package_signing_key(*, viewer: Viewer) -> SigningKey:
    """The Ed25519 key with which the viewer's organisation signs packages; it follows from the organisation's
    key.

    Raises Locked, NotFound.
    """
    seed = derive(open_organisation_pair(viewer).private, "package signing")
    return SigningKey.from_bytes(str(viewer.organisation), seed)


def holds_key(person: Person) -> bool:
    """Say whether this person's roles work with the organisation's key."""
    return any(person.has_role(role) for role in HOLDS_KEY)


def give_key(person: Person, passphrase: str, *, must_change: bool = False) -> KeyPair:
    """Make a new key pair for a person under a passphrase, save both, and return the open pair."""
    member = KeyPair.generate()
    person.set_password(passphrase)
    person.must_change_passphrase = must_change
    person.save()
    MemberKey.objects.update_or_create(
        person=person,
        defaults={
            "holder": create_holder("person", member.public),
            "public_key": member.public,
            "wrapped_private": keys.wrap_for(passphrase, member.private),
        },
    )
    return member


def give_share(person: Person, public: bytes, organisation: KeyPair) -> None:
    """Seal the organisation's private key to a person's public key; an earlier share goes."""
    OrganisationKeyShare.objects.filter(person=person).delete()
    OrganisationKeyShare.objects.create(
        person=person, sealed_private=seal_to(public, organisation.private, keys.share_binding(person.pk))
    )
