"""Withdrawing what should not have been in a dossier; it stays readable, with the reason."""

from collections.abc import Callable
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.dossiers.actions.identifiers import current_identifiers
from seinhuis.desk.dossiers.actions.working import Work, begin, typed
from seinhuis.desk.dossiers.models import (
    Exhibit,
    Fact,
    Identifier,
    Person,
    Source,
    Statement,
    Withdrawable,
)
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.vault.api import Viewer


class Thing(StrEnum):
    """What can be withdrawn."""

    SOURCE = "source"
    FACT = "fact"
    PERSON = "person"
    STATEMENT = "statement"
    IDENTIFIER = "identifier"
    EXHIBIT = "exhibit"


TABLES: dict[Thing, type[Withdrawable]] = {
    Thing.SOURCE: Source,
    Thing.FACT: Fact,
    Thing.PERSON: Person,
    Thing.STATEMENT: Statement,
    Thing.IDENTIFIER: Identifier,
    Thing.EXHIBIT: Exhibit,
}


@transaction.atomic
def withdraw(dossier_id: UUID, thing: Thing, entry: UUID, *, viewer: Viewer, reason: str) -> None:
    """Withdraw one entry with a reason.

    Raises NotAllowed, NotFound, Locked, Refused when it was withdrawn or changed before, when no reason is
    given, or when something that holds still rests on it.
    """
    work = begin(dossier_id, viewer=viewer)
    row = TABLES[thing]._default_manager.filter(pk=entry, dossier=work.dossier).first()
    if row is None:
        raise NotFound(_("There is no such thing in this dossier."))
    if row.withdrawn_on is not None or _was_followed(row):
        raise Refused(_("This has already been changed or withdrawn. Look at the dossier as it is now."))
    if (resting := RESTING.get(thing)) is not None:
        resting(work, row)
    work.seal(row, "sealed_withdrawal", typed(reason, missing=_("Write down why.")))
    row.withdrawn_on, row.withdrawn_by = clock.today(), viewer.actor.id
    row.save(update_fields=["sealed_withdrawal", "withdrawn_on", "withdrawn_by"])
    work.journal(f"dossier.{thing}_withdrawn", subject=row.pk)


def _was_followed(row: Withdrawable) -> bool:
    if not isinstance(row, Fact | Statement | Identifier):
        return False
    return type(row)._default_manager.filter(supersedes=row.pk).exists()


def _source_is_free(work: Work, row: Withdrawable) -> None:
    if not isinstance(row, Source):
        return
    facts = Fact.objects.filter(dossier=work.dossier, report=row.report, withdrawn_on=None, successor=None)
    if facts.exists():
        raise Refused(_("Facts in this dossier rest on this report. Change or withdraw those facts first."))
    if any(place.report == row.report for each in current_identifiers(work) for place in each.findings):
        raise Refused(
            _("Identifiers in this dossier stand in this report. Withdraw those identifiers first.")
        )


def _exhibit_is_free(work: Work, row: Withdrawable) -> None:
    facts = Fact.objects.filter(dossier=work.dossier, exhibit=row.pk, withdrawn_on=None, successor=None)
    if facts.exists():
        raise Refused(_("Facts in this dossier rest on this exhibit. Change or withdraw those facts first."))


def _person_is_free(work: Work, row: Withdrawable) -> None:
    owned = Identifier.objects.filter(dossier=work.dossier, person=row.pk, withdrawn_on=None, successor=None)
    if owned.exists():
        raise Refused(_("Identifiers in this dossier are this person's. Say first whose they are."))


RESTING: dict[Thing, Callable[[Work, Withdrawable], None]] = {
    Thing.SOURCE: _source_is_free,
    Thing.EXHIBIT: _exhibit_is_free,
    Thing.PERSON: _person_is_free,
}
