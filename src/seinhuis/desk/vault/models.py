"""Tables of the vault. Nothing here says what a record is about."""

import uuid

from django.db import models

from seinhuis.desk.vault.fields import OpaqueField


class Holder(models.Model):
    """Somebody who can be granted access: an organisation, a person or a partner; only the public key is
    here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    public_key = OpaqueField()


class SealedRecord(models.Model):
    """One record key's existence: which organisation it belongs to and whether it has been destroyed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=40)
    shredded_on = models.DateField(null=True)


class Grant(models.Model):
    """A record key sealed to one holder. Access is this row."""

    record = models.ForeignKey(SealedRecord, on_delete=models.CASCADE, related_name="grants")
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="grants")
    sealed_key = OpaqueField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "holder"], name="one_grant_per_holder")]


class ReceiptGrant(models.Model):
    """A record key wrapped under a receipt's unlock key, found by the receipt's lookup."""

    lookup = OpaqueField(unique=True, max_length=32)
    record = models.ForeignKey(SealedRecord, on_delete=models.CASCADE, related_name="receipt_grants")
    wrapped_key = OpaqueField()


class BlindToken(models.Model):
    """An identifier that a record holds, as a keyed token of its organisation."""

    token = OpaqueField(max_length=16)
    organisation = models.UUIDField()
    record = models.ForeignKey(SealedRecord, on_delete=models.CASCADE, related_name="tokens")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "token"], name="one_token_per_record")]
        indexes = [models.Index(fields=["organisation", "token"], name="token_of_organisation")]


class MutedToken(models.Model):
    """A token that an organisation set aside as noise (a hotline, a taxi company): it links nothing while it
    is here.
    """

    organisation = models.UUIDField()
    token = OpaqueField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "token"], name="muted_once")]


class Blob(models.Model):
    """A sealed file in the blob directory: its name there is the SHA-256 of the sealed bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(SealedRecord, on_delete=models.PROTECT, related_name="blobs")
    stored_as = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
