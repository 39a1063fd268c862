import pytest

from seinhuis.engine.identifiers import reasons

from .finding import Kind, found, only, refused


@pytest.mark.parametrize(
    "written",
    [
        "kees@gmail.com", "KEES@Gmail.com", "<kees@gmail.com>", "mailto:kees@gmail.com", "kees @gmail.com",
        "kees@ gmail.com", "kees @ gmail . com",
        "kees(at)gmail.com", "kees (at) gmail.com", "kees[at]gmail[dot]com", "kees {at} gmail {dot} com",
        "kees<at>gmail.com", "kees(a)gmail.com",
        "kees at gmail.com", "kees at gmail dot com", "KEES AT GMAIL DOT COM", "kees at gmail punt com",
        "kees apenstaartje gmail punt com",
        "kees apenstaart gmail.com", "kees apestaartje gmail punt com",
        "kees [apenstaartje] gmail [punt] com", "kees@gmail[.]com", "kees@gmail(dot)com",
        "kees@gmail,com", "kees@gmail com", "ｋｅｅｓ＠ｇｍａｉｌ．ｃｏｍ", "kees＠gmail.com",
        "kees_at_gmail.com",
        "kees -at- gmail.com", "kees@\u200bgmail.com",
    ],
)  # fmt: skip
def test_one_address_in_many_ways(written):
    for text in (written, f"mail naar {written}.", f"Haar adres: {written}, zegt hij"):
        assert found(text, Kind.EMAIL) == ["kees@gmail.com"], text
        assert found(text, Kind.URL) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kees.de.vries+x@bedrijf.co.uk", "kees.de.vries+x@bedrijf.co.uk"),
        ("kees_1999@hotmail.com", "kees_1999@hotmail.com"),
        ("kees underscore 1999 apenstaartje gmail punt com", "kees_1999@gmail.com"),
        ("kees punt de punt vries at hotmail punt com", "kees.de.vries@hotmail.com"),
        ("kees streepje x apenstaartje ziggo punt nl", "kees-x@ziggo.nl"),
        ("info@sub.bedrijf.nl", "info@sub.bedrijf.nl"),
        ("e-mail: kees at bedrijf.nl", "kees@bedrijf.nl"),
        ("(kees@bedrijf.nl)", "kees@bedrijf.nl"),
        ("email:kees@bedrijf.nl", "kees@bedrijf.nl"),
        ("'kees@bedrijf.nl'", "kees@bedrijf.nl"),
    ],
)
def test_other_addresses(text, expected):
    assert found(text, Kind.EMAIL) == [expected]


def test_two_in_a_row():
    assert found("kees@gmail.com,jan@live.nl;piet@ziggo.nl", Kind.EMAIL) == [
        "kees@gmail.com",
        "jan@live.nl",
        "piet@ziggo.nl",
    ]


def test_the_sentence_does_not_get_in():
    assert only("mail naar kees@gmail.com.").raw == "kees@gmail.com"
    assert only("Mail kees at gmail dot com now").raw == "kees at gmail dot com"


@pytest.mark.parametrize(
    "text",
    [
        "meet me at hotel.nl", "call me at kees.nl", "visit us at kees dot nl", "we are at nu.nl",
        "@kees_1999", "5 @ 3.50", "look at this.the end",
        "arrived at 15.30 at the hotel. Net voor vijf", "@ home", "at the dot com party", "kees@",
        "@gmail.com", "stay at booking.com",
    ],
)  # fmt: skip
def test_no_address(text):
    assert found(text, Kind.EMAIL) == []


def test_refusals():
    assert refused("kees@bedrijf.lokaal", Kind.EMAIL) == [
        ("kees@bedrijf.lokaal", reasons.EMAIL_DOMAIN_UNKNOWN)
    ]
    assert refused("k***s@gmail.com", Kind.EMAIL) == [("k***s@gmail.com", reasons.EMAIL_MALFORMED)]


def test_obfuscation_is_recorded():
    assert not only("kees@gmail.com").obfuscated
    assert only("kees [at] gmail [dot] com").obfuscated


@pytest.mark.parametrize(
    "text",
    [
        "kees@gmail.com.Daarna niets", "email=kees@gmail.com&x=1", "Kees/kees@gmail.com",
        "x?mail=kees@gmail.com",
        "kees&#64;gmail&#46;com",
    ],
)  # fmt: skip
def test_what_stands_against_the_address_is_no_part_of_it(text):
    assert found(text, Kind.EMAIL) == ["kees@gmail.com"]
