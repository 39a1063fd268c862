"""Checking `case.jsonld` in the background. The worker has no key that opens a handover.

The file waits for it under the worker's own key and is destroyed as soon as there is an outcome, whatever it
is.
"""

import logging
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from seinhuis.desk.accounts.api import organisation_card
from seinhuis.desk.handover.acknowledging import house_viewer
from seinhuis.desk.handover.contracts import HandoverSent, Validation
from seinhuis.desk.handover.models import Handover
from seinhuis.desk.handover.packaging import private_folder
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import system_for
from seinhuis.desk.kernel.secrets import secret
from seinhuis.desk.triage.api import FollowUpCode, follow_up
from seinhuis.desk.vault.api import seal_to_holder
from seinhuis.engine.evidence.conformance import validate_case
from seinhuis.engine.evidence.errors import EvidenceError
from seinhuis.engine.sealing.errors import SealingError
from seinhuis.engine.sealing.symmetric import unwrap, wrap

# What must come back in the queue. A check that could not run is no check.
RETURNS = {
    Validation.NOT_VALID: FollowUpCode.PACKAGE_NOT_VALID,
    Validation.COULD_NOT_RUN: FollowUpCode.CASE_NOT_CHECKED,
}
log = logging.getLogger(__name__)
LONGEST_SUMMARY = 20_000


def case_for_worker(handover: UUID, case: bytes) -> bytes:
    """The file as it waits for the worker."""
    return wrap(secret("worker"), case, _purpose(handover))


def check_case(event: HandoverSent) -> None:
    """Check the file of one handover and set down the outcome; called again it does nothing more."""
    row = Handover.objects.filter(pk=UUID(event.handover)).first()
    if row is None or row.case_for_worker is None:
        return
    outcome, summary = _outcome(row.pk, row.case_for_worker)
    _set_down(row.pk, outcome, summary)


def _outcome(handover: UUID, waiting: bytes) -> tuple[Validation, str]:
    try:
        case = unwrap(secret("worker"), waiting, _purpose(handover))
        with private_folder() as folder:
            path = folder / "case.jsonld"
            path.write_bytes(case)
            checked = validate_case(path)
    except (EvidenceError, SealingError, OSError) as error:
        # Only the kind of failure: its trace could show content.
        log.error("A case file could not be checked: %s", type(error).__name__)  # noqa: TRY400
        return Validation.COULD_NOT_RUN, ""
    return (Validation.VALID if checked.valid else Validation.NOT_VALID), checked.summary


@transaction.atomic
def _set_down(handover: UUID, outcome: Validation, summary: str) -> None:
    row = Handover.objects.select_for_update().get(pk=handover)
    if row.case_for_worker is None:
        return
    row.case_for_worker, row.validation = None, outcome
    if summary.strip():
        holder = organisation_card(row.organisation).holder
        binding = f"handover validation {row.pk}"
        row.sealed_validation = seal_to_holder(holder, summary[:LONGEST_SUMMARY].encode(), binding)
    row.save()
    journal(
        actor=system_for(row.organisation), action="handover.case_checked", subject=row.pk, ground=outcome
    )
    if outcome in RETURNS:
        _bring_back(row, RETURNS[outcome])


def _bring_back(row: Handover, code: FollowUpCode) -> None:
    with translation.override("nl"):
        address = reverse("handover:page", args=[row.pk])
    follow_up(
        viewer=house_viewer(row.organisation),
        subject=row.pk,
        code=code,
        due=clock.today(),
        address=address,
        owner=row.started_by,
    )


def _purpose(handover: UUID) -> str:
    return f"case file of handover {handover}"
