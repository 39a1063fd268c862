"""The door of the accounts."""

from seinhuis.desk.accounts.actions import add_member, found_organisation, temporary_passphrase
from seinhuis.desk.accounts.confirming import confirm_passphrase, open_escrow_identity
from seinhuis.desk.accounts.contracts import Colleague, OrganisationCard
from seinhuis.desk.accounts.organisation_keys import (
    FoundedOrganisation,
    open_organisation,
    package_signing_key,
)
from seinhuis.desk.accounts.recovery import start_recovery_sheet
from seinhuis.desk.accounts.rules import SHORTEST_PASSPHRASE, WORKS_WITH_CONTENT, at_the_desk
from seinhuis.desk.accounts.selectors import (
    colleague_names,
    colleagues,
    every_organisation,
    organisation_by_slug,
    organisation_card,
    organisation_named,
    organisations_taking_reports,
)

__all__ = [
    "SHORTEST_PASSPHRASE",
    "WORKS_WITH_CONTENT",
    "Colleague",
    "FoundedOrganisation",
    "OrganisationCard",
    "add_member",
    "at_the_desk",
    "colleague_names",
    "colleagues",
    "confirm_passphrase",
    "every_organisation",
    "found_organisation",
    "open_escrow_identity",
    "open_organisation",
    "organisation_by_slug",
    "organisation_card",
    "organisation_named",
    "organisations_taking_reports",
    "package_signing_key",
    "start_recovery_sheet",
    "temporary_passphrase",
]
