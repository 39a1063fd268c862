"""Keyholders add, renew and end access; the administrator only ends it; nobody does any of it to another
organisation.
"""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from seinhuis.desk.accounts import actions, selectors
from seinhuis.desk.accounts.models import OrganisationKeyShare, Person
from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotAllowed, NotFound, Refused
from tests.desk.accounts.browsing import NEW, person_of, shown_once, try_to_log_in
from tests.desk.conftest import PASSPHRASE

WITHOUT_RIGHTS = [Role.ANALYST, Role.COORDINATOR, Role.AUDITOR, Role.ADMINISTRATOR]


@pytest.fixture(autouse=True)
def _empty_cache(db):
    cache.clear()


@pytest.fixture
def keyholder(house):
    return house.viewer(Role.KEYHOLDER)


def actions_on(person):
    return [entry.action for entry in JournalEntry.objects.filter(subject=person).order_by("index")]


def first_login(username, temporary):
    """Log in with a temporary passphrase and choose one's own, as the page asks."""
    from django.test import Client

    client = Client()
    assert try_to_log_in(username, temporary, client).status_code == 302
    answer = {"old": temporary, "new": NEW, "again": NEW}
    assert client.post(reverse("accounts:passphrase"), answer).status_code == 302
    return client


def test_a_keyholder_renews_forgotten_access(house):
    person = person_of(house, Role.ANALYST)
    client = house.log_in(Role.KEYHOLDER)
    temporary = shown_once(client.post(reverse("accounts:renew", args=[person.pk])))
    assert try_to_log_in(person.username, PASSPHRASE).status_code == 422
    assert first_login(person.username, temporary).get(reverse("triage:queue")).status_code == 200
    assert actions_on(person.pk)[-2:] == ["person.access_renewed", "person.passphrase_changed"]


def test_renewing_ends_the_sessions_that_are_open(house, keyholder):
    client = house.log_in(Role.ANALYST)
    actions.renew_access(viewer=keyholder, person=house.people[Role.ANALYST])
    assert client.get(reverse("triage:queue")).status_code == 302


def test_the_second_keyholder_renews_the_first(house):
    other = actions.add_member(
        house.founded, username="tweede", display_name="Tweede", roles=[Role.KEYHOLDER], passphrase=PASSPHRASE
    )
    temporary = actions.renew_access(viewer=house.viewer(Role.KEYHOLDER), person=other)
    client = first_login("tweede", temporary)
    first = house.people[Role.KEYHOLDER]
    temporary = shown_once(client.post(reverse("accounts:renew", args=[first])))
    assert (
        first_login(house.username(Role.KEYHOLDER), temporary).get(reverse("accounts:people")).status_code
        == 200
    )


def test_renewing_an_auditor_gives_no_key(house, keyholder):
    actions.renew_access(viewer=keyholder, person=house.people[Role.AUDITOR])
    assert not OrganisationKeyShare.objects.filter(person=house.people[Role.AUDITOR]).exists()


def test_nobody_renews_themselves(house, keyholder):
    with pytest.raises(Refused):
        actions.renew_access(viewer=keyholder, person=house.people[Role.KEYHOLDER])


@pytest.mark.parametrize("role", WITHOUT_RIGHTS)
def test_only_a_keyholder_adds_and_renews(house, role):
    viewer = house.viewer(role)
    with pytest.raises(NotAllowed):
        actions.renew_access(viewer=viewer, person=house.people[Role.KEYHOLDER])
    with pytest.raises(NotAllowed):
        actions.add_colleague(viewer=viewer, username="nieuw", display_name="Nieuw", roles=[Role.ANALYST])
    client = house.log_in(role)
    for name in ("accounts:add", "accounts:recovery_sheet"):
        assert client.post(reverse(name)).status_code == 403


def test_a_keyholder_adds_a_colleague(house):
    client = house.log_in(Role.KEYHOLDER)
    answer = {"display_name": "Sam de Boer", "username": "Sam", "roles": ["analyst", "coordinator"]}
    temporary = shown_once(client.post(reverse("accounts:add"), answer))
    assert first_login("sam", temporary).get(reverse("triage:queue")).status_code == 200
    person = Person.objects.get(username="sam")
    assert person.organisation_id == house.card.id
    assert not person.must_change_passphrase


