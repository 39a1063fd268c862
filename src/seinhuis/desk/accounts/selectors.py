"""Who is who, as far as the viewer may know."""

import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from seinhuis.desk.accounts.contracts import Colleague, OrganisationCard, PersonCard
from seinhuis.desk.accounts.models import Organisation, Person, RecoverySheet
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.vault.api import Viewer


def organisation_by_slug(slug: str) -> OrganisationCard:
    """The organisation that takes reports under this name. Raises NotFound."""
    found = Organisation.objects.filter(slug=slug, receives_reports=True).first()
    if found is None:
        raise NotFound(_("No organisation takes reports under this name."))
    return _card(found)


def organisation_named(slug: str) -> OrganisationCard:
    """Any organisation of this installation by its short name, for commands on the server. Raises
    NotFound.
    """
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Organisation.objects.order_by("slug").values_list("slug", flat=True)) or "-"
        raise NotFound(f"No organisation has this short name; known are: {known}.")
    return _card(found)


def every_organisation() -> list[OrganisationCard]:
    """Every organisation of this installation, by short name, for commands on the server."""
    return [_card(each) for each in Organisation.objects.order_by("slug")]


def organisation_card(organisation: UUID) -> OrganisationCard:
    """One organisation by id."""
    return _card(Organisation.objects.get(pk=organisation))


def organisations_taking_reports() -> list[OrganisationCard]:
    """Every organisation whose form is open, by name."""
    return [_card(each) for each in Organisation.objects.filter(receives_reports=True).order_by("name")]


def colleagues(*, viewer: Viewer, role: Role | None = None) -> list[Colleague]:
    """The people of the viewer's organisation, by name; those with a role when one is named."""
    people = Person.objects.filter(organisation=viewer.organisation, is_active=True).order_by("display_name")
    return [_colleague(person) for person in people if role is None or person.has_role(role)]


def people_of(*, viewer: Viewer) -> list[PersonCard]:
    """Everybody of the viewer's organisation, by name, those who left last. Raises NotAllowed."""
    require(viewer.actor, Role.KEYHOLDER, Role.ADMINISTRATOR)
    people = Person.objects.filter(organisation=viewer.organisation).select_related("key_share")
    return [_person_card(person, viewer) for person in people.order_by("-is_active", "display_name", "pk")]


def recovery_sheet_made_on(*, viewer: Viewer) -> datetime.date | None:
    """The day of the recovery sheet that works now, or None. Raises NotAllowed."""
    require(viewer.actor, Role.KEYHOLDER)
    sheets = RecoverySheet.objects.filter(organisation=viewer.organisation, used_on=None)
    return sheets.order_by("-made_on").values_list("made_on", flat=True).first()


def colleague_names(*, viewer: Viewer) -> dict[str, str]:
    """The names of the viewer's colleagues by opaque id, as journal and assignee columns hold them."""
    rows = Person.objects.filter(organisation=viewer.organisation).values_list("pk", "display_name")
    return {str(number): name for number, name in rows}


def _card(row: Organisation) -> OrganisationCard:
    return OrganisationCard(
        row.pk, row.slug, row.name, row.contact, row.holder, row.escrow_recipient, row.receives_reports
    )


def _person_card(row: Person, viewer: Viewer) -> PersonCard:
    return PersonCard(
        id=row.pk,
        name=row.display_name,
        username=row.username,
        roles=tuple(Role(role) for role in row.roles),
        active=row.is_active,
        holds_key=hasattr(row, "key_share"),
        temporary=row.must_change_passphrase,
        is_me=str(row.pk) == viewer.actor.id,
    )


def _colleague(row: Person) -> Colleague:
    return Colleague(row.pk, row.display_name, frozenset(Role(role) for role in row.roles))
