"""Opening and closing people's keys.

The private key of a logged-in member exists on the server only as ``wrap(session half, private key)`` in the
session store; the session half is in a cookie that only the browser holds. One without the other opens
nothing.
"""

import base64
import binascii
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from seinhuis.desk.accounts.models import OrganisationKeyShare, Person, normal_form
from seinhuis.desk.vault.api import Keyring
from seinhuis.engine.sealing.envelopes import new_key
from seinhuis.engine.sealing.errors import CannotOpen, MalformedKey
from seinhuis.engine.sealing.keypairs import KeyPair, open_sealed
from seinhuis.engine.sealing.passphrases import unwrap_private_key, wrap_private_key
from seinhuis.engine.sealing.symmetric import unwrap, wrap

COOKIE = "seinhuis_key"
IN_SESSION = "wrapped_key"


def wrap_for(passphrase: str, private: bytes) -> bytes:
    """Wrap a private key under a passphrase at the costs of this installation."""
    passes, memory = settings.SEINHUIS_ARGON
    return wrap_private_key(private, normal_form(passphrase), passes=passes, memory=memory)


def unlock(person: Person, passphrase: str) -> KeyPair:
    """Open a person's key pair. Raises WrongPassphrase, CannotOpen where the stored key is damaged."""
    wrapped = person.member_key.wrapped_private
    return KeyPair.from_private(unwrap_private_key(wrapped, normal_form(passphrase)))


def share_binding(person: UUID) -> str:
    """What a sealed organisation key is bound to."""
    return f"organisation key for {person}"


def organisation_pair(person: Person, member: KeyPair) -> KeyPair | None:
    """Open the organisation's key pair with a member's, or None where this member has no share."""
    share = OrganisationKeyShare.objects.filter(person=person).first()
    if share is None:
        return None
    return KeyPair.from_private(open_sealed(member, share.sealed_private, share_binding(person.pk)))


def keyring_for(person: Person, member: KeyPair) -> Keyring:
    """The pairs a member has open: their own and, with a share, the organisation's."""
    pairs = {person.member_key.holder: member}
    organisation = organisation_pair(person, member)
    if organisation is not None:
        pairs[person.organisation.holder] = organisation
    return Keyring(pairs)


def open_in_session(request: HttpRequest, person: Person, member: KeyPair) -> None:
    """Put one half into the session; `set_cookie` gives the other to the browser."""
    half = new_key()
    wrapped = wrap(half, member.private, _purpose(person))
    request.session[IN_SESSION] = base64.b64encode(wrapped).decode()
    request.new_session_half = half  # type: ignore[attr-defined]


def keyring_from_session(request: HttpRequest, person: Person) -> Keyring:
    """Rebuild the keyring from both halves; an empty one where a half is missing or does not fit."""
    halves = _halves(request)
    if halves is None:
        return Keyring()
    half, wrapped = halves
    try:
        member = KeyPair.from_private(unwrap(half, wrapped, _purpose(person)))
        return keyring_for(person, member)
    except (CannotOpen, MalformedKey):
        # A stale or foreign cookie: the desk then asks for the passphrase again.
        return Keyring()


def set_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Hand a fresh session half to the browser, or take it back after logging out."""
    half = getattr(request, "new_session_half", None)
    if half is not None:
        response.set_cookie(
            COOKIE,
            base64.urlsafe_b64encode(half).decode(),
            httponly=True,
            samesite="Strict",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    elif COOKIE in request.COOKIES and not request.user.is_authenticated:
        response.delete_cookie(COOKIE, samesite="Strict")


def _halves(request: HttpRequest) -> tuple[bytes, bytes] | None:
    cookie, stored = request.COOKIES.get(COOKIE), request.session.get(IN_SESSION)
    if not cookie or not stored:
        return None
    try:
        return base64.urlsafe_b64decode(cookie), base64.b64decode(stored)
    except (binascii.Error, ValueError):
        return None


def _purpose(person: Person) -> str:
    return f"session of {person.pk}"
