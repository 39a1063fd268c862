"""Another's browser, a foreign page, a stolen cookie: nothing opens, nothing is done in their name."""

import re
from urllib.parse import urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from seinhuis.desk.accounts import keys
from seinhuis.desk.accounts.api import at_the_desk
from seinhuis.desk.kernel.contracts import Role
from tests.attacks.browsing import Visitor
from tests.attacks.ids import every_pattern
from tests.attacks.standing import db, put_back  # noqa: F401 - fixtures
from tests.attacks.test_bad_input import standing  # noqa: F401 - fixture
from tests.attacks.test_bad_requests import address
from tests.attacks.test_leaky_errors import everything_kept
from tests.desk.conftest import PASSPHRASE

PATTERNS = every_pattern()
# Without a login there is nothing that a foreign page could misuse, and no cookie to carry a token.
NO_TOKEN = {"reports:start", "reports:back", "handover:acknowledge"}
ELSEWHERE = (
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example/",
    "\\\\elsewhere.example/",
    "https:elsewhere.example",
    "https:///elsewhere.example/",
    "http://testserver@elsewhere.example/",
    "//testserver.elsewhere.example/",
    "javascript:alert(1)//elsewhere.example",
    "data:text/html,elsewhere.example",
    "\t//elsewhere.example/",
    "/%0d%0aLocation:%20//elsewhere.example/",
    "/nl/desk/\r\nLocation: https://elsewhere.example/",
)


def log_in(house, role=Role.ANALYST, **more):
    """Log in on the page itself, in a browser that checks tokens."""
    visitor = Visitor(Client(enforce_csrf_checks=True))
    form = visitor.get(reverse("account_login")).form("account_login")
    page = visitor.submit(form, {"login": house.username(role), "password": PASSPHRASE, **more})
    assert page.status == 302, page.text
    return visitor, page


@pytest.mark.usefixtures("put_back")
def test_a_foreign_page_can_send_nothing_in_somebodys_name(standing):  # noqa: F811
    """Every address takes a form only with the token of its own page."""
    people = {role: log_in(standing.house, role)[0] for role in Role}
    before = everything_kept()
    for pattern in PATTERNS:
        if pattern.name in NO_TOKEN:
            continue
        url = address(standing, pattern)
        for visitor in people.values():
            for headers in ({}, {"origin": "https://elsewhere.example"}, {"origin": "null"}):
                response = visitor.client.post(url, {"x": "1"}, headers=headers)
                assert response.status_code == 403, url
            token = visitor.client.cookies["csrftoken"].value
            response = visitor.client.post(
                url, {"csrfmiddlewaretoken": token}, headers={"origin": "https://elsewhere.example"}
            )
            assert response.status_code == 403, url
    assert everything_kept() == before
    assert all(visitor.get(reverse("accounts:passphrase")).status == 200 for visitor in people.values())


@pytest.mark.usefixtures("put_back")
def test_looking_at_an_address_changes_nothing(standing):  # noqa: F811
    """A picture on a foreign page can ask for any address; asking is never doing."""
    people = {role: log_in(standing.house, role)[0] for role in Role}
    before = everything_kept()
    for pattern in PATTERNS:
        for visitor in people.values():
            if pattern.name != "leave":
                assert visitor.client.get(address(standing, pattern)).status_code < 500
    assert everything_kept() == before
    assert all(visitor.get(reverse("accounts:passphrase")).status == 200 for visitor in people.values())


@pytest.mark.usefixtures("put_back")
def test_every_answer_keeps_frames_scripts_and_caches_out(standing):  # noqa: F811
    """Every address, for everybody, also when it refuses or is not there."""
    for role in (None, *Role):
        visitor = Visitor() if role is None else standing.visitor(role)
        for url in [*(address(standing, each) for each in PATTERNS), "/nl/desk/nergens/", "/nl/nergens/"]:
            for response in (visitor.client.get(url), visitor.client.options(url)):
                policy = response["Content-Security-Policy"]
                assert "default-src 'none'" in policy
                assert "frame-ancestors 'none'" in policy
                assert "unsafe" not in policy
                assert response["X-Frame-Options"] == "DENY"
                assert response["X-Content-Type-Options"] == "nosniff"
                assert response["Referrer-Policy"] == "same-origin"
                if at_the_desk(url) and response.status_code == 200:
                    assert "no-store" in response["Cache-Control"], url


