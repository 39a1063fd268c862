"""Logging in opens the key; nothing less does."""

import base64

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from seinhuis.desk.accounts import keys
from seinhuis.desk.accounts.models import MemberKey, OrganisationKeyShare
from seinhuis.desk.kernel.contracts import Role
from seinhuis.engine.sealing.keypairs import KeyPair
from tests.desk.accounts.browsing import person_of, try_to_log_in

QUEUE = "triage:queue"


def stands_at_the_login(response):
    return response.status_code == 302 and response.url == reverse("account_login")


def test_logging_in_opens_the_key(house):
    client = house.log_in(Role.ANALYST)
    assert client.get(reverse(QUEUE)).status_code == 200


@pytest.mark.parametrize(
    "passphrase", ["vier losse woorden samen ", "Vier losse woorden samen", "", "x" * 5000]
)
def test_a_wrong_passphrase_opens_nothing(house, passphrase):
    client = Client()
    page = try_to_log_in(house.username(Role.ANALYST), passphrase, client)
    assert page.status_code == 422
    assert keys.COOKIE not in client.cookies
    assert stands_at_the_login(client.get(reverse(QUEUE)))


def test_a_passphrase_typed_with_another_keyboard_is_the_same(house):
    from seinhuis.desk.accounts.api import add_member

    composed, decomposed = "caf\u00e9 aan de haven", "cafe\u0301 aan de haven"
    add_member(house.founded, username="rene", display_name="René", roles=[Role.ANALYST], passphrase=composed)
    assert try_to_log_in("rene", decomposed).status_code == 302


def test_a_stolen_session_alone_opens_nothing(house):
    client = house.log_in(Role.ANALYST)
    thief = Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert stands_at_the_login(thief.get(reverse(QUEUE)))
    assert b"key_closed" not in thief.get(reverse("account_login")).content


def test_a_stolen_key_cookie_alone_opens_nothing(house):
    client = house.log_in(Role.ANALYST)
    thief = Client()
    thief.cookies[keys.COOKIE] = client.cookies[keys.COOKIE].value
    assert stands_at_the_login(thief.get(reverse(QUEUE)))


def test_the_session_store_and_the_cookie_of_somebody_else_do_not_fit(house):
    mine, other = house.log_in(Role.ANALYST), house.log_in(Role.COORDINATOR)
    mine.cookies[keys.COOKIE] = other.cookies[keys.COOKIE].value
    assert stands_at_the_login(mine.get(reverse(QUEUE)))


@pytest.mark.parametrize(
    "half", ["", "niets", "AAAA", base64.urlsafe_b64encode(bytes(31)).decode(), "\u00e9"]
)
def test_a_mangled_key_cookie_is_a_closed_key(house, half):
    client = house.log_in(Role.ANALYST)
    client.cookies[keys.COOKIE] = half
    assert stands_at_the_login(client.get(reverse(QUEUE)))


def test_somebody_whose_key_closed_is_not_sent_in_a_circle(house):
    client = house.log_in(Role.ANALYST)
    del client.cookies[keys.COOKIE]
    page = client.get(reverse(QUEUE), follow=True)
    assert page.status_code == 200
    assert page.request["PATH_INFO"] == reverse("account_login")
    assert try_to_log_in(house.username(Role.ANALYST), client=client).status_code == 302
    assert client.get(reverse(QUEUE)).status_code == 200


