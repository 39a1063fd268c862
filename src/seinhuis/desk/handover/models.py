"""Tables of the handover.

In the clear: profile, public keys, state, days and codes; nothing that anybody typed.
"""

import uuid

from django.db import models

from seinhuis.desk.handover.contracts import HandoverState, Profile
from seinhuis.desk.vault.api import OpaqueField, SealedField


class Recipient(models.Model):
    """Somebody in the address book.

    Its id is that of its own sealed record. A key is never changed: a new key is a new row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.UUIDField(db_index=True)
    profile = models.CharField(max_length=20, choices=[(each, each) for each in Profile])
    age_recipient = models.CharField(max_length=120)
    active = models.BooleanField(default=True)
    added_on = models.DateField()
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    sealed_card = SealedField()
    sealed_confirmed_with = SealedField(null=True)


class Handover(models.Model):
    """One handover of one dossier to one recipient. Its id is that of its own sealed record.

    `acknowledge_lookup` is the keyed hash of the code in the package; the code itself is stored nowhere here.
    `case_for_worker` holds the package's `case.jsonld` under the worker's key from sending until it has been
    checked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.UUIDField(db_index=True)
    dossier = models.UUIDField(db_index=True)
    recipient = models.ForeignKey(Recipient, null=True, on_delete=models.PROTECT, related_name="handovers")
    state = models.CharField(
        max_length=20, choices=[(each, each) for each in HandoverState], default=HandoverState.DRAFT
    )
    revision = models.PositiveIntegerField(default=0)
    started_on = models.DateField()
    started_by = models.CharField(max_length=64)
    sent_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    acknowledged_on = models.DateField(null=True)
    acknowledge_lookup = OpaqueField(max_length=32, null=True, unique=True)
    package = models.UUIDField(null=True)
    package_sha256 = models.CharField(max_length=64, blank=True)
    package_size = models.PositiveBigIntegerField(default=0)
    stamp = models.CharField(max_length=20, blank=True)
    validation = models.CharField(max_length=20, blank=True)
    case_for_worker = OpaqueField(null=True)
    sealed_answers = SealedField(null=True)
    sealed_grounds = SealedField(null=True)
    sealed_overrides = SealedField(null=True)
    sealed_clearing = SealedField(null=True)
    sealed_signed = SealedField(null=True)
    # Sealed to the organisation's public key by somebody who has no open key: the worker, and the recipient.
    sealed_validation = OpaqueField(null=True)
    sealed_call_back = OpaqueField(null=True)


class HandoverSource(models.Model):
    """A report of which something left the house in a package."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="sources")
    report = models.UUIDField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handover", "report"], name="one_source_per_handover")]
