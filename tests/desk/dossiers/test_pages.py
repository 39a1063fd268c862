"""Every address: who may come there, and what hostile texts do on it."""

import json
from html.parser import HTMLParser
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from seinhuis.desk.dossiers.api import create_dossier, open_dossier
from seinhuis.desk.dossiers.urls import urlpatterns
from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.outbox import deliver_pending
from tests.desk.dossiers.whole import whole_dossier, words

HOSTILE = '"><script>alert(1)</script>{{ 7|add:1 }}{% now %}=cmd()\u202e<img src=x onerror=alert(1)>'


@pytest.fixture
def made(house, at):
    whole = whole_dossier(
        house, words(lambda place: "06 12345678" if place == "identifier" else f"{place} {HOSTILE}")
    )
    return {**whole, "record": at("d")}


def addresses(house, made):
    """Every address of the dossiers with ids of this dossier filled in, generated from the URL conf."""
    opened = open_dossier(made["dossier"], viewer=house.analyst)
    entry = {"source": opened.reports[0].entry, "statement": opened.persons[0].statements[0].id}
    ids = {**made, "source": made["report"], "statement": entry["statement"]}
    for pattern in urlpatterns:
        wanted = pattern.pattern.converters
        if "thing" in wanted:
            for thing in ("fact", "person", "identifier", "exhibit", *entry):
                number = entry.get(thing) or made[thing]
                yield reverse("dossiers:withdraw", args=[made["dossier"], thing, number])
            continue
        yield reverse(f"dossiers:{pattern.name}", kwargs={name: ids[name] for name in wanted})


def test_the_list_of_addresses_is_whole(house, made):
    assert len(list(addresses(house, made))) == len(urlpatterns) + 5


def test_everything_opens_for_the_own_analyst_and_coordinator(house, made):
    for role in (Role.ANALYST, Role.COORDINATOR):
        client = house.log_in(role)
        for url in addresses(house, made):
            assert client.get(url).status_code in (200, 405), url


def test_another_organisation_finds_nothing_anywhere(house, other_house, made):
    client = other_house.log_in()
    index = reverse("dossiers:index")
    for url in addresses(house, made):
        if url == index:
            continue
        for answer in (
            client.get(url),
            client.post(url, {"title": "x", "do": "new", "reason": "x", "text": "x"}),
        ):
            assert answer.status_code in (404, 405), url
            assert "title" not in answer.content.decode().split("<main", 1)[-1], url
    assert "title " not in client.get(index).content.decode()
    assert open_dossier(made["dossier"], viewer=house.analyst).state == "open"


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.KEYHOLDER, Role.ADMINISTRATOR])
def test_other_roles_do_not_come_here(house, made, role):
    client = house.log_in(role)
    for url in addresses(house, made):
        assert client.get(url).status_code in (403, 405), url


def test_without_logging_in_there_is_only_the_door(house, made):
    for url in addresses(house, made):
        answer = Client().get(url)
        assert answer.status_code in (302, 405), url


def test_pages_need_a_csrf_token(house, made):
    client = house.log_in()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    url = reverse("dossiers:add_note", args=[made["dossier"]])
    assert strict.post(url, {"text": "x"}).status_code == 403


class Tags(HTMLParser):
    """Collects what a page must not have."""

    def __init__(self):
        super().__init__()
        self.bad = []

    def handle_starttag(self, tag, attributes):
        names = {name for name, _value in attributes}
        if tag == "img" or any(name.startswith("on") for name in names) or "style" in names:
            self.bad.append((tag, names))
        if tag == "script" and "src" not in names:
            self.bad.append((tag, names))


def test_hostile_texts_are_shown_and_do_nothing(house, made):
    client = house.log_in()
    for url in addresses(house, made):
        answer = client.get(url)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        html = answer.content.decode()
        tags = Tags()
        tags.feed(html)
        assert not tags.bad, url
        assert "\u202e" not in html
        assert html.count("<h1") == 1, url
    page = client.get(reverse("dossiers:dossier", args=[made["dossier"]])).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7|add:1 }}" in page
    assert "[U+202E]" in page


