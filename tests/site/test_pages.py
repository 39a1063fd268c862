"""Every address answers, in every language, with the headers that keep people safe."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import resolve, reverse
from django.utils import translation
from django.utils.formats import date_format

from seinhuis.desk.accounts.api import at_the_desk
from seinhuis.desk.kernel.contracts import Role
from tests.site.addresses import every_address, in_language

ADDRESSES = every_address()
PUBLIC = {"choose_language", "front_door", "leave", "account_login", "account_logout", "accounts:recover"}
POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
)


def safe(response):
    policy = response["Content-Security-Policy"]
    return (
        all(part in policy for part in POLICY)
        and "unsafe" not in policy
        and response["X-Content-Type-Options"] == "nosniff"
        and response["Referrer-Policy"] == "same-origin"
        and response["X-Frame-Options"] == "DENY"
        and response["Cross-Origin-Opener-Policy"] == "same-origin"
    )


def test_every_address_leads_to_its_own_page():
    assert len(ADDRESSES) > 20
    for address in ADDRESSES:
        assert resolve(address.path).view_name == address.name


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_visitor_gets_a_safe_answer_everywhere(house, address, language):
    response = Client().get(in_language(address.path, language))
    assert response.status_code in {200, 302, 404, 405}
    assert safe(response)


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_the_desk_is_closed_to_visitors(house, address):
    guarded = hasattr(address.view, "desk_roles") or at_the_desk(address.path)
    if not guarded:
        return
    response = Client().get(address.path)
    assert response.status_code in {302, 405}
    if response.status_code == 302:
        assert response.url.startswith(reverse("account_login"))
    response = Client().post(address.path)
    assert response.status_code in {403, 404}
    if response.status_code == 403:
        assert "<h1>U bent uitgelogd</h1>" in response.content.decode()


def test_what_is_guarded_is_at_the_desk():
    """Having to change a temporary passphrase is asked there and nowhere else."""
    for address in ADDRESSES:
        if hasattr(address.view, "desk_roles"):
            assert at_the_desk(address.path), address


@pytest.mark.parametrize("role", list(Role))
def test_everybody_finds_a_first_page_and_a_frame(house, role):
    page = house.log_in(role).get(reverse("desk"), follow=True)
    html = page.content.decode()
    assert page.status_code == 200
    assert house.card.name in html
    assert reverse("account_logout") in html
    assert html.count("<h1") == 1
    for link in re.findall(r'<nav class="desk-navigation".*?</nav>', html, re.S):
        for address in re.findall(r'href="([^"]+)"', link):
            assert house.log_in(role).get(address).status_code == 200


@pytest.mark.parametrize(
    "path", ["/nl/", "/en/", "/nl/nergens/", "/nl/back/", "/nl/form/noord/", "/nl/form/nergens/"]
)
def test_public_pages_have_a_way_out_and_no_cookie(house, path):
    response = Client().get(path)
    html = response.content.decode()
    assert "data-exit" in html
    assert f'href="{in_language(reverse("leave"), path[1:3])}"' in html
    assert not response.cookies
    assert f'<html class="utrecht-html" lang="{path[1:3]}" dir="ltr">' in html


@pytest.mark.parametrize(
    "path", ["/nl/", "/nl/back/", "/nl/form/noord/", "/nl/account/login/", "/nl/nergens/"]
)
def test_pages_hold_no_inline_code_and_nothing_of_others(house, path):
    html = Client().get(path).content.decode()
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', html)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)


def test_leaving_forgets_this_site_and_goes_elsewhere(client, settings):
    settings.SEINHUIS_EXIT_URL = "https://weather.example/"
    response = client.get(reverse("leave"))
    assert (response.status_code, response.url) == (302, "https://weather.example/")
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "no-store" in response["Cache-Control"]


def test_the_first_address_sends_everybody_to_their_language(client):
    assert client.get("/", headers={"accept-language": "en"}).url == "/en/"
    assert client.get("/", headers={"accept-language": "ti,nl;q=0.5"}).url == "/nl/"


def test_the_language_changes_on_the_page_itself(house, client):
    assert 'href="/en/form/noord/"' in client.get("/nl/form/noord/").content.decode()
    assert 'href="/nl/back/"' in client.get("/en/back/").content.decode()


def test_no_language_link_throws_away_what_was_filled_in(house, client):
    html = client.post("/nl/form/noord/", {"go": "next"}).content.decode()
    assert "hreflang" not in html


@pytest.mark.parametrize(("language", "sentence"), [("nl", "Hier is niets"), ("en", "There is nothing here")])
def test_what_does_not_exist_is_said_in_the_right_language(db, client, language, sentence):
    page = client.get(f"/{language}/nergens/")
    assert page.status_code == 404
    assert f"<h1>{sentence}</h1>" in page.content.decode()


def test_a_crash_is_a_page_that_needs_no_database(client, monkeypatch):
    """No fixture gives this test a database: the page would fail if it asked for one."""
    from seinhuis.site import pages

    def crash():
        raise RuntimeError

    monkeypatch.setattr(pages, "organisations_taking_reports", crash)
    client.raise_request_exception = False
    for language, sentence in (("nl", "Er ging bij ons iets stuk"), ("en", "Something broke on our side")):
        page = client.get(f"/{language}/")
        assert page.status_code == 500
        assert f"<h1>{sentence}</h1>" in page.content.decode()
        assert safe(page)


def test_a_form_that_was_open_too_long_says_so(house):
    client = Client(enforce_csrf_checks=True)
    page = client.post(reverse("account_login"), {"login": "x", "password": "y"})
    assert page.status_code == 403
    assert "te lang open" in page.content.decode()


def test_an_unknown_host_gets_an_answer_without_details(client):
    page = client.get("/nl/", headers={"host": "elsewhere.example"})
    assert page.status_code == 400
    assert "elsewhere" not in page.content.decode()


@pytest.mark.parametrize(("language", "written"), [("nl", "4 november 2026"), ("en", "4 November 2026")])
def test_a_date_is_written_day_first_in_both_languages(language, written):
    with translation.override(language):
        assert date_format(datetime.date(2026, 11, 4)) == written
