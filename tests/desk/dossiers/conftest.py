"""A report, and a dossier that rests on it."""

import pytest
from django.urls import reverse

from seinhuis.desk.dossiers.api import create_dossier

STORY = "Een meisje van ongeveer 15 werd drie keer\ngebracht en gehaald, kamer 12."


@pytest.fixture
def report(house):
    return house.report(
        story=STORY, where="Hotel aan de haven", identifiers="06 12345678", consent="police"
    ).report


@pytest.fixture
def dossier(house, report):
    return create_dossier(viewer=house.analyst, title="Kamer 12", reports=[report])


@pytest.fixture
def desk(house):
    return house.log_in()


@pytest.fixture
def address(dossier):
    """The address of a page of the dossier."""

    def make(name, *args):
        return reverse(f"dossiers:{name}", args=[dossier, *args])

    return make
