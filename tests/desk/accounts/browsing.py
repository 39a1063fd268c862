"""What a browser sends to the pages of the accounts."""

import re

from django.test import Client
from django.urls import reverse

from seinhuis.desk.accounts.models import Person
from tests.desk.conftest import PASSPHRASE

NEW = "een heel andere zin van mij"


def try_to_log_in(username, passphrase=PASSPHRASE, client=None, **extra):
    """Fill in the login page; the answer says how it went."""
    return (client or Client()).post(
        reverse("account_login"), {"login": username, "password": passphrase}, **extra
    )


def shown_once(page):
    """The code or temporary passphrase that a page shows once."""
    return re.search(r'class="code-sheet">([^<]+)<', page.content.decode()).group(1)


def person_of(house, role):
    """The row of the person with this role."""
    return Person.objects.get(pk=house.people[role])
