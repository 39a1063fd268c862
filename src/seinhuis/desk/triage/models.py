"""Tables of the triage. In the clear: state, urgency, assignee, days, opaque ids; typed notes are sealed."""

import uuid

from django.db import models
from django.db.models import F, Q

from seinhuis.desk.reports.api import Urgency
from seinhuis.desk.triage.contracts import FollowUpCode, ItemState, NotePurpose
from seinhuis.desk.vault.api import SealedField


class QueueItem(models.Model):
    """How one report is being handled. Its id is the id of the report.

    `joined_into` is what a person joined it to, so that exactly that can be undone; `lead` is where the chain
    ends (the item itself when it stands alone). There is no way to store an item without a next date.
    """

    report = models.UUIDField(primary_key=True, editable=False)
    organisation = models.UUIDField()
    state = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in ItemState], default="open"
    )
    urgency = models.CharField(max_length=2, choices=[(each.value, each.value) for each in Urgency])
    urgency_set_by = models.CharField(max_length=64, blank=True)
    assignee = models.CharField(max_length=64, blank=True)
    next_date = models.DateField()
    new_answer = models.BooleanField(default=False)
    joined_into = models.UUIDField(null=True)
    lead = models.UUIDField()
    record = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="joined_items_have_a_lead",
                condition=~Q(state=ItemState.JOINED) | (Q(joined_into__isnull=False) & ~Q(lead=F("report"))),
            ),
            models.CheckConstraint(
                name="open_items_lead_themselves",
                condition=~Q(state=ItemState.OPEN) | (Q(joined_into__isnull=True) & Q(lead=F("report"))),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "state", "urgency", "next_date"], name="queue_of_organisation"
            ),
            models.Index(fields=["lead"], name="group_of_lead"),
        ]


class Note(models.Model):
    """A note of a colleague, sealed with the key of the item's own record, never with that of the report."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(QueueItem, on_delete=models.CASCADE, related_name="notes")
    number = models.PositiveIntegerField()
    author = models.CharField(max_length=64)
    day = models.DateField()
    purpose = models.CharField(max_length=20, choices=[(each.value, each.value) for each in NotePurpose])
    record = models.UUIDField()
    sealed_text = SealedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="one_triage_note_per_number")]


class FollowUp(models.Model):
    """Something that should have happened by a day; red in the queue once that day has passed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.UUIDField()
    subject = models.UUIDField()
    code = models.CharField(max_length=30, choices=[(each.value, each.value) for each in FollowUpCode])
    due = models.DateField()
    address = models.CharField(max_length=200)
    owner = models.CharField(max_length=64)
    fulfilled_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "subject", "code"],
                condition=Q(fulfilled_on=None),
                name="one_open_follow_up",
            )
        ]
        indexes = [
            models.Index(
                fields=["organisation", "due"], condition=Q(fulfilled_on=None), name="open_follow_ups_by_day"
            )
        ]
