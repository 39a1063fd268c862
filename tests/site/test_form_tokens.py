"""A form whose token is not right comes back to be sent again, and only when our own page sent it."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from seinhuis.desk.accounts import keys
from seinhuis.desk.accounts.models import Person
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.outbox import deliver_pending
from tests.desk.conftest import PASSPHRASE

OURS = "http://testserver"
CANARY = "qzkamer twaalf"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SEND_AGAIN = "Verstuur opnieuw"


@pytest.fixture
def note(house):
    report = house.report(story="Kamer 12, gordijnen dicht.").report
    deliver_pending()
    return reverse("triage:note", args=[report])


def browser(client=None):
    """A browser that checks tokens, with the cookies of another."""
    strict = Client(enforce_csrf_checks=True)
    if client is not None:
        strict.cookies = client.cookies
    return strict


def send(client, url, origin=OURS, **more):
    headers = {} if origin is None else {"origin": origin}
    return client.post(url, {"text": CANARY, **more}, headers=headers)


def token_on(page):
    return TOKEN.search(page.content.decode()).group(1)


def test_logged_out_while_typing_then_logged_in_again_and_sent(house, note):
    """The whole way: all cookies gone, log in elsewhere, and the token of that login is another one."""
    client = browser()
    first = send(client, note)
    assert first.status_code == 403
    assert "<h1>U bent uitgelogd</h1>" in first.content.decode()
    assert f'value="{CANARY}"' in first.content.decode()

    door = client.get(reverse("account_login"))
    entered = client.post(
        reverse("account_login"),
        {
            "login": house.username(Role.ANALYST),
            "password": PASSPHRASE,
            "csrfmiddlewaretoken": token_on(door),
        },
        headers={"origin": OURS},
    )
    assert entered.status_code == 302

    second = send(client, note, csrfmiddlewaretoken=token_on(first))
    assert second.status_code == 403
    assert "<h1>Deze pagina stond te lang open</h1>" in second.content.decode()
    assert f'value="{CANARY}"' in second.content.decode()
    third = send(client, note, csrfmiddlewaretoken=token_on(second))
    assert third.status_code == 302
    assert CANARY in client.get(third["Location"]).content.decode()


def test_whose_key_is_closed_reads_that_at_once(house, note):
    client = browser(house.log_in())
    del client.cookies[keys.COOKIE]
    page = send(client, note)
    assert "<h1>Uw sleutel is dicht</h1>" in page.content.decode()
    assert f'value="{CANARY}"' in page.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "https://elsewhere.example"},
        {"origin": "http://testserver.elsewhere.example"},
        {"origin": "http://testserver:8080"},
        {"origin": "https://testserver"},
        {"origin": "https://elsewhere.example", "referer": f"{OURS}/nl/desk/queue/"},
        {"referer": "https://elsewhere.example/"},
        {"referer": f"https://elsewhere.example/?{OURS}"},
        {"referer": "http://testserver@elsewhere.example/"},
        {"referer": "http://[testserver/"},
        {"origin": "null", "referer": f"{OURS}/nl/desk/queue/"},
    ],
    ids=str,
)
@pytest.mark.parametrize("who", ["a colleague", "nobody"])
def test_another_site_never_gets_its_text_back_with_a_button(house, note, headers, who):
    client = browser(house.log_in() if who == "a colleague" else None)
    for url in (note, reverse("account_login"), reverse("accounts:recover")):
        page = client.post(url, {"text": CANARY, "username": CANARY, "login": CANARY}, headers=headers)
        html = page.content.decode()
        assert page.status_code == 403
        assert CANARY not in html
        assert SEND_AGAIN not in html
        assert "te lang open" in html


def test_the_page_before_is_enough_where_a_browser_names_no_origin(house, note):
    page = browser(house.log_in()).post(note, {"text": CANARY}, headers={"referer": f"{OURS}/nl/desk/queue/"})
    assert SEND_AGAIN in page.content.decode()


def test_a_wrong_token_of_another_browser_is_no_reason_to_lose_the_text(house, note):
    client = browser(house.log_in())
    page = send(client, note, csrfmiddlewaretoken="x" * 64)
    assert f'value="{CANARY}"' in page.content.decode()
    assert "x" * 64 not in page.content.decode()


def test_a_page_outside_the_desk_stands_in_the_public_frame_without_secrets(house):
    page = browser().post(
        reverse("accounts:recover"),
        {"username": "noor", "recovery_code": CANARY, "new": CANARY, "again": CANARY},
        headers={"origin": OURS},
    )
    html = page.content.decode()
    assert page.status_code == 403
    assert "data-exit" in html
    assert 'name="username" value="noor"' in html
    assert CANARY not in html
    assert "Wachtzinnen en codes komen nooit terug" in html


def test_public_forms_need_no_token_so_nothing_of_them_is_ever_refused_for_it(house):
    for url in (reverse("reports:start", args=["noord"]), reverse("reports:back")):
        assert browser().post(url, {"go": "next"}, headers={"origin": "null"}).status_code in (200, 422)


def test_whoever_must_choose_a_passphrase_first_keeps_the_text(house, note):
    client = house.log_in()
    Person.objects.filter(pk=house.people[Role.ANALYST]).update(must_change_passphrase=True)
    page = client.post(note, {"text": CANARY})
    assert "<h1>Kies eerst een eigen wachtzin</h1>" in page.content.decode()
    assert f'value="{CANARY}"' in page.content.decode()
    foreign = browser(client).post(note, {"text": CANARY}, headers={"origin": "https://elsewhere.example"})
    assert CANARY not in foreign.content.decode()
    assert client.get(note)["Location"] == reverse("accounts:passphrase")


def test_a_form_that_is_too_large_is_refused_as_before(house, note, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    page = browser().post(note, {"text": "x" * 2000}, headers={"origin": OURS})
    assert page.status_code == 400
    many = "&".join(f"a={number}" for number in range(1500))
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
    page = browser().post(
        note, many, content_type="application/x-www-form-urlencoded", headers={"origin": OURS}
    )
    assert page.status_code == 400


def test_the_server_keeps_nothing_of_it(house, note, caplog):
    client = browser(house.log_in())
    for cookies in ((), (keys.COOKIE,), ("sessionid",), ("csrftoken",)):
        for name in cookies:
            client.cookies.pop(name, None)
        page = send(client, note)
        assert CANARY in page.content.decode()
        assert CANARY not in str(page.cookies)
        assert CANARY not in str(page.headers)
    assert not any(CANARY in str(each.get_decoded()) for each in Session.objects.all())
    assert CANARY not in caplog.text
    tables = connection.introspection.table_names()
    assert len(tables) > 30
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                assert not any(CANARY.encode() in _bytes(value) for value in row), table


def _bytes(value):
    return bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
