import re

import pytest
from stdnum import iban, numdb

from seinhuis.engine.identifiers import reasons
from seinhuis.engine.identifiers.iban import LENGTHS

from .finding import Kind, found, nothing, only, refused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NL91ABNA0417164300", "NL91ABNA0417164300"),
        ("NL91 ABNA 0417 1643 00", "NL91ABNA0417164300"),
        ("nl91 abna 0417 1643 00", "NL91ABNA0417164300"),
        ("NL91.ABNA.0417.1643.00", "NL91ABNA0417164300"),
        ("NL91-ABNA-0417-1643-00", "NL91ABNA0417164300"),
        ("NL 91 ABNA 0417164300", "NL91ABNA0417164300"),
        ("IBAN:NL91ABNA0417164300.", "NL91ABNA0417164300"),
        ("NL91ABNA0417164300 tnv Kees", "NL91ABNA0417164300"),
        ("NL91ABNAO4I7I643OO", "NL91ABNA0417164300"),
        ("ＮＬ９１ＡＢＮＡ０４１７１６４３００", "NL91ABNA0417164300"),
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        ("BE68 5390 0754 7034", "BE68539007547034"),
        ("GB29 NWBK 6016 1331 9268 19", "GB29NWBK60161331926819"),
        ("FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"),
    ],
)
def test_accounts(text, expected):
    assert iban.is_valid(expected, check_country=False)
    assert found(text, Kind.IBAN) == [expected]
    assert found(text, Kind.PHONE) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("NL92 ABNA 0417 1643 00", reasons.IBAN_CHECKSUM),
        ("NL91ABNA0417164301", reasons.IBAN_CHECKSUM),
        ("DE89 3704 0044 0532 0130 01", reasons.IBAN_CHECKSUM),
        ("iban NL91ABNA041716430", reasons.IBAN_LENGTH),
        ("NL91ABNA04171643001", reasons.IBAN_LENGTH),
        ("NL91 ABNA XXXX XXXX 00", reasons.IBAN_MASKED),
        ("NL91 INGB **** **** 12", reasons.IBAN_MASKED),
    ],
)
def test_refused(text, reason):
    assert [each for _, each in refused(text, Kind.IBAN)] == [reason]
    assert nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "follow the step on the link below please now",
        "account is 12 years old",
        "GT10048 para desabilitar acesse",
        "no 12 of 34",
    ],
)
def test_no_account(text):
    assert found(text, Kind.IBAN) == []
    assert refused(text, Kind.IBAN) == []


def test_letters_typed_for_digits_are_an_obfuscation():
    assert only("NL91ABNAO417164300").obfuscated
    assert not only("NL91ABNA0417164300").obfuscated


def test_the_lengths_are_those_of_python_stdnum():
    forms = numdb.get("iban")
    for country, length in LENGTHS.items():
        form = forms.info(country)[0][1].get("bban")
        if form:
            assert 4 + sum(int(size) for size in re.findall(r"(\d+)!?[nac]", form)) == length, country


@pytest.mark.parametrize(
    "text",
    ["NL91ABNA0417164300tnv Bos", "NL91_ABNA_0417_1643_00", "NL91&nbsp;ABNA&nbsp;0417&nbsp;1643&nbsp;00"],
)
def test_a_word_against_it_and_other_signs_between(text):
    assert found(text, Kind.IBAN) == ["NL91ABNA0417164300"]
