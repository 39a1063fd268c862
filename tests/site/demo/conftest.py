"""The demo house, made anew for each test that asks for it."""

import pytest

from seinhuis.desk.accounts.api import found_organisation
from seinhuis.desk.kernel import secrets
from seinhuis.site.demo import loading


@pytest.fixture
def home(db, settings, tmp_path):
    settings.SEINHUIS_HOME = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    secrets.prepare(tmp_path)
    return tmp_path


@pytest.fixture
def pairs(monkeypatch):
    """The private keys of the organisations, kept aside while the demo is made."""
    kept = {}

    def founding(**values):
        founded = found_organisation(**values)
        kept[values["slug"]] = founded.pair
        return founded

    monkeypatch.setattr(loading, "found_organisation", founding)
    return kept


@pytest.fixture
def demo(home, pairs):
    return loading.load()