def test_nothing_typed_is_in_the_title_of_a_page(house, made):
    client = house.log_in()
    for url in addresses(house, made):
        answer = client.get(url)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            title = answer.content.decode().split("<title>")[1].split("</title>")[0]
            assert "script" not in title, url


def test_an_unknown_dossier_and_unknown_parts_are_not_found(house, made):
    client = house.log_in()
    for name, args in (
        ("dossier", [uuid4()]),
        ("fact_from_source", [made["dossier"], uuid4()]),
        ("add_statement", [made["dossier"], uuid4()]),
        ("assign", [made["dossier"], uuid4()]),
        ("exhibit_file", [made["dossier"], uuid4()]),
        ("withdraw", [made["dossier"], "fact", uuid4()]),
        ("from_report", [uuid4()]),
    ):
        assert client.get(reverse(f"dossiers:{name}", args=args)).status_code == 404, name
    strange = reverse("dossiers:choose_source", args=[made["dossier"]]) + "?replaces=geen-id"
    assert client.get(strange).status_code == 404


def test_an_empty_list_says_what_to_do(house):
    html = house.log_in().get(reverse("dossiers:index")).content.decode()
    assert "Er zijn nog geen dossiers" in html
    assert reverse("triage:queue") in html


def test_the_list_shows_each_dossier(house, made):
    html = house.log_in().get(reverse("dossiers:index")).content.decode()
    assert "title &quot;&gt;&lt;script&gt;" in html
    assert "1 feit" in html


def test_closing_and_opening_again(house, made):
    client = house.log_in()
    client.post(reverse("dossiers:close", args=[made["dossier"]]))
    page = reverse("dossiers:dossier", args=[made["dossier"]])
    html = client.get(page).content.decode()
    assert reverse("dossiers:choose_source", args=[made["dossier"]]) not in html
    refused = client.post(reverse("dossiers:add_note", args=[made["dossier"]]), {"text": "Toch"})
    assert refused.status_code == 422
    assert "Toch" in refused.content.decode()
    client.post(reverse("dossiers:reopen", args=[made["dossier"]]))
    assert reverse("dossiers:choose_source", args=[made["dossier"]]) in client.get(page).content.decode()


def test_heading_and_note_pages(house, made):
    client = house.log_in()
    heading = reverse("dossiers:heading", args=[made["dossier"]])
    assert client.post(heading, {"title": "Nieuw", "summary": "", "seen": 2}).status_code == 302
    late = client.post(heading, {"title": "Te laat", "summary": "Mijn werk", "seen": 2})
    assert late.status_code == 422
    assert "Mijn werk" in late.content.decode()
    assert open_dossier(made["dossier"], viewer=house.analyst).title == "Nieuw"


def test_a_dossier_is_made_from_the_page_of_a_report(house):
    client = house.log_in()
    report = house.report(story="Kamer 12").report
    deliver_pending()
    shown = client.get(reverse("triage:report", args=[report])).content.decode()
    url = reverse("dossiers:from_report", args=[report])
    assert url in shown
    answer = client.post(url, {"do": "new", "title": "Kamer 12"})
    assert answer.status_code == 302
    made = client.get(answer.url)
    assert "Kamer 12" in made.content.decode()
    assert "D-" in client.get(reverse("triage:report", args=[report])).content.decode()


def test_the_page_of_a_report_opens_no_dossier(house, made):
    from seinhuis.desk.dossiers.models import Dossier

    other = house.report(story="Kamer 14").report
    deliver_pending()
    before = JournalEntry.objects.count()
    html = house.log_in().get(reverse("triage:report", args=[other])).content.decode()
    actions = [
        json.loads(bytes(row.canonical))["action"] for row in JournalEntry.objects.filter(index__gte=before)
    ]
    assert not [each for each in actions if each.startswith("dossier.")]
    assert str(Dossier.objects.get().pk) not in html
    assert reverse("dossiers:from_report", args=[other]) + "#add" in html


