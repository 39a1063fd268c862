"""Every page of the desk in a narrow window, in both languages, mirrored, and where a form was refused."""

from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import override_settings
from django.urls import resolve, reverse, translate_url
from django.utils import translation
from django.utils.translation import gettext as said

from seinhuis.desk.kernel.contracts import Role
from tests.desk.conftest import make_house
from tests.journeys.full_house import make_full_house
from tests.journeys.looking import look, unfold

ROLES = (Role.ANALYST, Role.COORDINATOR, Role.KEYHOLDER, Role.AUDITOR, Role.ADMINISTRATOR)
# Addresses that only take a form, give a file, or send on to a page that is looked at under its own address.
SOMETHING_ELSE = {"a form", "a file", "another page"}


@pytest.fixture(scope="module")
def transactional_db(django_db_setup, django_db_blocker):
    """The database for all tests here, instead of one for each: they read, and what they send is refused."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def house(transactional_db, live_server, tmp_path_factory):
    with (
        translation.override("nl"),
        override_settings(
            SEINHUIS_BASE_ADDRESS=live_server.url,
            SEINHUIS_CORPUS=tmp_path_factory.mktemp("full") / "corpus",
            SEINHUIS_EXIT_URL=reverse("front_door"),
        ),
    ):
        cache.clear()
        yield make_house("noord")


@pytest.fixture(scope="module")
def pages(house):
    """The addresses of pages by the first role that may see them."""
    clients = {role: house.log_in(role) for role in ROLES}
    found = {role: [] for role in ROLES}
    for address in make_full_house(house).addresses():
        role, kind = first_to_see(address, clients)
        if kind == "a page":
            found[role].append(address)
        else:
            assert kind in SOMETHING_ELSE, f"{address} is {kind}"
    return found


def first_to_see(address, clients):
    for role, client in clients.items():
        answer = client.get(address)
        kind = what_it_is(answer)
        if kind != "not for this role":
            return role, kind
    return None, "for nobody"


def what_it_is(answer):
    if answer.status_code in (301, 302):
        return "another page"
    if answer.status_code == 405:
        return "a form"
    if answer.status_code == 403:
        return "not for this role"
    if answer.status_code != 200:
        return f"status {answer.status_code}"
    return "a page" if answer["Content-Type"].startswith("text/html") else "a file"


def look_both_ways(page):
    """With everything unfolded: as it is, and mirrored. Gives what is wrong, so that one run tells all."""
    unfold(page)
    troubles = trouble_on(page)
    page.evaluate("document.documentElement.dir = 'rtl'")
    return [*troubles, *(f"mirrored: {each}" for each in trouble_on(page, colours=False))]


def trouble_on(page, **how):
    try:
        look(page, **how)
    except AssertionError as trouble:
        return [str(trouble)]
    return []


def test_every_page_fits_a_narrow_window_as_it_is_and_mirrored(pages, colleague):
    assert sum(map(len, pages.values())) > 40
    troubles = []
    for somebody, address in visits(pages, colleague):
        somebody.page.goto(somebody.base + address)
        troubles += look_both_ways(somebody.page)
    assert not troubles, "\n".join(troubles)


def test_every_page_fits_a_narrow_window_in_english(pages, colleague):
    troubles = []
    for somebody, address in visits(pages, colleague):
        somebody.page.goto(somebody.base + translate_url(address, "en"))
        unfold(somebody.page)
        troubles += trouble_on(somebody.page, colours=False)
    assert not troubles, "\n".join(troubles)


def visits(pages, colleague):
    """Every page with somebody who may see it."""
    for role, addresses in pages.items():
        somebody = colleague(role, width=320) if addresses else None
        for address in addresses:
            yield somebody, address


FORMS = """[...document.querySelectorAll('main form[method=post]')].map((form, number) => [form, number])
    .filter(([form]) => form.querySelector('[required]')).map(([form, number]) => [number, form.action])"""
SEND_EMPTY = """number => {
    const form = document.querySelectorAll('main form[method=post]')[number];
    for (const field of form.querySelectorAll('[required]')) { field.value = ''; field.checked = false; }
    for (const field of form.querySelectorAll('select')) field.selectedIndex = -1;
    HTMLFormElement.prototype.submit.call(form);
}"""
DEAD_LINKS = """[...document.querySelectorAll('main [role=alert] a')]
    .filter(link => !document.getElementById(link.hash.slice(1))).map(link => link.outerHTML)"""


def test_a_form_that_is_refused_says_so_and_leads_to_the_field(pages, colleague):
    troubles, seen = [], set()
    for somebody, address in visits(one_of_each(pages), colleague):
        page = somebody.page
        page.goto(somebody.base + address)
        for number, action in page.evaluate(FORMS):
            name = view_of(action)
            if name in seen:
                continue
            seen.add(name)
            page.goto(somebody.base + address)
            with page.expect_navigation() as answered:
                page.evaluate(SEND_EMPTY, number)
            troubles += refusal_trouble(page, answered.value, action)
    assert len(seen) > 15
    assert not troubles, "\n".join(troubles)


def view_of(address):
    return resolve(urlsplit(address).path).view_name


def one_of_each(pages):
    """One address of each page: the same form about another report or recipient is not sent again."""
    return {
        role: list({view_of(address): address for address in reversed(addresses)}.values())
        for role, addresses in pages.items()
    }


def refusal_trouble(page, answer, action):
    troubles = trouble_on(page)
    if answer.status != 422:
        troubles.append(f"{action} with nothing filled in answers {answer.status}")
    if page.locator("main [role=alert] li").count() == 0:
        troubles.append(f"{action} does not say what is wrong")
    if not page.title().startswith(said("Please check")):
        troubles.append(f"{action} refused: the title says {page.title()}")
    return [*troubles, *(f"{action}: {link} leads nowhere" for link in page.evaluate(DEAD_LINKS))]
