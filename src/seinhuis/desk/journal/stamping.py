"""Letting a time stamp authority say when a checkpoint was there, where the house has one."""

import logging
from pathlib import Path

from django.conf import settings

from seinhuis.desk.journal.models import JournalCheckpoint, JournalStamp
from seinhuis.engine.evidence.errors import StampError
from seinhuis.engine.evidence.stamps import Stamper

log = logging.getLogger(__name__)


def stamp_newest() -> bool:
    """Have the newest checkpoint stamped and say whether a stamp was added.

    Only a hash goes to the authority. Without an answer the checkpoint stands; the next run asks again.
    """
    newest = JournalCheckpoint.objects.order_by("-size").first()
    if (
        not settings.SEINHUIS_TSA_URL
        or newest is None
        or JournalStamp.objects.filter(pk=newest.size).exists()
    ):
        return False
    try:
        stamper = Stamper(settings.SEINHUIS_TSA_URL, Path(settings.SEINHUIS_TSA_CERTIFICATE).read_bytes())
        stamp = stamper.stamp(newest.note.encode())
    except (StampError, OSError):
        log.exception("The newest checkpoint of the journal could not be time-stamped; it is tried again.")
        return False
    row = JournalStamp(size=newest.size, response=stamp.response, moment=stamp.moment)
    return bool(JournalStamp.objects.bulk_create([row], ignore_conflicts=True))