@pytest.mark.parametrize("there", ELSEWHERE)
@pytest.mark.usefixtures("put_back")
def test_nobody_is_sent_elsewhere(standing, there):  # noqa: F811
    _visitor, page = log_in(standing.house, next=there)
    assert _stays(page.response["Location"])
    visitor = Visitor()
    for pattern in PATTERNS:
        for name in ("next", "redirect_to", "url", "return"):
            response = visitor.client.get(address(standing, pattern), {name: there})
            if pattern.name != "leave":
                assert _stays(response.get("Location", "/")), (pattern.name, name)
                assert not re.search(r'(?:href|action|src)="[^"]*elsewhere', response.content.decode())
    visitor, _page = log_in(standing.house)
    form = visitor.get(f"{reverse('account_logout')}").form("account_logout")
    page = visitor.submit(form, {"next": there})
    assert _stays(page.response["Location"])


def _stays(location):
    parts = urlsplit(location)
    return (
        parts.netloc in ("", "testserver")
        and parts.scheme in ("", "http")
        and "elsewhere" not in parts.netloc
    )


@pytest.mark.usefixtures("put_back")
def test_a_stolen_session_store_and_a_stolen_cookie_each_open_nothing(standing):  # noqa: F811
    """Whoever has the database has every session key; whoever has a cookie jar has every half."""
    visitor, _page = log_in(standing.house)
    cookies = {name: each.value for name, each in visitor.client.cookies.items()}
    for names in (["sessionid"], [keys.COOKIE], ["sessionid", "csrftoken"]):
        thief = Visitor()
        for name in names:
            thief.client.cookies[name] = cookies[name]
        for pattern in PATTERNS:
            url = address(standing, pattern)
            page = thief.get(url)
            assert not any(word in page.text for word in standing.words.made), url
    stored = Session.objects.get(session_key=cookies["sessionid"]).get_decoded()
    login = {"_auth_user_id", "_auth_user_backend", "_auth_user_hash", "_session_expiry"}
    assert {name for name in stored if not name.startswith("account_")} == login | {keys.IN_SESSION}


@pytest.mark.usefixtures("put_back")
def test_a_session_that_somebody_prepared_is_not_the_one_that_gets_in(standing):  # noqa: F811
    """Session fixation: logging in makes a new session."""
    visitor = Visitor(Client(enforce_csrf_checks=True))
    session = visitor.client.session
    session["x"] = 1
    session.save()
    before = session.session_key
    form = visitor.get(reverse("account_login")).form("account_login")
    page = visitor.submit(form, {"login": standing.house.username(Role.ANALYST), "password": PASSPHRASE})
    assert page.status == 302
    assert visitor.client.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.usefixtures("put_back")
def test_who_was_sent_away_is_out_at_once(standing):  # noqa: F811
    visitor, _page = log_in(standing.house, Role.COORDINATOR)
    assert visitor.get(reverse("triage:queue")).status == 200
    keyholder, _page = log_in(standing.house, Role.KEYHOLDER)
    person = standing.house.people[Role.COORDINATOR]
    page = keyholder.get(reverse("accounts:people"))
    form = next(each for each in page.forms if each.action.endswith(f"/{person}/deactivate/"))
    assert keyholder.submit(form).status == 302
    assert visitor.get(reverse("triage:queue")).status == 302


@pytest.mark.usefixtures("put_back")
def test_cookies_are_out_of_reach(standing):  # noqa: F811
    visitor, _page = log_in(standing.house)
    for name in ("sessionid", keys.COOKIE, "csrftoken"):
        cookie = visitor.client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] in ("Lax", "Strict"), name
        assert not cookie["domain"], name
