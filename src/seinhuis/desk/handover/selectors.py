"""Reading handovers and the address book: always with the viewer, always one organisation."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Q, When
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import organisation_card
from seinhuis.desk.handover import sealed_rows
from seinhuis.desk.handover.contracts import (
    HandoverLine,
    HandoverState,
    Profile,
    RecipientCard,
    Stamp,
    Validation,
)
from seinhuis.desk.handover.draft import Draft, Signed
from seinhuis.desk.handover.models import Handover, Recipient
from seinhuis.desk.handover.reference import handover_reference
from seinhuis.desk.handover.rules import is_overdue
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.vault.api import (
    BlobDamaged,
    RecordKey,
    Viewer,
    load_blob,
    open_each,
    open_from_holder,
    open_record,
)
from seinhuis.engine.sealing.errors import SealingError

WORKERS = (Role.ANALYST, Role.COORDINATOR)
BOOK_KEEPERS = (Role.COORDINATOR, Role.KEYHOLDER)
BOOK_READERS = (Role.ANALYST, *BOOK_KEEPERS)


class HandoverDamaged(Refused):
    """The seal of a handover does not open any more."""


@dataclass(frozen=True)
class OpenedHandover:
    """A handover as somebody with a grant sees it."""

    line: HandoverLine
    started_by: str
    revision: int
    draft: Draft = field(repr=False)
    signed: Signed | None = field(default=None, repr=False)
    validation_summary: str = field(default="", repr=False)
    call_back: str = field(default="", repr=False)
    damaged: bool = False

    @property
    def profile(self) -> Profile | None:
        """The recipient's profile, or None while nobody has been chosen."""
        return None if self.line.recipient is None else self.line.recipient.profile


@transaction.atomic
def recipients(*, viewer: Viewer) -> list[RecipientCard]:
    """The address book of the viewer's organisation, by name, those in use first.

    Raises NotAllowed, Locked.
    """
    require(viewer.actor, *BOOK_READERS)
    rows = list(Recipient.objects.filter(organisation=viewer.organisation))
    journal(actor=viewer.actor, action="recipient.list", subject=viewer.organisation)
    return sorted(_cards(rows, viewer).values(), key=lambda card: (not card.active, card.name.casefold()))


@transaction.atomic
def handovers(*, viewer: Viewer, first: int = 0, limit: int | None = None) -> list[HandoverLine]:
    """The handovers of the viewer's organisation: what is overdue first, then the newest.

    Only the recipients of those that are shown are opened. Raises NotAllowed, Locked.
    """
    require(viewer.actor, *WORKERS)
    rows = Handover.objects.filter(organisation=viewer.organisation).select_related("recipient")
    journal(actor=viewer.actor, action="handover.list", subject=viewer.organisation)
    silent = Q(state=HandoverState.PENDING, due_on__lt=clock.today())
    ordered = rows.order_by(Case(When(silent, then=0), default=1), "-started_on", "pk")
    return _lines(ordered[first : None if limit is None else first + limit], viewer)


def handovers_of(dossier: UUID, *, viewer: Viewer) -> list[HandoverLine]:
    """The handovers of one dossier, newest first; shown on the dossier's page. Raises NotAllowed, Locked."""
    require(viewer.actor, *WORKERS)
    rows = Handover.objects.filter(organisation=viewer.organisation, dossier=dossier).select_related(
        "recipient"
    )
    return _lines(rows.order_by("-started_on", "pk"), viewer)


def open_handover(handover_id: UUID, *, viewer: Viewer) -> OpenedHandover:
    """Open one handover that is whole; the journal keeps that it was read.

    Raises NotAllowed, NotFound, Locked, HandoverDamaged.
    """
    opened = read_handover(handover_id, viewer=viewer)
    if opened.damaged:
        raise HandoverDamaged(damaged_sentence())
    return opened


@transaction.atomic
def read_handover(handover_id: UUID, *, viewer: Viewer) -> OpenedHandover:
    """Open one handover as far as its seals hold; the journal keeps that it was read.

    A part whose seal is damaged is empty, and ``damaged`` says so. Raises NotAllowed, NotFound, Locked,
    HandoverDamaged where nothing opens.
    """
    require(viewer.actor, *WORKERS)
    row = handover_of(handover_id, viewer=viewer)
    key = handover_key(row, viewer=viewer)
    journal(actor=viewer.actor, action="handover.read", subject=row.pk)
    draft, signed, damaged = sealed_rows.open_what_opens(row, key)
    return OpenedHandover(
        line=_line(row, _cards([row.recipient] if row.recipient else [], viewer)),
        started_by=row.started_by,
        revision=row.revision,
        draft=draft,
        signed=signed,
        validation_summary=_from_outside(row, "validation", viewer),
        call_back=_from_outside(row, "call_back", viewer),
        damaged=damaged,
    )


