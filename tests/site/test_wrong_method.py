"""An address that only takes a form says so in a page; it is never a blank one."""

import pytest
from django.test import Client
from django.urls import reverse

from seinhuis.desk.kernel.contracts import Role
from tests.site.addresses import every_address

SAID = "<h1>Hier valt niets te lezen</h1>"


def test_opening_such_an_address_is_a_page_of_the_desk_with_a_way_on(house):
    client = house.log_in(Role.COORDINATOR)
    found = 0
    for address in every_address():
        page = client.get(address.path)
        if page.status_code == 405:
            found += 1
            html = page.content.decode()
            assert SAID in html, address
            assert f'class="button" href="{reverse("desk")}"' in html
            assert page["Allow"] == "POST"
            assert "no-store" in page["Cache-Control"]
    assert found > 5
    assert client.get(reverse("desk"))["Location"] == reverse("triage:queue")


def test_without_logging_in_it_stands_in_the_public_frame(house):
    page = Client().get(reverse("accounts:add"))
    assert (page.status_code, page["Allow"]) == (405, "POST")
    assert SAID in page.content.decode()
    assert "data-exit" in page.content.decode()


@pytest.mark.parametrize("name", ["reports:start", "reports:back", "handover:acknowledge"])
def test_public_addresses_too(house, name):
    page = Client().put(reverse(name, args=["noord"] if name == "reports:start" else []), b"x")
    assert page.status_code == 405
    assert page["Allow"] == "GET, HEAD, POST"
    assert "<h1>" in page.content.decode()
