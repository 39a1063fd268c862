"""One's own passphrase: changing it, and having to."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from seinhuis.desk.accounts import actions, keys
from seinhuis.desk.accounts.models import MemberKey
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import Refused
from tests.desk.accounts.browsing import NEW, person_of, try_to_log_in
from tests.desk.conftest import PASSPHRASE


@pytest.fixture(autouse=True)
def _empty_cache(db):
    cache.clear()


def change(client, old=PASSPHRASE, new=NEW, again=None):
    return client.post(
        reverse("accounts:passphrase"), {"old": old, "new": new, "again": new if again is None else again}
    )


def test_a_changed_passphrase_opens_the_same_key(house):
    client = house.log_in(Role.ANALYST)
    assert change(client).status_code == 302
    assert client.get(reverse("triage:queue")).status_code == 200
    assert try_to_log_in(house.username(Role.ANALYST), NEW).status_code == 302
    assert try_to_log_in(house.username(Role.ANALYST), PASSPHRASE).status_code == 422


def test_changing_it_rotates_both_halves_and_ends_other_sessions(house):
    elsewhere, client = house.log_in(Role.ANALYST), house.log_in(Role.ANALYST)
    before = client.cookies["sessionid"].value, client.cookies[keys.COOKIE].value
    change(client)
    assert client.cookies["sessionid"].value != before[0]
    assert client.cookies[keys.COOKIE].value != before[1]
    assert elsewhere.get(reverse("triage:queue")).status_code == 302
    old = Client()
    old.cookies["sessionid"], old.cookies[keys.COOKIE] = before
    assert old.get(reverse("triage:queue")).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("iets heel anders", NEW, NEW),
        (PASSPHRASE, "te kort", "te kort"),
        (PASSPHRASE, NEW, "iets heel anders"),
        (PASSPHRASE, PASSPHRASE, PASSPHRASE),
        (PASSPHRASE, "", ""),
    ],
)
def test_what_is_not_right_changes_nothing(house, old, new, again):
    client = house.log_in(Role.ANALYST)
    assert change(client, old, new, again).status_code == 422
    assert try_to_log_in(house.username(Role.ANALYST), PASSPHRASE).status_code == 302


def test_guessing_the_old_passphrase_in_an_open_session_is_slowed_down(house):
    client = house.log_in(Role.ANALYST)
    for number in range(10):
        change(client, old=f"geraden {number}")
    assert "Te veel" in change(client).content.decode()


def test_a_temporary_passphrase_must_be_changed_before_anything_else(house):
    person = person_of(house, Role.ANALYST)
    client = house.log_in(Role.ANALYST)
    person.must_change_passphrase = True
    person.save()
    for name in ("triage:queue", "desk", "dossiers:index"):
        assert client.get(reverse(name)).url == reverse("accounts:passphrase")
    page = client.get(reverse("accounts:passphrase"))
    assert page.status_code == 200
    assert change(client).status_code == 302
    assert client.get(reverse("triage:queue")).status_code == 200


def test_access_that_was_renewed_meanwhile_is_not_overwritten(house, monkeypatch):
    person = house.people[Role.ANALYST]
    wrapped = keys.wrap_for

    def renewed_meanwhile(passphrase, private):
        result = wrapped(passphrase, private)
        MemberKey.objects.filter(person=person).update(
            wrapped_private=wrapped("van de sleutelhouder", private)
        )
        return result

    monkeypatch.setattr(keys, "wrap_for", renewed_meanwhile)
    with pytest.raises(Refused):
        actions.change_passphrase(viewer=house.analyst, old=PASSPHRASE, new=NEW)
