import pytest

from seinhuis.engine.identifiers import reasons

from .finding import Kind, found, only, refused


@pytest.mark.parametrize(
    "text",
    [
        "15 jaar", "15 jaar oud", "15-jarige", "een 15 jarig meisje", "15jarige", "15 jr oud",
        "een meisje van 15", "een meisje van ongeveer 15", "meisje van rond de 15",
        "meisje van een jaar of 15", "een jaar of 15", "meisje, 15,", "meisje (15)", "leeftijd 15",
        "leeftijd: 15", "leeftijd: ongeveer 15 jaar", "leeftijd is 15",
        "ze is 15.", "zij is pas 15", "ze was toen 15", "ik ben 15", "hij wordt 15", "ze is 15 jaar",
        "ze is nog maar 15", "vijftien jaar", "vijftienjarige", "vijftien-jarig meisje",
        "meisje van vijftien", "ze is vijftien", "15-year-old", "15 year old", "15 years old",
        "fifteen years old", "15 years of age", "15 y/o", "15yo", "15 yrs old", "aged 15",
        "a girl aged about 15", "a girl of about 15", "a girl of 15", "age 15", "age: 15", "she is 15",
        "she's 15", "he was only 15", "I'm 15", "turned 15", "girl, 15, was",
        "girl (15)", "she is 15 years", "１５ jaar", "jonger dan 15", "meisje van 15 jaar",
    ],
)  # fmt: skip
def test_fifteen_in_many_ways(text):
    for around in (text, f"{text} en kamer 12", f"Gezien: {text}."):
        assert found(around, Kind.AGE) == ["15"], around


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tussen de 14 en 16 jaar", ["14", "16"]),
        ("14 of 15 jaar", ["14", "15"]),
        ("14/15 jaar", ["14", "15"]),
        ("14-15 jaar oud", ["14", "15"]),
        ("meisjes van 14 en 15", ["14", "15"]),
        ("between 14 and 16 years old", ["14", "16"]),
        ("a girl of about 15 was brought and fetched three times, room 12", ["15"]),
        ("man van rond de 45 met een meisje van ongeveer 14", ["45", "14"]),
        ("a 15-year-old girl and a 30 year old man", ["15", "30"]),
        ("een vrouw van 23 jaar", ["23"]),
        ("eenentwintig jaar oud", ["21"]),
        ("twenty-one years old", ["21"]),
    ],
)
def test_more_ages(text, expected):
    assert found(text, Kind.AGE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "15 jaar geleden", "15 jaar cel", "sinds 15 jaar", "na 15 jaar", "de afgelopen 15 jaar",
        "15 jaar lang", "over 15 jaar", "15 jaar ervaring", "15 years ago", "for 15 years",
        "15 years in prison", "the last 15 years", "15 jaar getrouwd",
    ],
)  # fmt: skip
def test_a_length_of_time_is_refused(text):
    assert [reason for _, reason in refused(text, Kind.AGE)] == [reasons.AGE_DURATION]
    assert found(text, Kind.AGE) == []


@pytest.mark.parametrize(
    "text",
    [
        "kamer 15", "15 euro", "15 km", "om 15 uur", "she is 5 minutes away", "ze is 15 minuten te laat",
        "hij is 3 keer geweest", "een jaar", "het jaar 2015", "15 maanden",
        "ik ben 2 dagen weg", "in 15 dagen", "15%", "groep van 15 mensen", "meisje van kamer 15b",
        "kind van 3 maanden", "pagina 15", "dit jaar", "page 15",
        "een meisje met 15 tassen", "man van 1.85 m", "vrouw van 15:30 uur",
    ],
)  # fmt: skip
def test_no_age(text):
    assert found(text, Kind.AGE) == []


def test_nobody_is_that_old():
    assert refused("150 jaar oud", Kind.AGE) == [("150 jaar oud", reasons.AGE_IMPOSSIBLE)]


def test_how_sure():
    assert only("15 jaar oud").confidence == 0.95
    assert only("een meisje van 15").confidence == 0.6
    assert only("een meisje van 15").raw == "15"


@pytest.mark.parametrize(
    "text",
    [
        "al 3 jaar", "ze wonen hier 15 jaar", "wij runnen dit hotel 15 jaar", "een straf van 12 jaar",
        "hij kreeg 12 jaar",
        "de eis was 6 jaar", "contract van 2 jaar", "om de 4 jaar", "hij kent haar 2 jaar",
        "het staat 5 jaar leeg",
        "de auto is 15 jaar oud", "zij heeft 3 jaar gezeten", "hij zit er pas 2 jaar",
        "he worked there 10 years",
    ],
)  # fmt: skip
def test_what_lasts_is_refused(text):
    assert found(text, Kind.AGE) == []
    assert [reason for _, reason in refused(text, Kind.AGE)] == [reasons.AGE_DURATION]


@pytest.mark.parametrize(
    "text",
    [
        "hij heeft een dochter van 15 jaar", "er woont een meisje van 15 jaar",
        "daar werkt een meisje, 15 jaar, in de bar",
        "in kamer 12 zit Sanne, 15 jaar", "ze is al 15 jaar", "hij kent een meisje van 15 jaar",
        "daar woont Sanne 15 jaar",
        "meisje van 15j", "ze is 15 j.", "Lisa (v, 15)", "Lisa (15, v)", "zusje (ong. 15)",
        "ik schat haar 15",
        "ze kan niet ouder zijn dan 15", "I was 15 when", "ze was mss 15",
    ],
)  # fmt: skip
def test_a_person_among_what_lasts(text):
    assert found(text, Kind.AGE) == ["15"]
