"""Two organisations with people of every role, whose keys are open."""

import shutil
from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from seinhuis.desk.accounts.api import add_member, found_organisation, organisation_named
from seinhuis.desk.kernel.contracts import Actor, Role
from seinhuis.desk.reports.api import ReportContent, submit_report
from seinhuis.desk.vault.api import Keyring, Viewer

PASSPHRASE = "vier losse woorden samen"


@dataclass(frozen=True)
class House:
    """An organisation as its card, its open key, and its people by role: each logs in as "<role>-<slug>"."""

    card: object
    founded: object
    people: dict

    @property
    def analyst(self):
        return self.viewer(Role.ANALYST)

    @property
    def coordinator(self):
        return self.viewer(Role.COORDINATOR)

    def viewer(self, *roles):
        """Somebody with these roles, the organisation's key open."""
        person = self.people.get(roles[0]) if roles else None
        actor = Actor(str(person or "person"), self.card.id, frozenset(roles))
        return Viewer(actor, Keyring({self.card.holder: self.founded.pair}))

    def username(self, role):
        return f"{role}-{self.card.slug}"

    def log_in(self, role=Role.ANALYST):
        """A browser without JavaScript in which this person has logged in, key open."""
        client = Client()
        with translation.override("nl"):
            page = client.post(
                reverse("account_login"), {"login": self.username(role), "password": PASSPHRASE}
            )
        assert page.status_code == 302, page.content.decode()[:2000]
        return client

    def report(self, **answers):
        """Hand in a report and return what the reporter gets (report id and receipt)."""
        return submit_report(organisation=self.card, content=ReportContent(**answers))


def make_house(slug):
    # The cache is a table without a model: what a test that commits leaves there outlives the flush.
    cache.clear()
    founded = found_organisation(slug=slug, name=f"Meldpunt {slug}", contact="088 000 00 00")
    people = {
        role: add_member(
            founded,
            username=f"{role}-{slug}",
            display_name=f"{role} {slug}",
            roles=(role,),
            passphrase=PASSPHRASE,
        )
        for role in Role
    }
    return House(organisation_named(slug), founded, people)


@pytest.fixture
def house(db):
    return make_house("noord")


@pytest.fixture
def other_house(db):
    return make_house("zuid")


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


@pytest.fixture(scope="session")
def made_corpus(tmp_path_factory):
    """A corpus that was linked, once for all tests; nobody changes it."""
    from tests.desk.traces.corpora import make_corpus

    files = tmp_path_factory.mktemp("corpus")
    return make_corpus(files / "corpus", files)


@pytest.fixture
def corpus(made_corpus, tmp_path, settings):
    """A linked corpus of the installation, which a test may change."""
    settings.SEINHUIS_CORPUS = shutil.copytree(made_corpus, tmp_path / "corpus")
    return settings.SEINHUIS_CORPUS


@pytest.fixture
def at(corpus, house):
    """The address of a record of the corpus by its id without source."""
    from seinhuis.desk.traces.corpus.access import address_of
    from seinhuis.engine.linkage.browsing import places_of

    def address(name, of=house, source="bord"):
        record = f"{source}:{name}"
        return address_of(of.card.id, record, places_of(corpus, [record])[record].row)

    return address
