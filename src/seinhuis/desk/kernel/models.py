"""The outbox: news that may not be lost, written in the transaction that caused it."""

from django.db import models


class OutboxMessage(models.Model):
    """One announced event that some handler has still to hear. Ids and codes only; removed when delivered."""

    name = models.CharField(max_length=200)
    handler = models.CharField(max_length=200)
    payload = models.JSONField()
    attempts = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(null=True)
    failed_with = models.CharField(max_length=200, blank=True)
