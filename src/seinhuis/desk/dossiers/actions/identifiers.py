"""Identifiers in a dossier: taken over from its reports, or added by hand in canonical form."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.dossiers.actions.working import Work, begin
from seinhuis.desk.dossiers.contracts import DossierIdentifier, Finding
from seinhuis.desk.dossiers.models import Identifier, Person
from seinhuis.desk.dossiers.opening import identifier as opened
from seinhuis.desk.dossiers.suggestions import Suggestion, suggestions_for
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.kernel.typed_text import visible
from seinhuis.desk.reports.api import LINKING_KINDS
from seinhuis.desk.vault.api import Viewer
from seinhuis.engine.identifiers import extract


@transaction.atomic
def take_over_identifiers(dossier_id: UUID, *, viewer: Viewer, suggestions: Iterable[str]) -> list[UUID]:
    """Take identifiers that were found in the reports, with every way they were written there.

    ``suggestions`` are opaque codes of `suggestions_for`. Where the dossier has one already, the new
    ways and places are added to it. Returns the ids. Raises NotAllowed, NotFound, Locked, Refused.
    """
    work = begin(dossier_id, viewer=viewer)
    offered = {each.code: each for each in suggestions_for(work.dossier, work.key, viewer=viewer)}
    wanted = list(dict.fromkeys(suggestions))
    if not wanted or not offered.keys() >= set(wanted):
        raise NotFound(_("This identifier is not offered any more. Look at the dossier as it is now."))
    numbers = [_keep(work, offered[code], None) for code in wanted]
    work.journal("dossier.identifier_added")
    return numbers


@transaction.atomic
def add_identifiers(dossier_id: UUID, *, viewer: Viewer, text: str, person: UUID | None = None) -> list[UUID]:
    """Add every identifier that is written in ``text``; returns their ids.

    Raises NotAllowed, NotFound, Locked, Refused when there is none in it, or all are in the dossier already.
    """
    work = begin(dossier_id, viewer=viewer)
    found = _found_in(visible(text))
    held = {(each.kind, each.canonical) for each in current_identifiers(work)}
    new = [each for each in found if (each.kind, each.canonical) not in held]
    if not new:
        raise Refused(_("This is in the dossier already."))
    owner = _person(work, person)
    numbers = [_keep(work, each, owner) for each in new]
    work.journal("dossier.identifier_added")
    return numbers


@transaction.atomic
def assign_identifier(dossier_id: UUID, identifier_id: UUID, *, viewer: Viewer, person: UUID | None) -> UUID:
    """Say whose an identifier is, if known; what was said before stays readable. Returns its new id.

    Raises NotAllowed, NotFound, Locked, Refused when it was changed or withdrawn meanwhile.
    """
    work = begin(dossier_id, viewer=viewer)
    held = {each.id: each for each in current_identifiers(work)}
    if identifier_id not in held:
        raise NotFound(_("There is no such identifier in this dossier."))
    known = held[identifier_id]
    if known.damaged:
        raise Refused(
            _("This identifier cannot be opened: its seal is damaged. Withdraw it and add it again.")
        )
    owner = _person(work, person)
    number = _write(work, known.kind, known.canonical, known.findings, owner, supersedes=known.id)
    work.journal("dossier.identifier_assigned")
    return number


def current_identifiers(work: Work) -> list[DossierIdentifier]:
    """The identifiers that hold in this dossier."""
    rows = Identifier.objects.filter(dossier=work.dossier, withdrawn_on=None, successor=None)
    return [opened(row, work.key) for row in rows]


def _found_in(text: str) -> list[Suggestion]:
    extraction = extract(text)
    grouped: dict[tuple[str, str], list[Finding]] = {}
    for each in extraction.identifiers:
        if each.kind in LINKING_KINDS:
            grouped.setdefault((str(each.kind), each.canonical), []).append(Finding(each.raw))
    if not grouped:
        raise Refused(_nothing_found(bool(extraction.refused)))
    return [Suggestion("", kind, canonical, tuple(how)) for (kind, canonical), how in grouped.items()]


def _nothing_found(something_like_it: bool) -> str:
    if something_like_it:
        return _(
            "This looks like an identifier, but it is not complete or its check digits are wrong. Check it."
        )
    return _(
        "There is no phone number, e-mail or web address, account, plate, bank account or crypto address in "
        "this. Anything else is written down as a fact."
    )


def _keep(work: Work, new: Suggestion, owner: Person | None) -> UUID:
    """Write an identifier; one that is there already is followed by one with its places and the new ones."""
    held = {(each.kind, each.canonical): each for each in current_identifiers(work) if not each.damaged}
    known = held.get((new.kind, new.canonical))
    if known is None:
        return _write(work, new.kind, new.canonical, new.findings, owner)
    findings = dict.fromkeys((*known.findings, *new.findings))
    owner = owner or (known.person and Person.objects.get(pk=known.person)) or None
    return _write(work, new.kind, new.canonical, findings, owner, supersedes=known.id)


def _write(
    work: Work,
    kind: str,
    canonical: str,
    findings: Iterable[Finding],
    owner: Person | None,
    *,
    supersedes: UUID | None = None,
) -> UUID:
    row = Identifier(**work.entry(), person=owner, supersedes_id=supersedes)
    places = [
        [each.raw, None if each.report is None else str(each.report), each.field_name] for each in findings
    ]
    work.seal(row, "sealed_content", {"kind": kind, "canonical": canonical, "findings": places})
    row.save(force_insert=True)
    return row.pk


def _person(work: Work, person: UUID | None) -> Person | None:
    if person is None:
        return None
    found = Person.objects.filter(pk=person, dossier=work.dossier, withdrawn_on=None).first()
    if found is None:
        raise NotFound(_("There is no such person in this dossier."))
    return found
