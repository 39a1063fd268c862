"""Filters that turn the codes of a dossier into words."""

from collections.abc import Mapping
from uuid import UUID

from django import template
from django.utils.translation import gettext as _

from seinhuis.desk.dossiers import wording
from seinhuis.desk.dossiers.contracts import DossierPerson
from seinhuis.desk.dossiers.file_types import EXTENSIONS

TABLES: dict[str, Mapping[str, wording.Words]] = {
    "attribute": wording.ATTRIBUTES,
    "consent": wording.CONSENTS,
    "information": wording.INFORMATION_GRADES,
    "kind": wording.KINDS,
    "referral": wording.REFERRALS,
    "role": wording.ROLES,
    "source": wording.SOURCE_GRADES,
    "state": wording.STATES,
}
register = template.Library()


@register.filter
def words(code: str, table: str) -> str:
    """The words of a code in one of the tables; an unknown code is shown as it is."""
    return str(TABLES[table].get(code, code))


@register.filter
def named(person: str, names: Mapping[str, str]) -> str:
    """The name of a colleague, or the opaque id of somebody who is not there any more."""
    return names.get(person, person)


@register.filter
def happened(written: str) -> str:
    """A date, month or year in words."""
    return wording.when_in_words(written)


@register.filter
def report_field(code: str) -> str:
    """The name of a part of a report."""
    return wording.field_name(code)


@register.filter
def person_name(person: DossierPerson) -> str:
    """A person by number and role."""
    return wording.person_name(person)


@register.filter
def owner(person: UUID | None, everybody: Mapping[UUID, DossierPerson]) -> str:
    """Whose an identifier is, in words."""
    found = None if person is None else everybody.get(person)
    return _("Not known") if found is None else wording.person_name(found)


@register.filter
def file_kind(media_type: str) -> str:
    """A media type as people know it: PDF, DOCX."""
    return EXTENSIONS.get(media_type, "?").upper()
