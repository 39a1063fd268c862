"""Signing a handover and sending it: the package is made, sealed and kept, or nothing has happened at all."""

import datetime
import hashlib
import logging
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import (
    colleague_names,
    confirm_passphrase,
    organisation_card,
    package_signing_key,
)
from seinhuis.desk.dossiers.api import load_exhibit
from seinhuis.desk.handover import labels, sealed_rows
from seinhuis.desk.handover.acknowledging import acknowledge_lookup
from seinhuis.desk.handover.content import Signature, consent_statement, package_content
from seinhuis.desk.handover.contracts import (
    HandoverSent,
    HandoverState,
    RecipientCard,
    Stamp,
    Step,
    Validation,
)
from seinhuis.desk.handover.draft import Signed
from seinhuis.desk.handover.draft_actions import check_is_draft
from seinhuis.desk.handover.models import Handover, HandoverSource
from seinhuis.desk.handover.packaging import SealedPackage, make_package, stamper_of_house
from seinhuis.desk.handover.preparing import Prepared, prepare
from seinhuis.desk.handover.selectors import WORKERS, handover_key, handover_of
from seinhuis.desk.handover.validating import case_for_worker
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.kernel.outbox import announce
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.triage.api import FollowUpCode, follow_up
from seinhuis.desk.vault.api import Viewer, store_blob
from seinhuis.engine.evidence.errors import EvidenceError, StampError
from seinhuis.engine.sealing.receipts import Receipt, new_receipt

log = logging.getLogger(__name__)


class NotReady(Refused):
    """A step of the handover still needs something; ``steps`` says which."""

    def __init__(self, steps: tuple[Step, ...], message: str) -> None:
        super().__init__(message)
        self.steps = steps


class NotSigned(Refused):
    """The passphrase is not that of the person who signs."""


class ChangedSinceReview(Refused):
    """What would leave is not what was shown when it was signed."""


class NoStamp(Refused):
    """The time stamp authority gave no stamp; a person may choose to send without."""


class PackageFailed(Refused):
    """The package could not be made; the draft is as it was."""


@dataclass(frozen=True)
class SigningRequest:
    """What somebody gives when they sign: what they saw, the passphrase, whether a missing stamp is fine."""

    seen: str
    passphrase: str = field(repr=False)
    without_stamp: bool = False


def send_handover(handover_id: UUID, *, viewer: Viewer, signing: SigningRequest) -> None:
    """Sign, make, seal and keep the package; then it waits for the recipient.

    The package is made outside any transaction, so that a report can come in meanwhile. Raises NotAllowed,
    NotFound, Locked, and the refusals above; whatever is raised, the draft is as it was and nothing has left.
    """
    require(viewer.actor, *WORKERS)
    prepared = prepare(handover_id, viewer=viewer)
    recipient = _check_ready(prepared, viewer)
    if prepared.digest != signing.seen:
        raise ChangedSinceReview(
            _("What would leave has changed since you saw it. Read it again, then sign.")
        )
    if not confirm_passphrase(UUID(viewer.actor.id), signing.passphrase):
        raise NotSigned(_("This is not your passphrase. Nothing has been sent."))
    receipt = new_receipt()
    signature = _signature(prepared, viewer, receipt)
    package, stamp = _make(prepared, recipient, signature, viewer, without_stamp=signing.without_stamp)
    _keep(prepared, recipient, signature, package, stamp, receipt, viewer)


def what_is_missing(prepared: Prepared) -> tuple[Step, ...]:
    """The steps that must still be done before somebody can sign."""
    return tuple(step for step in Step if step is not Step.SIGN and not prepared.done(step))


def _check_ready(prepared: Prepared, viewer: Viewer) -> RecipientCard:
    check_is_draft(handover_of(prepared.handover.line.id, viewer=viewer))
    if not prepared.dossier.whole:
        raise Refused(
            _(
                "A part of this dossier cannot be opened, so it cannot be passed on as a whole. Tell the "
                "keyholder."
            )
        )
    recipient = prepared.handover.line.recipient
    undone = what_is_missing(prepared)
    if undone or recipient is None:
        names = ", ".join(str(labels.STEPS[step]) for step in undone)
        raise NotReady(
            undone, _("Nothing has been sent. These steps need something: %(steps)s.") % {"steps": names}
        )
    return recipient


def _signature(prepared: Prepared, viewer: Viewer, receipt: Receipt) -> Signature:
    language = prepared.handover.draft.grounds.language
    role = next(role for role in WORKERS if viewer.actor.has(role))
    with translation.override(language):
        return Signature(
            name=colleague_names(viewer=viewer).get(viewer.actor.id, ""),
            role=str(labels.SIGNING_ROLES[role]),
            moment=clock.now(),
            acknowledge_address=settings.SEINHUIS_BASE_ADDRESS.rstrip("/") + reverse("handover:acknowledge"),
            acknowledge_code=receipt.grouped(),
        )