@pytest.mark.parametrize(
    "wrong",
    [
        {"username": "keyholder-noord"},
        {"username": "met spatie"},
        {"username": "раul"},
        {"username": ""},
        {"display_name": ""},
        {"roles": []},
        {"roles": ["analyst", "auditor"]},
        {"roles": ["keyholder", "administrator"]},
        {"roles": ["superuser"]},
    ],
)
def test_what_does_not_fit_adds_nobody(house, wrong):
    client = house.log_in(Role.KEYHOLDER)
    before = Person.objects.count()
    answer = {"display_name": "Sam", "username": "sam", "roles": ["analyst"], **wrong}
    assert client.post(reverse("accounts:add"), answer).status_code == 422
    assert Person.objects.count() == before


@pytest.mark.parametrize("role", [Role.KEYHOLDER, Role.ADMINISTRATOR])
def test_ending_access_closes_everything(house, role):
    person = person_of(house, Role.ANALYST)
    at_work = house.log_in(Role.ANALYST)
    assert house.log_in(role).post(reverse("accounts:deactivate", args=[person.pk])).status_code == 302
    assert at_work.get(reverse("triage:queue")).status_code == 302
    page = try_to_log_in(person.username)
    assert page.status_code == 422
    assert not OrganisationKeyShare.objects.filter(person=person).exists()
    assert actions_on(person.pk)[-1] == "person.deactivated"


def test_whoever_left_hears_what_a_stranger_hears(house, keyholder):
    actions.deactivate(viewer=keyholder, person=house.people[Role.ANALYST])

    def said(page):
        return page.content.decode().split("notice-error")[1].split("</div>")[0]

    assert said(try_to_log_in(house.username(Role.ANALYST))) == said(try_to_log_in("niemand"))


def test_somebody_who_comes_back_gets_a_new_key(house, keyholder):
    person = person_of(house, Role.ANALYST)
    actions.deactivate(viewer=keyholder, person=person.pk)
    temporary = actions.renew_access(viewer=keyholder, person=person.pk)
    assert first_login(person.username, temporary).get(reverse("triage:queue")).status_code == 200
    assert "person.readmitted" in actions_on(person.pk)


def test_the_last_keyholder_stays(house):
    administrator = house.viewer(Role.ADMINISTRATOR)
    with pytest.raises(Refused):
        actions.deactivate(viewer=administrator, person=house.people[Role.KEYHOLDER])
    actions.add_member(
        house.founded, username="tweede", display_name="Tweede", roles=[Role.KEYHOLDER], passphrase=PASSPHRASE
    )
    actions.deactivate(viewer=administrator, person=house.people[Role.KEYHOLDER])


def test_nobody_ends_their_own_access(house, keyholder):
    with pytest.raises(Refused):
        actions.deactivate(viewer=keyholder, person=house.people[Role.KEYHOLDER])


def test_people_of_another_organisation_do_not_exist(house, other_house, keyholder):
    for person in (other_house.people[Role.ANALYST], uuid4()):
        with pytest.raises(NotFound):
            actions.renew_access(viewer=keyholder, person=person)
        with pytest.raises(NotFound):
            actions.deactivate(viewer=keyholder, person=person)
    names = [card.username for card in selectors.people_of(viewer=keyholder)]
    assert len(names) == len(Role)
    assert all(name.endswith("-noord") for name in names)


def test_the_page_of_the_administrator_offers_no_keys(house):
    page = house.log_in(Role.ADMINISTRATOR).get(reverse("accounts:people")).content.decode()
    assert reverse("accounts:deactivate", args=[house.people[Role.ANALYST]]) in page
    for name in ("accounts:add", "accounts:recovery_sheet"):
        assert reverse(name) not in page
    assert reverse("accounts:renew", args=[house.people[Role.ANALYST]]) not in page