def test_the_key_cookie_is_out_of_reach_of_scripts_and_other_sites(house):
    cookie = house.log_in(Role.ANALYST).cookies[keys.COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert not cookie["expires"]


def test_the_database_never_holds_a_private_key_or_the_cookie(house):
    client = house.log_in(Role.ANALYST)
    half = base64.urlsafe_b64decode(client.cookies[keys.COOKIE].value)
    stored = Session.objects.get(session_key=client.cookies["sessionid"].value).get_decoded()
    wrapped = base64.b64decode(stored[keys.IN_SESSION])
    private = house.founded.pair.private
    for secret in (half, private):
        assert secret not in wrapped
        for row in (*MemberKey.objects.all(), *OrganisationKeyShare.objects.all()):
            assert secret not in bytes(getattr(row, "wrapped_private", b"") or row.sealed_private)


def test_logging_out_takes_back_both_halves(house):
    client = house.log_in(Role.ANALYST)
    session, half = client.cookies["sessionid"].value, client.cookies[keys.COOKIE].value
    client.post(reverse("account_logout"))
    assert not client.cookies[keys.COOKIE].value
    assert not Session.objects.filter(session_key=session).exists()
    thief = Client()
    thief.cookies["sessionid"], thief.cookies[keys.COOKIE] = session, half
    assert stands_at_the_login(thief.get(reverse(QUEUE)))


def test_asking_for_the_logout_page_logs_nobody_out(house):
    client = house.log_in(Role.ANALYST)
    assert client.get(reverse("account_logout")).status_code == 200
    assert client.get(reverse(QUEUE)).status_code == 200


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_auditor_and_administrator_hold_no_key_of_the_organisation(house, role):
    assert not OrganisationKeyShare.objects.filter(person=house.people[role]).exists()
    client = house.log_in(role)
    assert client.get(reverse(QUEUE)).status_code == 403
    person = person_of(house, role)
    keyring = keys.keyring_for(person, keys.unlock(person, "vier losse woorden samen"))
    assert house.card.holder not in keyring.holders()


def test_nobody_gets_in_with_a_damaged_key(house):
    person = person_of(house, Role.ANALYST)
    MemberKey.objects.filter(person=person).update(wrapped_private=b"damaged")
    client = Client()
    page = try_to_log_in(person.username, client=client)
    assert page.status_code == 422
    assert "beschadigd" in page.content.decode()
    assert stands_at_the_login(client.get(reverse(QUEUE)))


def test_nobody_gets_in_with_a_damaged_share(house):
    person = person_of(house, Role.ANALYST)
    foreign = KeyPair.generate()
    from seinhuis.engine.sealing.keypairs import seal_to

    share = seal_to(foreign.public, bytes(32), keys.share_binding(person.pk))
    OrganisationKeyShare.objects.filter(person=person).update(sealed_private=share)
    assert try_to_log_in(person.username).status_code == 422


def test_a_share_that_was_copied_to_another_person_does_not_open(house):
    taken = OrganisationKeyShare.objects.get(person=house.people[Role.ANALYST])
    OrganisationKeyShare.objects.create(
        person_id=house.people[Role.AUDITOR], sealed_private=taken.sealed_private
    )
    assert try_to_log_in(house.username(Role.AUDITOR)).status_code == 422


def test_a_stranger_and_a_wrong_passphrase_hear_the_same(house):
    def said(page):
        return page.content.decode().split("notice-error")[1].split("</div>")[0]

    wrong = try_to_log_in(house.username(Role.ANALYST), "wat anders dan het is")
    stranger = try_to_log_in("niemand", "wat anders dan het is")
    assert said(wrong) == said(stranger)


def test_five_wrong_tries_and_no_more_whatever_name_and_host_look_like(house, settings):
    settings.ALLOWED_HOSTS = ["*"]
    name = house.username(Role.ANALYST)
    spellings = [name, name.upper(), f" {name} ", name.title(), name.replace("s", "\u017f")]
    for number, spelling in enumerate(spellings):
        try_to_log_in(spelling, "geraden geraden", HTTP_HOST=f"localhost:{number + 1}")
    page = try_to_log_in(name, HTTP_HOST="localhost:99")
    assert page.status_code == 422
    assert "Te veel" in page.content.decode()


def test_the_cache_holds_neither_names_nor_addresses(house):
    try_to_log_in("mijn geheime zin in het verkeerde veld", "geraden", REMOTE_ADDR="203.0.113.77")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache_table")
        kept = repr(cursor.fetchall())
    assert "rl:allauth.account" in kept
    for typed in ("geheime", "203.0.113.77", "geraden"):
        assert typed not in kept


def test_one_visitor_of_ipv6_is_one_address(rf, db):
    from seinhuis.site.adapter import HouseAdapter

    def seen(address):
        return HouseAdapter().get_client_ip(rf.get("/", REMOTE_ADDR=address))

    assert seen("2001:db8:1:2::1") == seen("2001:db8:1:2:ffff::9") != seen("2001:db8:1:3::1")
    assert seen("192.0.2.1") != seen("192.0.2.2")


@pytest.fixture(autouse=True)
def _empty_cache(db):
    cache.clear()
