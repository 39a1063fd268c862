"""Founding organisations and adding people from the command line of the server."""

import argparse

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from seinhuis.desk.accounts.api import (
    SHORTEST_PASSPHRASE,
    add_member,
    every_organisation,
    found_organisation,
    open_organisation,
    start_recovery_sheet,
    temporary_passphrase,
)
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import Refused

LONGEST_SLUG = 50


@transaction.atomic
def found(arguments: argparse.Namespace, passphrase: str) -> str:
    """Found an organisation with its first keyholder, all or nothing; returns the recovery code for the safe.

    Raises Refused for a short name that does not fit in an address or is taken, and for a short passphrase.
    """
    _check_slug(arguments.slug)
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Refused(
            f"A passphrase has at least {SHORTEST_PASSPHRASE} signs. "
            "Four words by chance are easy to remember."
        )
    organisation = found_organisation(slug=arguments.slug, name=arguments.name, contact=arguments.contact)
    add_member(
        organisation,
        username=arguments.keyholder,
        display_name=arguments.keyholder,
        roles=(Role.KEYHOLDER, Role.COORDINATOR),
        passphrase=passphrase,
    )
    return start_recovery_sheet(organisation)


def add_person(arguments: argparse.Namespace, keyholder_passphrase: str) -> str:
    """Add a person with the open key of a keyholder and return the temporary passphrase. Raises Refused."""
    organisation = open_organisation(username=arguments.keyholder, passphrase=keyholder_passphrase)
    temporary = temporary_passphrase()
    add_member(
        organisation,
        username=arguments.username,
        display_name=arguments.display_name or arguments.username,
        roles=arguments.roles,
        passphrase=temporary,
        must_change=True,
    )
    return temporary


def _check_slug(slug: str) -> None:
    try:
        validate_slug(slug)
    except ValidationError:
        slug = ""
    if not 1 <= len(slug) <= LONGEST_SLUG:
        raise Refused(
            "A short name has letters, digits and dashes only, at most 50: "
            "it stands in the address of the form."
        )
    if any(card.slug == slug for card in every_organisation()):
        raise Refused("An organisation with this short name is here already. Choose another.")
