"""Tables of the traces. In the clear: ids, codes, days and tokens; reasons and identifiers are sealed."""

import uuid

from django.db import models
from django.db.models import F, Q

from seinhuis.desk.traces.contracts import Judgement
from seinhuis.desk.vault.api import OpaqueField, SealedField


class JudgementRow(models.Model):
    """A judgement on one link, or the undoing of one. Rows are only added; `number` counts within the pair.

    The pair is in order of id, so that a link is one thing from whichever side it is seen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.UUIDField()
    first = models.UUIDField(db_index=True)
    second = models.UUIDField(db_index=True)
    number = models.PositiveIntegerField()
    judgement = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in Judgement], blank=True
    )
    undoes = models.UUIDField(null=True)
    judged_by = models.CharField(max_length=64)
    judged_on = models.DateField()
    record = models.UUIDField(null=True)
    sealed_reason = SealedField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second", "number"], name="one_judgement_per_number"),
            models.CheckConstraint(name="judged_pair_in_order", condition=Q(first__lt=F("second"))),
            models.CheckConstraint(
                name="judges_or_undoes",
                condition=(Q(judgement="") & Q(undoes__isnull=False))
                | (~Q(judgement="") & Q(undoes__isnull=True)),
            ),
        ]


class NoiseRow(models.Model):
    """An identifier on the noise list, sealed with its reason; the blind index knows it by its token.

    ``corpus``: it is folded away on the board of the corpus, under a token of the corpus, and links reports
    as before; there it can also be a whole message.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.UUIDField()
    token = OpaqueField(max_length=16)
    corpus = models.BooleanField(default=False)
    added_by = models.CharField(max_length=64)
    added_on = models.DateField()
    removed_by = models.CharField(max_length=64, blank=True)
    removed_on = models.DateField(null=True)
    sealed_identifier = SealedField()
    sealed_reason = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "token"], condition=Q(removed_on=None), name="on_noise_list_once"
            )
        ]
