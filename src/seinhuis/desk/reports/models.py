"""Tables of the reports. In the clear: days, state and the proposed urgency; nothing that a reporter typed
or ticked.
"""

import uuid

from django.db import models

from seinhuis.desk.reports.contracts import CloseReason, State, Urgency
from seinhuis.desk.vault.api import OpaqueField, SealedField


class Report(models.Model):
    """One report. Its id is the id of its sealed record; its conversation is a second record with another
    key.

    `submission` is a keyed hash of a form's random number and answers (or of the id of an imported line). It
    is unique, so that a double click or a reload of the last step cannot make a second report: the second
    insert fails in the database, whichever server process it reaches. `fingerprint` is a keyed hash of what
    else an imported line holds, to tell the same line from another one under the same id. Without the keys
    both say nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.UUIDField(db_index=True)
    submission = OpaqueField(max_length=32)
    fingerprint = OpaqueField(max_length=16, null=True)
    channel = models.CharField(max_length=20)
    received_on = models.DateField()
    state = models.CharField(max_length=20, choices=[(each, each) for each in State], default=State.RECEIVED)
    close_reason = models.CharField(max_length=30, choices=[(each, each) for each in CloseReason], blank=True)
    proposed_urgency = models.CharField(max_length=2, choices=[(each, each) for each in Urgency])
    conversation = models.UUIDField(null=True, unique=True)
    answer_unread = models.BooleanField(default=False)
    sealed_content = SealedField()
    sealed_identifiers = SealedField()
    sealed_reasons = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "submission"], name="one_report_per_submission")
        ]


class Message(models.Model):
    """One message of the conversation, sealed with the key of the conversation, not with that of the
    report.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    from_reporter = models.BooleanField()
    author = models.CharField(max_length=64, blank=True)
    day = models.DateField()
    sealed_text = SealedField()
    sealed_identifiers = SealedField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="one_message_per_number")]
