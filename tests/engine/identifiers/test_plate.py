import pytest

from seinhuis.engine.identifiers import reasons
from seinhuis.engine.identifiers.plate import SIDECODES

from .finding import Kind, found, only, refused

EACH_FORM = [
    "GB-12-34", "12-34-GB", "12-GB-34", "GB-12-KL", "GB-KL-12", "12-GB-KL", "12-GBK-3", "1-GBK-23",
    "GB-123-K", "G-123-BK", "GBK-12-L", "G-12-BKL",
    "1-GB-234", "123-GB-4",
]  # fmt: skip


def test_every_sidecode_is_in_the_list():
    assert sorted(SIDECODES.values()) == list(range(1, 15))
    assert len(EACH_FORM) == 14


@pytest.mark.parametrize("plate", EACH_FORM)
def test_every_form_as_people_write_it(plate):
    canonical = plate.replace("-", "")
    spaced = plate.replace("-", " ")
    for text in (
        plate,
        plate.lower(),
        f"Auto {plate} reed weg",
        f"kenteken {plate}",
        f"kenteken {canonical}",
        f"kenteken: {canonical.lower()}",
        f"Kenteken is {spaced}.",
        f"license plate {canonical}",
        f"licence plate: {plate}",
        f"nummerplaat {spaced}",
        f"kenteken {plate.replace('-', '.')}",
        f"kenteken {plate.replace('-', ' - ')}",
    ):
        assert found(text, Kind.PLATE) == [canonical], text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("grijze BMW, 1GBK23", ["1GBK23"]),
        ("zwarte golf met kenteken gb123k", ["GB123K"]),
        ("kentekens 12GBK3 en 45-KLP-6", ["12GBK3", "45KLP6"]),
        ("kenteken 12-GBK3", ["12GBK3"]),
        ("oplegger OB-12-KL, aanhanger WB-12-KL, motor MB-12-KL", ["OB12KL", "WB12KL", "MB12KL"]),
        ("bestelbus V-123-BK", ["V123BK"]),
        ("AB-12-34 is een oude", ["AB1234"]),
        ("the car, plate 12-GBK-3, left", ["12GBK3"]),
    ],
)
def test_in_sentences(text, expected):
    assert found(text, Kind.PLATE) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12-ABC-3", reasons.PLATE_LETTERS),
        ("kenteken 1-AEI-23", reasons.PLATE_LETTERS),
        ("GC-12-KL", reasons.PLATE_LETTERS),
        ("12-QB-KL", reasons.PLATE_LETTERS),
        ("SS-12-34", reasons.PLATE_COMBINATION),
        ("12-SD-34", reasons.PLATE_COMBINATION),
        ("12-NSB-3", reasons.PLATE_COMBINATION),
        ("1-KKK-23", reasons.PLATE_COMBINATION),
        ("12-GVD-3", reasons.PLATE_COMBINATION),
        ("PVV-12-B", reasons.PLATE_COMBINATION),
    ],
)
def test_letters_that_are_not_given_out(text, reason):
    assert [each for _, each in refused(text, Kind.PLATE)] == [reason]
    assert found(text, Kind.PLATE) == []


@pytest.mark.parametrize(
    "text",
    [
        "12-03-25", "XX-12-20", "de auto om 10 uur 20", "kenteken 12 op 23", "06-12345678", "12GBK3",
        "kamer 12 GB 34", "A4-12-34X", "in 3 min 20 km",
        "de bus van 12 tot 23", "kenteken onbekend", "12-maart-25", "Covid-19-NL",
    ],
)  # fmt: skip
def test_no_plate(text):
    assert found(text, Kind.PLATE) == []


def test_without_dashes_a_car_alone_is_only_context():
    assert only("grijze BMW 1GBK23").confidence == 0.6
    assert only("kenteken 1GBK23").confidence == 0.95


@pytest.mark.parametrize(
    "text",
    ["kenteken G H 1 2 3 K", "kenteken gh_123_k", "kentekenGH-123-K", "NL-GH-123-K"],
)
def test_plates_spread_out_or_against_a_word(text):
    assert found(text, Kind.PLATE) == ["GH123K"]


def test_two_plates_with_a_slash_between():
    assert found("GH-123-K/1-ZBB-23", Kind.PLATE) == ["GH123K", "1ZBB23"]
    assert found("map/gh-123-k/bestand", Kind.PLATE) == []