def test_reports_that_were_joined_go_along_unless_unticked(house):
    from seinhuis.desk.triage.api import join

    client = house.log_in()
    first, second, third = (house.report(story=f"Kamer {number}").report for number in (1, 2, 3))
    deliver_pending()
    for other in (second, third):
        join(other, into=first, viewer=house.analyst)
    url = reverse("dossiers:from_report", args=[first])
    html = client.get(url).content.decode()
    assert html.count('name="reports"') == html.count("checked") - html.count('name="with_related"') == 2
    strange = client.post(url, {"do": "new", "title": "Vreemd", "reports": [str(uuid4())]})
    assert strange.status_code == 422
    answer = client.post(url, {"do": "new", "title": "Samen", "reports": [str(second)]})
    number = answer.url.rstrip("/").split("/")[-1]
    assert {each.id for each in open_dossier(number, viewer=house.analyst).reports} == {first, second}


def test_a_report_is_added_to_an_existing_dossier(house, made):
    client = house.log_in()
    report = house.report(story="Kamer 14").report
    url = reverse("dossiers:from_report", args=[report])
    answer = client.post(url, {"do": "add", "dossier": str(made["dossier"])})
    assert answer.url.endswith("#sources")
    assert len(open_dossier(made["dossier"], viewer=house.analyst).reports) == 2
    assert client.post(url, {"do": "add", "dossier": str(uuid4())}).status_code == 422
    assert client.post(url, {"do": "new", "title": ""}).status_code == 422


def test_dossiers_to_add_to_are_offered_a_page_at_a_time(house, made, monkeypatch):
    monkeypatch.setattr("seinhuis.desk.dossiers.views.from_report.ON_A_PAGE", 2)
    source, report = house.report(story="Kamer 13").report, house.report(story="Kamer 14").report
    others = [create_dossier(viewer=house.analyst, title="Nog een", reports=[source]) for _ in range(3)]
    held = create_dossier(viewer=house.analyst, title="Deze al", reports=[report])
    client, url = house.log_in(), reverse("dossiers:from_report", args=[report])
    seen = {}
    for page in ("1", "2"):
        html = client.get(url, {"page": page}).content.decode()
        assert ("Oudere dossiers" in html) == (page == "1")
        assert ("Nieuwere dossiers" in html) == (page == "2")
        assert f'value="{held}"' not in html
        seen |= {number: page for number in (made["dossier"], *others) if f'value="{number}"' in html}
    assert set(seen) == {made["dossier"], *others}
    last = next(number for number, page in seen.items() if page == "2")
    assert f'action="{url}?page=2"' in html
    answer = client.post(f"{url}?page=2", {"do": "add", "dossier": str(last)})
    assert answer.url.endswith("#sources")


def test_without_logging_in_what_was_typed_comes_back(house, made):
    page = Client().post(reverse("dossiers:add_note", args=[made["dossier"]]), {"text": "Kamer 12\nvrijdag"})
    assert page.status_code == 403
    assert 'name="text" value="Kamer 12\nvrijdag"' in page.content.decode()


@pytest.mark.parametrize(("name", "field"), [("add_note", "text"), ("heading", "title")])
def test_a_text_that_is_too_long_is_refused_with_its_length_and_stays(house, made, name, field):
    url = reverse(f"dossiers:{name}", args=[made["dossier"]])
    client = house.log_in()
    assert "maxlength" not in client.get(url).content.decode()
    page = client.post(url, {field: "k" * 300_000, "seen": 1})
    html = page.content.decode()
    assert page.status_code == 422
    assert "er staan 300000 tekens en er passen er" in html
    assert "k" * 300_000 in html


def test_a_dossier_of_another_organisation_is_no_choice(house, other_house, made):
    report = other_house.report(story="Kamer 14").report
    own = create_dossier(viewer=other_house.analyst, title="Eigen", reports=[report])
    client = other_house.log_in()
    other = other_house.report(story="Kamer 15").report
    url = reverse("dossiers:from_report", args=[other])
    html = client.get(url).content.decode()
    assert str(own) in html
    assert str(made["dossier"]) not in html
    assert client.post(url, {"do": "add", "dossier": str(made["dossier"])}).status_code == 422