@transaction.atomic
def sealed_package(handover_id: UUID, *, viewer: Viewer) -> bytes:
    """The sealed package as it was sent; the journal keeps that it was taken out.

    Raises NotAllowed, NotFound, Locked, Refused for a draft, HandoverDamaged.
    """
    require(viewer.actor, *WORKERS)
    row = handover_of(handover_id, viewer=viewer)
    if row.package is None:
        raise Refused(_("Nothing has been sent yet, so there is no package to download."))
    try:
        data = load_blob(handover_key(row, viewer=viewer), row.package)
    except BlobDamaged as damaged:
        raise HandoverDamaged(str(damaged)) from None
    except SealingError:
        raise HandoverDamaged(damaged_sentence()) from None
    journal(actor=viewer.actor, action="handover.downloaded", subject=row.pk, commitment=row.package_sha256)
    return data


def handover_of(handover_id: UUID, *, viewer: Viewer, lock: bool = False) -> Handover:
    """The row of a handover of the viewer's organisation. Raises NotFound."""
    rows = Handover.objects.select_for_update(of=("self",)) if lock else Handover.objects.all()
    row = rows.select_related("recipient").filter(pk=handover_id, organisation=viewer.organisation).first()
    if row is None:
        raise NotFound(_("There is no such handover in your organisation."))
    return row


def handover_key(row: Handover, *, viewer: Viewer) -> RecordKey:
    """The key of a handover. Raises NotFound, Locked, HandoverDamaged."""
    try:
        return open_record(row.pk, viewer=viewer)
    except SealingError:
        raise HandoverDamaged(damaged_sentence()) from None


def recipient_of(recipient_id: UUID, *, viewer: Viewer, lock: bool = False) -> Recipient:
    """The row of a recipient of the viewer's organisation. Raises NotFound."""
    rows = Recipient.objects.select_for_update() if lock else Recipient.objects.all()
    row = rows.filter(pk=recipient_id, organisation=viewer.organisation).first()
    if row is None:
        raise NotFound(_("There is no such recipient in the address book of your organisation."))
    return row


def damaged_sentence() -> str:
    """What stands in the place of a handover that does not open."""
    return _("This handover cannot be opened: its seal is damaged. Nothing is shown. Tell the keyholder.")


def _lines(rows: Iterable[Handover], viewer: Viewer) -> list[HandoverLine]:
    found = list(rows)
    cards = _cards({row.recipient.pk: row.recipient for row in found if row.recipient}.values(), viewer)
    return sorted((_line(row, cards) for row in found), key=lambda line: not line.overdue)


def _line(row: Handover, cards: dict[UUID, RecipientCard]) -> HandoverLine:
    state = HandoverState(row.state)
    return HandoverLine(
        id=row.pk,
        reference=handover_reference(row.pk),
        dossier=row.dossier,
        state=state,
        started_on=row.started_on,
        recipient=cards.get(row.recipient_id) if row.recipient_id else None,
        sent_on=row.sent_on,
        due_on=row.due_on,
        acknowledged_on=row.acknowledged_on,
        overdue=is_overdue(state, row.due_on, clock.today()),
        validation=Validation(row.validation) if row.validation else None,
        stamp=Stamp(row.stamp) if row.stamp else None,
        package_sha256=row.package_sha256,
        package_size=row.package_size,
    )


def _cards(rows: Iterable[Recipient], viewer: Viewer) -> dict[UUID, RecipientCard]:
    found = list(rows)
    keys = open_each([row.pk for row in found], viewer=viewer)
    return {row.pk: sealed_rows.recipient_card(row, keys.get(row.pk)) for row in found}


def _from_outside(row: Handover, what: str, viewer: Viewer) -> str:
    """What the worker or the recipient sealed to the organisation."""
    sealed = getattr(row, f"sealed_{what}")
    if sealed is None:
        return ""
    holder = organisation_card(row.organisation).holder
    try:
        return open_from_holder(holder, sealed, f"handover {what} {row.pk}", viewer=viewer).decode()
    except SealingError:
        return damaged_sentence()
