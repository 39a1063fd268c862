"""What no browser sends: other methods, other hosts, too much, in pieces. An answer, never a crash."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from seinhuis.desk.accounts.api import at_the_desk
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.reports.models import Report
from tests.attacks.browsing import Visitor
from tests.attacks.ids import every_pattern, fillings
from tests.attacks.standing import db, put_back  # noqa: F401 - fixtures
from tests.attacks.test_bad_input import forms, standing  # noqa: F401 - fixtures

PATTERNS = every_pattern()
METHODS = ("PUT", "DELETE", "TRACE", "OPTIONS", "HEAD", "BREW")
PUBLIC = ("reports:start", "reports:back", "handover:acknowledge", "account_login", "accounts:recover")


def address(standing, pattern):  # noqa: F811 - the fixture
    line = standing.lines[0]
    known = {**line.parts, "handover": line.draft, "recipient": line.recipient, "entry": line.noise}
    values = next(fillings(pattern, [line.report], [1], {**known, "source": line.parts["report"]}))
    return pattern.address(**values)


def counted():
    from tests.attacks.ids import all_keys

    return {
        model.__name__: len(keys) for model, keys in all_keys().items() if "Journal" not in model.__name__
    }


@pytest.mark.usefixtures("put_back")
def test_other_methods_change_nothing(standing):  # noqa: F811
    before = counted()
    for pattern in PATTERNS:
        url = address(standing, pattern)
        if pattern.name in ("account_logout", "leave"):
            continue
        visitor = standing.visitor(Role.ANALYST) if at_the_desk(url) else Visitor()
        for method in METHODS:
            response = visitor.client.generic(method, url, b"x=1", "application/x-www-form-urlencoded")
            assert response.status_code < 500, (method, url)
    assert counted() == before


@pytest.mark.usefixtures("put_back")
def test_a_method_in_disguise_is_not_taken_for_it(standing):  # noqa: F811
    url = reverse("dossiers:close", args=[standing.lines[0].dossier])
    client = standing.visitor(Role.ANALYST).client
    for headers in ({"X-HTTP-Method-Override": "POST"}, {"X-Method-Override": "POST"}):
        assert client.get(f"{url}?_method=POST", headers=headers).status_code == 405


@pytest.mark.parametrize(
    "host",
    [
        "elsewhere.example",
        "testserver.elsewhere.example",
        "testserver@elsewhere.example",
        "a b",
        "[::1",
        "testserver:x",
    ],
)
@pytest.mark.usefixtures("put_back")
def test_another_host_is_refused_everywhere(standing, host):  # noqa: F811
    for pattern in PATTERNS:
        response = Visitor().client.get(address(standing, pattern), headers={"host": host})
        assert response.status_code in (400, 302), pattern.name
        assert "elsewhere" not in response.content.decode() + response.get("Location", "")


@pytest.mark.parametrize(
    "header", ["X-Forwarded-Host", "X-Forwarded-For", "X-Original-URL", "X-Rewrite-URL", "Forwarded"]
)
@pytest.mark.usefixtures("put_back")
def test_headers_of_a_proxy_that_is_not_there_are_not_believed(standing, header):  # noqa: F811
    for pattern in PATTERNS:
        response = Visitor().client.get(address(standing, pattern), headers={header: "elsewhere.example"})
        assert response.status_code < 500
        assert "elsewhere" not in response.content.decode() + response.get("Location", "")


BODIES = {
    "no text at all": (b"\xff\xfe\x00\x80=\xff&\x80", "application/x-www-form-urlencoded"),
    "half an escape": (b"story=%&text=%f&code=%zz%u1234&login=%00%ff", "application/x-www-form-urlencoded"),
    "another character set": (
        "story=é".encode("utf-16"),
        "application/x-www-form-urlencoded; charset=utf-16",
    ),
    "a character set that is none": (b"story=x", "application/x-www-form-urlencoded; charset=klingon"),
    "json": (json.dumps({"story": ["x"], "login": {"x": 1}}).encode(), "application/json"),
    "parts without an end": (
        b"--x\r\nContent-Disposition: form-data; name=story\r\n\r\nhalf",
        "multipart/form-data; boundary=x",
    ),
    "parts without a boundary": (b"--x\r\n\r\n", "multipart/form-data"),
    "parts that are broken": (
        b"--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--",
        "multipart/form-data; boundary=x",
    ),
    "a boundary that is none": (b"x", "multipart/form-data; boundary=" + "x" * 300),
    "part with broken base64": (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n***\r\n--x--",
        "multipart/form-data; boundary=x",
    ),
    "too many fields": (
        "&".join(f"a{number}=1" for number in range(2000)).encode(),
        "application/x-www-form-urlencoded",
    ),
    "too many files": (
        b"".join(
            f'--x\r\nContent-Disposition: form-data; name="f{n}"; filename="f{n}"\r\n\r\nx\r\n'.encode()
            for n in range(200)
        )
        + b"--x--",
        "multipart/form-data; boundary=x",
    ),
    "no kind": (b"story=x", ""),
    "a file where text belongs": (
        b'--x\r\nContent-Disposition: form-data; name="story"; filename="a"\r\n\r\nx\r\n'
        b'--x\r\nContent-Disposition: form-data; name="draft"; filename="a"\r\n\r\nx\r\n--x--',
        "multipart/form-data; boundary=x",
    ),
}


@pytest.mark.parametrize("what", BODIES)
@pytest.mark.usefixtures("put_back")
def test_a_broken_body_is_answered_everywhere(standing, what):  # noqa: F811
    body, kind = BODIES[what]
    for pattern in PATTERNS:
        url = address(standing, pattern)
        if pattern.name in ("account_logout", "leave"):
            continue
        people = [Visitor()] if not at_the_desk(url) else [standing.visitor(Role.ANALYST)]
        for visitor in people:
            with transaction.atomic():
                response = visitor.client.generic("POST", url, body, kind)
                assert response.status_code < 500, url
                transaction.set_rollback(True)


QUERIES = (
    "?page=%ff%00&show=%00&replaces=x&before=-1&a[]=1&a[b]=2",
    "?page=-1&replaces=%00&before=٣&next=//elsewhere.example",
    "?page=9e999&before=" + "9" * 5000,
    "?page=" + "9" * 5000 + "&" * 3000,
    "?day=0000-00-00&subject=%00&actor=%ff&action=" + "x" * 5000,
)


@pytest.mark.usefixtures("put_back")
def test_a_strange_address_is_answered_everywhere(standing):  # noqa: F811
    for pattern in PATTERNS:
        url = address(standing, pattern)
        role = Role.AUDITOR if pattern.name.startswith("journal") else Role.ANALYST
        for query in QUERIES:
            response = standing.visitor(role).client.get(url + query)
            assert response.status_code < 500, url + query
            assert "elsewhere" not in response.get("Location", "") or pattern.name == "leave"


@pytest.mark.usefixtures("put_back")
def test_strange_cookies_are_answered_everywhere(standing):  # noqa: F811
    for value in ("\x00", "x" * 9000, "é\xff", '";=,', "AAAA", "%00%ff"):
        for name in ("sessionid", "csrftoken", "seinhuis_key", "messages", "django_language"):
            visitor = Visitor()
            visitor.client.cookies[name] = value
            for path in ("front_door", "account_login", "triage:queue", "reports:back"):
                assert visitor.client.get(reverse(path)).status_code < 500, (name, value)


@pytest.mark.usefixtures("put_back")
def test_more_than_fits_is_refused_with_a_page_that_says_so(standing, forms):  # noqa: F811
    """Thirteen megabytes of words, everywhere where something can be sent."""
    body = b"text=" + b"x" * (13 * 1024 * 1024)
    before = Report.objects.count()
    pages = [visitor.get(url) for visitor, url, _key in forms[:12]]
    urls = {form.action for page in pages for form in page.forms if form.method == "post" and form.typed}
    urls |= {address(standing, each) for each in PATTERNS if each.name in PUBLIC}
    for url in urls:
        visitor = standing.visitor(Role.ANALYST) if at_the_desk(url) else Visitor()
        response = visitor.client.post(url, body, content_type="application/x-www-form-urlencoded")
        assert response.status_code in (400, 403, 413), url
        assert "<h1>" in response.content.decode(), url
    assert Report.objects.count() == before


@pytest.mark.usefixtures("put_back")
def test_a_file_that_is_too_large_is_refused_with_a_page_that_says_so(standing):  # noqa: F811
    url = reverse("dossiers:add_exhibit", args=[standing.lines[0].dossier])
    visitor = standing.visitor(Role.ANALYST)
    for megabytes in (26, 40):
        form = visitor.get(url).form("dossiers:add_exhibit")
        large = SimpleUploadedFile("groot.txt", b"x" * (megabytes * 1024 * 1024))
        page = visitor.submit(form, {"file": large, "description": "Kamer 12"})
        assert page.status in (413, 422), page.status
        assert "25 MB" in page.text
        assert "Kamer 12" in page.text
