"""When two canonical forms mean the same thing."""

import pytest

from seinhuis.engine.identifiers import extract, linking_form


@pytest.mark.parametrize(
    "written",
    [
        "http://example.org/room",
        "https://example.org/room",
        "example.org/room",
        "http://www.example.org/room",
    ],
)
def test_an_address_is_the_same_with_and_without_scheme_and_www(written):
    assert linking_form("url", written) == "example.org/room"


@pytest.mark.parametrize(
    "written", ["http://example.org/Room", "ftp://example.org/room", "shop.example.org/room"]
)
def test_another_path_scheme_or_host_is_another_address(written):
    assert linking_form("url", written) != "example.org/room"


def test_www_alone_is_a_name_like_any_other():
    assert linking_form("url", "www.nl") == "www.nl"


def test_other_kinds_are_compared_as_they_are():
    assert linking_form("phone", "+31612345678") == "+31612345678"
    assert linking_form("handle", "instagram:http://") == "instagram:http://"


def test_what_two_people_write_meets():
    first = extract("Kijk op https://www.example.org/room12 als je durft").identifiers[0]
    second = extract("het stond op example.org/room12, geloof ik").identifiers[0]
    assert linking_form(first.kind, first.canonical) == linking_form(second.kind, second.canonical)
