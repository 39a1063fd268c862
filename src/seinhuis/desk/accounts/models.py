"""Organisations, their members and the sealed halves of their keys."""

import unicodedata
import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.vault.api import OpaqueField


def normal_form(passphrase: str) -> str:
    """The same passphrase from every keyboard: some send an accent as a sign of its own (RFC 8265,
    OpaqueString).
    """
    return unicodedata.normalize("NFC", passphrase)


class Organisation(models.Model):
    """A member of the coalition; every record belongs to exactly one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    contact = models.CharField(max_length=200, blank=True)
    receives_reports = models.BooleanField(default=True)
    holder = models.UUIDField()
    public_key = OpaqueField()
    escrow_recipient = models.CharField(max_length=100)
    escrow_identity = OpaqueField()

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Finds people by their name to log in with."""


class Person(AbstractBaseUser):
    """Somebody who works at the desk of one organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="people")
    roles = models.JSONField(default=list)
    is_active = models.BooleanField(default=True)
    must_change_passphrase = models.BooleanField(default=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]
    objects = PersonManager()

    def __str__(self) -> str:
        return self.display_name

    def set_password(self, raw_password: str | None) -> None:
        """Keep a hash of the passphrase in its normal form."""
        super().set_password(None if raw_password is None else normal_form(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Check the passphrase in its normal form."""
        return raw_password is not None and super().check_password(normal_form(raw_password))

    def has_role(self, role: Role) -> bool:
        """Say whether this person has a role."""
        return role.value in self.roles


class MemberKey(models.Model):
    """A person's key pair: the private half wrapped under their passphrase."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="member_key")
    holder = models.UUIDField()
    public_key = OpaqueField()
    wrapped_private = OpaqueField()


class OrganisationKeyShare(models.Model):
    """The organisation's private key sealed to one member. Without this row a member opens nothing."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="key_share")
    sealed_private = OpaqueField()


class RecoverySheet(models.Model):
    """The organisation's private key wrapped under a printed recovery code."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="recovery_sheets")
    made_on = models.DateField()
    wrapped_private = OpaqueField()
    used_on = models.DateField(null=True)
