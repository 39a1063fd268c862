"""Judging links and keeping the noise list."""

from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import organisation_card
from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.kernel.typed_text import visible
from seinhuis.desk.reports.api import reports_exist
from seinhuis.desk.traces import noise
from seinhuis.desk.traces.contracts import Judgement, SharedIdentifier
from seinhuis.desk.traces.judging import COLUMN, TABLE, standing_judgements
from seinhuis.desk.traces.models import JudgementRow, NoiseRow
from seinhuis.desk.traces.rules import pair
from seinhuis.desk.traces.selectors import WORKERS, identifiers_of
from seinhuis.desk.vault.api import Viewer, create_record, mute_token, unmute_token


@transaction.atomic
def judge(report: UUID, other: UUID, *, viewer: Viewer, judgement: Judgement, reason: str = "") -> None:
    """Say what a person thinks of a link; the judgement before it stays in the history.

    ``reason`` is kept sealed. Raises NotAllowed, NotFound, Locked, Refused for a report and itself.
    """
    _check_pair(report, other, viewer)
    # The journal lets one writer in at a time, so that two judgements of one pair get two numbers.
    journal(actor=viewer.actor, action="trace.judged", subject=report, ground=f"{judgement} {other}")
    row = _next_row(report, other, viewer)
    row.judgement = judgement
    _seal_reason(row, visible(reason).strip())
    row.save(force_insert=True)


@transaction.atomic
def undo_judgement(report: UUID, other: UUID, *, viewer: Viewer) -> None:
    """Take back the judgement that stands; the one before it stands again, or none.

    Raises NotAllowed, NotFound, Refused when nothing stands.
    """
    _check_pair(report, other, viewer)
    journal(actor=viewer.actor, action="trace.judgement_undone", subject=report, ground=str(other))
    stands = standing_judgements(report, viewer=viewer).get(other)
    if stands is None:
        raise Refused(_("No judgement stands for this link. There is nothing to undo."))
    row = _next_row(report, other, viewer)
    row.undoes = stands.pk
    row.save(force_insert=True)


@transaction.atomic
def add_noise(report: UUID, *, viewer: Viewer, token: bytes, reason: str) -> UUID:
    """Let an identifier of this report link nothing any more in this organisation; returns the entry's id.

    Raises NotAllowed, NotFound, Locked, and Refused without a reason or when it is on the list already.
    """
    identifier = _identifier(report, token, viewer)
    key = noise.put_on_list(identifier, reason, viewer=viewer)
    mute_token(viewer.organisation, token)
    journal(actor=viewer.actor, action="trace.noise_added", subject=key, ground=identifier.kind)
    return key


@transaction.atomic
def remove_noise(entry: UUID, *, viewer: Viewer) -> bool:
    """Let an identifier link again, or be shown again in the corpus; says whether it was noise there.

    Raises NotAllowed, NotFound.
    """
    require(viewer.actor, *WORKERS)
    rows = NoiseRow.objects.select_for_update()
    row = rows.filter(pk=entry, organisation=viewer.organisation, removed_on=None).first()
    if row is None:
        raise NotFound(_("There is no such entry on the noise list of your organisation."))
    NoiseRow.objects.filter(pk=entry).update(removed_on=clock.today(), removed_by=viewer.actor.id)
    if not row.corpus:
        unmute_token(viewer.organisation, row.token)
    action = "corpus.noise_removed" if row.corpus else "trace.noise_removed"
    journal(actor=viewer.actor, action=action, subject=entry)
    return row.corpus


def _check_pair(report: UUID, other: UUID, viewer: Viewer) -> None:
    require(viewer.actor, *WORKERS)
    if report == other:
        raise Refused(_("A report has no link with itself. Choose another report."))
    if reports_exist([report, other], viewer=viewer) != {report, other}:
        raise NotFound(_("There is no such report in your organisation."))


def _next_row(report: UUID, other: UUID, viewer: Viewer) -> JudgementRow:
    first, second = pair(report, other)
    return JudgementRow(
        id=uuid4(),
        organisation=viewer.organisation,
        first=first,
        second=second,
        number=JudgementRow.objects.filter(first=first, second=second).count() + 1,
        judged_by=viewer.actor.id,
        judged_on=clock.today(),
    )


def _seal_reason(row: JudgementRow, reason: str) -> None:
    if not reason:
        return
    holder = organisation_card(row.organisation).holder
    key = create_record(kind="judgement", organisation=row.organisation, holders=[holder])
    row.record = key.record
    row.sealed_reason = key.seal_text(reason, table=TABLE, row=row.pk, column=COLUMN)


def _identifier(report: UUID, token: bytes, viewer: Viewer) -> SharedIdentifier:
    for identifier in identifiers_of(report, viewer=viewer):
        if identifier.token == token:
            return identifier
    raise NotFound(_("This identifier does not stand in this report."))
