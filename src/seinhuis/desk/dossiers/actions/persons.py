"""Persons by role, and what sources state about them."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.dossiers.actions.working import Work, begin, typed
from seinhuis.desk.dossiers.contracts import Attribute, PersonRole
from seinhuis.desk.dossiers.models import Person, Statement
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.vault.api import Viewer


@transaction.atomic
def add_person(
    dossier_id: UUID,
    *,
    viewer: Viewer,
    role: PersonRole,
    attributes: Mapping[Attribute, str] | None = None,
    report: UUID | None = None,
) -> UUID:
    """Record a person with what ``report`` states about them (none: our own research); returns their id.

    Empty attributes are left out. Raises NotAllowed, NotFound, Locked, Refused.
    """
    work = begin(dossier_id, viewer=viewer)
    person = Person(**work.entry(), number=work.next_number(Person), role=PersonRole(role))
    person.save(force_insert=True)
    for code, text in (attributes or {}).items():
        if text.strip():
            _state(work, person, Attribute(code), text, report)
    work.journal("dossier.person_added")
    return person.pk


@transaction.atomic
def add_statement(
    dossier_id: UUID,
    person_id: UUID,
    *,
    viewer: Viewer,
    code: Attribute,
    text: str,
    report: UUID | None = None,
    supersedes: UUID | None = None,
) -> UUID:
    """Record one more attribute as a source states it, or let it supersede an earlier one; returns its id.

    Raises NotAllowed, NotFound, Locked, Refused for an empty text or a statement that was already followed.
    """
    work = begin(dossier_id, viewer=viewer)
    person = _person(work, person_id)
    earlier = None if supersedes is None else _superseded(work, person, supersedes)
    number = _state(work, person, Attribute(code), text, report, earlier)
    work.journal("dossier.statement_added" if earlier is None else "dossier.statement_superseded")
    return number


def _state(
    work: Work,
    person: Person,
    code: Attribute,
    text: str,
    report: UUID | None,
    earlier: Statement | None = None,
) -> UUID:
    row = Statement(**work.entry(), person=person, supersedes=earlier)
    content = {
        "code": code,
        "text": typed(text, missing=_("Write down what was stated.")),
        "report": None if report is None else str(work.source_report(report)),
    }
    work.seal(row, "sealed_content", content)
    row.save(force_insert=True)
    return row.pk


def _person(work: Work, person_id: UUID) -> Person:
    found = Person.objects.filter(pk=person_id, dossier=work.dossier, withdrawn_on=None).first()
    if found is None:
        raise NotFound(_("There is no such person in this dossier."))
    return found


def _superseded(work: Work, person: Person, earlier: UUID) -> Statement:
    found = Statement.objects.filter(pk=earlier, person=person).first()
    if found is None:
        raise NotFound(_("There is no such statement in this dossier."))
    if found.withdrawn_on is not None or Statement.objects.filter(supersedes=found).exists():
        raise Refused(_("This has already been changed or withdrawn. Look at the dossier as it is now."))
    return found
