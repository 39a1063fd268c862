"""Filling in a handover: every step is saved on its own, sealed, and nothing leaves before the last one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import colleagues, organisation_card
from seinhuis.desk.dossiers.api import keep_next_date, open_dossier
from seinhuis.desk.handover import sealed_rows
from seinhuis.desk.handover.consent import reaches
from seinhuis.desk.handover.contracts import HandoverState, Profile
from seinhuis.desk.handover.draft import Answers, Decision, Draft, Grounds, Override
from seinhuis.desk.handover.models import Handover
from seinhuis.desk.handover.rules import override_commitment, same_override
from seinhuis.desk.handover.selectors import (
    WORKERS,
    HandoverDamaged,
    damaged_sentence,
    handover_key,
    handover_of,
    recipient_of,
)
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.vault.api import RecordKey, Viewer, create_record
from seinhuis.engine.ledger.commitments import new_salt
from seinhuis.engine.sealing.errors import SealingError


class AlreadySent(Refused):
    """A handover that was sent has no steps any more."""


@transaction.atomic
def start_handover(dossier_id: UUID, *, viewer: Viewer, recipient: UUID | None = None) -> UUID:
    """Begin a draft for a dossier and return its id; without a recipient it goes to nobody.

    The draft has no next date of its own: that of its dossier, which has one from here on, counts.

    Raises NotAllowed, NotFound, Locked, Refused for a recipient that is out of use.
    """
    require(viewer.actor, *WORKERS)
    keep_next_date(dossier_id, viewer=viewer)
    dossier = open_dossier(dossier_id, viewer=viewer)
    card = organisation_card(viewer.organisation)
    key = create_record(kind="handover", organisation=viewer.organisation, holders=[card.holder])
    row = Handover(
        id=key.record,
        organisation=viewer.organisation,
        dossier=dossier.id,
        started_on=clock.today(),
        started_by=viewer.actor.id,
    )
    sealed_rows.seal_part(row, "answers", Answers(contact=card.contact), key)
    row.save(force_insert=True)
    journal(actor=viewer.actor, action="handover.started", subject=row.pk)
    if recipient is not None:
        choose_recipient(row.pk, viewer=viewer, recipient=recipient)
    return row.pk


@transaction.atomic
def choose_recipient(handover_id: UUID, *, viewer: Viewer, recipient: UUID) -> None:
    """Set to whom a draft goes.

    Another recipient starts without overrides: those were decided about somebody else.

    Raises NotAllowed, NotFound, Locked, Refused.
    """
    chosen = recipient_of(recipient, viewer=viewer)
    if not chosen.active:
        raise Refused(_("This recipient is out of use. Choose another, or take them back into use."))
    with _editing(handover_id, viewer) as (row, key, draft):
        if row.recipient_id != chosen.pk:
            _withdraw_overrides(row, viewer, draft.overrides)
            sealed_rows.seal_part(row, "overrides", {}, key)
        row.recipient = chosen
        journal(actor=viewer.actor, action="handover.recipient_chosen", subject=row.pk, ground=chosen.profile)


@transaction.atomic
def save_answers(handover_id: UUID, *, viewer: Viewer, answers: Answers) -> None:
    """Save the answers of the check and the reasons for what is missing; each reason is a journal row.

    Raises NotAllowed, NotFound, Locked, Refused.
    """
    with _editing(handover_id, viewer) as (row, key, draft):
        kept = {need: reason for need, reason in answers.waivers.items() if reason.strip()}
        sealed_rows.seal_part(row, "answers", replace(answers, waivers=kept), key)
        for need in kept.keys() - draft.answers.waivers.keys():
            journal(actor=viewer.actor, action="handover.waived", subject=row.pk, ground=need)
        for need in draft.answers.waivers.keys() - kept.keys():
            journal(actor=viewer.actor, action="handover.waiver_withdrawn", subject=row.pk, ground=need)
        journal(actor=viewer.actor, action="handover.checked", subject=row.pk)


@transaction.atomic
def save_grounds(handover_id: UUID, *, viewer: Viewer, grounds: Grounds) -> None:
    """Save purpose, legal ground and licence. Raises NotAllowed, NotFound, Locked, Refused."""
    with _editing(handover_id, viewer) as (row, key, _draft):
        sealed_rows.seal_part(row, "grounds", grounds, key)
        journal(actor=viewer.actor, action="handover.grounds_set", subject=row.pk, ground=grounds.ground)


@transaction.atomic
def save_overrides(handover_id: UUID, *, viewer: Viewer, overrides: Mapping[str, Override]) -> None:
    """Save for which reports (by id) the missing consent is overridden; all others stay in the house.

    Every new override is a journal row with its ground and a commitment to reason and colleague. Raises
    NotAllowed, NotFound, Locked, Refused for an override that is not complete or that nobody else was
    consulted about.
    """
    with _editing(handover_id, viewer) as (row, key, draft):
        profile = None if row.recipient is None else Profile(row.recipient.profile)
        sources = {str(each.id): each.consent for each in open_dossier(row.dossier, viewer=viewer).reports}
        kept: dict[str, Override] = {}
        for report, override in overrides.items():
            if report not in sources or profile is None:
                raise Refused(_("This report is not a source of the dossier. Open the page again."))
            if not reaches(sources[report], profile):
                kept[report] = _recorded(row, report, override, draft.overrides.get(report), viewer)
        gone = {report: each for report, each in draft.overrides.items() if report not in kept}
        _withdraw_overrides(row, viewer, gone)
        sealed_rows.seal_part(row, "overrides", kept, key)


@transaction.atomic
def decide_texts(handover_id: UUID, *, viewer: Viewer, decisions: Mapping[str, Decision]) -> None:
    """Save what happens with these texts, beside what was decided before.

    Raises NotAllowed, NotFound, Locked, Refused.
    """
    with _editing(handover_id, viewer) as (row, key, draft):
        sealed_rows.seal_part(row, "clearing", {**draft.clearing, **decisions}, key)
        journal(actor=viewer.actor, action="handover.cleared", subject=row.pk)


@transaction.atomic
def withdraw_handover(handover_id: UUID, *, viewer: Viewer) -> None:
    """Give a draft up; it stays readable. Raises NotAllowed, NotFound, Locked, Refused once it was sent."""
    with _editing(handover_id, viewer) as (row, _key, _draft):
        row.state = HandoverState.WITHDRAWN
        journal(actor=viewer.actor, action="handover.withdrawn", subject=row.pk)


@contextmanager
def _editing(handover_id: UUID, viewer: Viewer) -> Iterator[tuple[Handover, RecordKey, Draft]]:
    """Lock a draft, give it with its key, and save it with the next revision."""
    require(viewer.actor, *WORKERS)
    row = handover_of(handover_id, viewer=viewer, lock=True)
    check_is_draft(row)
    key = handover_key(row, viewer=viewer)
    try:
        draft = sealed_rows.open_draft(row, key)
    except SealingError:
        raise HandoverDamaged(damaged_sentence()) from None
    yield row, key, draft
    row.revision += 1
    row.save()


def check_is_draft(row: Handover) -> None:
    """Raise AlreadySent for a handover that was sent, Refused for one that was withdrawn."""
    if row.state == HandoverState.WITHDRAWN:
        raise Refused(_("This handover was withdrawn: nothing in it can change. Start a new one."))
    if row.state != HandoverState.DRAFT:
        raise AlreadySent(_("This handover has been sent: nothing in it can change any more."))


def _recorded(row: Handover, report: str, new: Override, before: Override | None, viewer: Viewer) -> Override:
    """The override as it is kept; an unchanged one keeps its salt and gets no second journal row."""
    if before is not None and same_override(before, new):
        return before
    _check_override(new, viewer)
    kept = replace(new, by=viewer.actor.id, salt=new_salt().hex())
    commitment = override_commitment(report, kept)
    journal(
        actor=viewer.actor,
        action="handover.consent_overridden",
        subject=row.pk,
        ground=kept.ground,
        commitment=commitment,
    )
    return kept


def _check_override(override: Override, viewer: Viewer) -> None:
    others = {str(each.id) for each in colleagues(viewer=viewer)} - {viewer.actor.id}
    if override.colleague not in others:
        raise Refused(
            _("Consult another person of your organisation before you pass this on, and name them here.")
        )
    if not override.reason.strip():
        raise Refused(_("Passing a report on without consent needs a reason in words."))


def _withdraw_overrides(row: Handover, viewer: Viewer, gone: Mapping[str, Any]) -> None:
    for override in gone.values():
        journal(
            actor=viewer.actor, action="handover.override_withdrawn", subject=row.pk, ground=override.ground
        )