def _make(
    prepared: Prepared, recipient: RecipientCard, signature: Signature, viewer: Viewer, *, without_stamp: bool
) -> tuple[SealedPackage, Stamp]:
    card = organisation_card(viewer.organisation)
    dossier = prepared.dossier.id
    content = package_content(
        prepared, card, signature, lambda exhibit: load_exhibit(dossier, exhibit, viewer=viewer)
    )
    recipients = [recipient.age_recipient, card.escrow_recipient]
    try:
        stamper = None if without_stamp else stamper_of_house()
        package = make_package(
            content, recipients, signer=package_signing_key(viewer=viewer), stamper=stamper
        )
    except StampError:
        raise NoStamp(
            _(
                "The time stamp authority gave no stamp. Nothing has been sent. Try again, or send without "
                "a time stamp."
            )
        ) from None
    except EvidenceError as error:
        # Only the kind of failure: its trace could show content.
        log.error("A package could not be made: %s", type(error).__name__)  # noqa: TRY400
        raise PackageFailed(
            _(
                "The package could not be made. Nothing has been sent and your draft is as it was. "
                "Tell the administrator."
            )
        ) from None
    return package, _stamp(stamper is not None)


def _stamp(stamped: bool) -> Stamp:
    if stamped:
        return Stamp.STAMPED
    return Stamp.SENT_WITHOUT if settings.SEINHUIS_TSA_URL else Stamp.NOT_CONFIGURED


@transaction.atomic
def _keep(
    prepared: Prepared,
    recipient: RecipientCard,
    signature: Signature,
    package: SealedPackage,
    stamp: Stamp,
    receipt: Receipt,
    viewer: Viewer,
) -> None:
    row = handover_of(prepared.handover.line.id, viewer=viewer, lock=True)
    check_is_draft(row)
    if row.revision != prepared.handover.revision:
        raise ChangedSinceReview(
            _("A colleague changed this handover while you signed. Read it again, then sign.")
        )
    key = handover_key(row, viewer=viewer)
    sealed_rows.seal_part(row, "signed", _signed(prepared, recipient, signature), key)
    row.package = store_blob(key, package.data)
    _check_unchanged(prepared, viewer)
    row.package_sha256, row.package_size = hashlib.sha256(package.data).hexdigest(), len(package.data)
    row.acknowledge_lookup = acknowledge_lookup(receipt)
    row.case_for_worker, row.validation = case_for_worker(row.pk, package.case), Validation.WAITING
    row.state, row.stamp, row.sent_on = HandoverState.PENDING, stamp, clock.today()
    row.due_on = row.sent_on + datetime.timedelta(days=settings.SEINHUIS_ACKNOWLEDGE_WITHIN_DAYS)
    row.save()
    HandoverSource.objects.bulk_create(
        [HandoverSource(handover=row, report=each.source.id) for each in prepared.leaves.sources]
    )
    _tell(row, prepared, viewer)


def _check_unchanged(prepared: Prepared, viewer: Viewer) -> None:
    """Making a package takes seconds: what a colleague withdrew or destroyed meanwhile does not leave."""
    again = prepare(prepared.handover.line.id, viewer=viewer)
    _check_ready(again, viewer)
    if again.digest != prepared.digest:
        raise ChangedSinceReview(
            _("A colleague changed the dossier while you signed. Read it again, then sign.")
        )


def _tell(row: Handover, prepared: Prepared, viewer: Viewer) -> None:
    """Journal rows, the promise that silence comes back in the queue, and the news."""
    journal(
        actor=viewer.actor,
        action="handover.sent",
        subject=row.pk,
        ground=prepared.handover.draft.grounds.ground,
        commitment=row.package_sha256,
    )
    if row.stamp == Stamp.SENT_WITHOUT:
        journal(actor=viewer.actor, action="handover.sent_without_stamp", subject=row.pk)
    assert row.due_on is not None  # noqa: S101 - set just above; for the type checker
    follow_up(
        viewer=viewer,
        subject=row.pk,
        code=FollowUpCode.ACKNOWLEDGEMENT,
        due=row.due_on,
        address=reverse("handover:page", args=[row.pk]),
    )
    announce(HandoverSent(str(row.pk), str(row.organisation)))


def _signed(prepared: Prepared, recipient: RecipientCard, signature: Signature) -> Signed:
    with translation.override(prepared.handover.draft.grounds.language):
        return Signed(
            name=signature.name,
            role=signature.role,
            statement=str(labels.STATEMENT),
            recipient=recipient.name,
            moment=signature.moment.isoformat(timespec="seconds"),
            consent_statement=consent_statement(prepared),
        )
