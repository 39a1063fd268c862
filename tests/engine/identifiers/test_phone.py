import phonenumbers
import pytest

from seinhuis.engine.identifiers import reasons

from .finding import Kind, found, only, refused

WAYS = [
    "06-12345678", "06 12 34 56 78", "06.12.34.56.78", "06/12345678", "0612345678", "(06) 12345678",
    "[06] 1234 5678", "06 - 12 - 34 - 56 - 78",
    "06 123 456 78", "06 1234 5678", "06_12_34_56_78", "06*12*34*56*78", "06~12345678", "06 · 12 34 56 78",
    "06,12345678",
    "0 6 1 2 3 4 5 6 7 8", "0-6-1-2-3-4-5-6-7-8", "0.6.1.2.3.4.5.6.7.8",
    "o6-12345678", "O6 12345678", "06-l2345678", "06-I2345678", "06-|2345678", "O6 l2 34 S6 7B",
    "nul zes een twee drie vier vijf zes zeven acht", "nul-zes-een-twee-drie-vier-vijf-zes-zeven-acht",
    "Nul Zes, een twee drie, vier vijf zes, zeven acht", "nulzes eentweedrie vier vijf zes zevenacht",
    "nul zes een2drie4vijf678",
    "nul zes 12345678", "nul 6 12 34 56 78", "0 zes 12345678",
    "nul zes twaalf vierendertig zesenvijftig achtenzeventig",
    "zero six one two three four five six seven eight", "ZERO SIX 1 2 3 4 5 6 7 8",
    "zero 6 twelve thirtyfour fiftysix seventyeight",
    "06 1234\n5678", "06-12\r\n345678", "06\n12345678",
    "０６１２３４５６７８", "０６－１２３４５６７８", "0️⃣6️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "⓪⑥①②③④⑤⑥⑦⑧", "𝟎𝟔𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", "٠٦١٢٣٤٥٦٧٨",
    "06\u200b12\u200b34\u200b56\u200b78",
    "06\u00a012\u00a034\u00a056\u00a078", "06–12345678", "06‑12345678",
    "+31612345678", "+31 6 12345678", "+31 (0)6 12345678", "+31(0)612345678", "+31-6-12345678",
    "+31 06 12345678", "0031612345678", "0031 6 12 34 56 78",
    "0031 (0)6-12345678", "00 31 6 12345678", "plus 31 6 12345678", "(+31) 6 12345678", "+ 31 6 12345678",
    "31612345678", "31 6 12345678",
]  # fmt: skip


@pytest.mark.parametrize("written", WAYS)
def test_one_mobile_number_in_many_ways(written):
    for text in (
        written,
        f"bel {written}.",
        f"hij zei: {written} en toen niets meer",
        f"Kamer 12, {written}, vanaf 15 uur",
    ):
        assert found(text, Kind.PHONE) == ["+31612345678"], text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("020-1234567", "+31201234567"),
        ("(020) 123 45 67", "+31201234567"),
        ("tel. 010 - 123 45 67", "+31101234567"),
        ("0475 123456", "+31475123456"),
        ("088 123 4567", "+31881234567"),
        ("bel 0900-8844", "+319008844"),
        ("0800 1234", "+318001234"),
        ("+31 20 123 4567", "+31201234567"),
        ("+32 475 12 34 56", "+32475123456"),
        ("0032475123456", "+32475123456"),
        ("+49 1512 3456789", "+4915123456789"),
        ("+44 7712 345678", "+447712345678"),
        ("+44 (0)7712 345678", "+447712345678"),
        ("+1 (480) 524-0066", "+14805240066"),
        ("+33 6 12 34 56 78", "+33612345678"),
        ("+40 712 345 678", "+40712345678"),
        ("+359 88 123 4567", "+359881234567"),
        ("+62 852-8353-1427", "+6285283531427"),
        ("tel0612345678", "+31612345678"),
        ("bel:06-12345678", "+31612345678"),
        ("0612345678bel mij", "+31612345678"),
        ("app 06-12345678xx", "+31612345678"),
        ("bel 612345678", "+31612345678"),
        ("wa 447712345678", "+447712345678"),
        ("06 dubbel een 2 3 4 5 6 7", "+31611234567"),
        ("zero six double one two three four five six seven", "+31611234567"),
        ("nummer is 06 - een - twee - 34 - 5678", "+31612345678"),
    ],
)
def test_other_numbers(text, expected):
    assert found(text, Kind.PHONE) == [expected]


def test_libphonenumber_agrees_that_what_is_sure_is_a_number():
    for text in ("020-1234567", "+32 475 12 34 56", "+44 7712 345678", "06-12345678", "088 123 4567"):
        identifier = only(text)
        assert identifier.confidence == 0.95
        assert phonenumbers.is_valid_number(phonenumbers.parse(identifier.canonical))


def test_several_numbers_in_a_row():
    assert found("06-12345678/06-87654321", Kind.PHONE) == ["+31612345678", "+31687654321"]
    assert found("0612345678, 0687654321 of 020 1234567", Kind.PHONE) == [
        "+31612345678",
        "+31687654321",
        "+31201234567",
    ]
    assert found("06 12345678 06 87654321", Kind.PHONE) == ["+31612345678", "+31687654321"]
    assert found("+31612345678 +32475123456", Kind.PHONE) == ["+31612345678", "+32475123456"]


def test_what_stands_beside_it_does_not_get_in():
    assert only("12 06-12345678").raw == "06-12345678"
    assert found("06 1 2 3 4 5 6 7 8 15 jaar", Kind.PHONE) == ["+31612345678"]
    assert found("om 20:00 0612345678", Kind.PHONE) == ["+31612345678"]
    assert found("2025-03-12 0612345678", Kind.PHONE) == ["+31612345678"]
    assert found("€ 150 06-12345678", Kind.PHONE) == ["+31612345678"]


def test_obfuscation_is_recorded():
    plain, hidden = only("06-12345678"), only("nul zes 12345678")
    assert (plain.confidence, plain.obfuscated) == (0.95, False)
    assert (hidden.confidence, hidden.obfuscated) == (0.8, True)
    assert only("０６１２３４５６７８").obfuscated
    assert not only("06\u00a012\u00a034\u00a056\u00a078").obfuscated
    broken = only("06 1234\n5678")
    assert (broken.confidence, broken.obfuscated) == (0.8, False)


def test_a_series_that_is_not_given_out_is_less_sure():
    assert only("06-98765432").confidence == 0.6
    assert only("+44 7700 900123").confidence == 0.6


@pytest.mark.parametrize(
    ("text", "raw", "reason"),
    [
        ("06-1234****", "06-1234****", reasons.PHONE_MASKED),
        ("06-12xxxxxx", "06-12xxxxxx", reasons.PHONE_MASKED),
        ("+31 6 XXXX XXXX", "+31 6 XXXX XXXX", reasons.PHONE_MASKED),
        ("0612...78 belt", "0612...78", reasons.PHONE_MASKED),
        ("pakket 1234567890123", "1234567890123", reasons.PHONE_OTHER_NUMBER),
        ("1234567890123456", "1234567890123456", reasons.PHONE_LONG),
        ("06-123456", "06-123456", reasons.PHONE_SHORT),
        ("ordernummer 0612345678", "0612345678", reasons.PHONE_OTHER_NUMBER),
        ("factuur: 0201234567", "0201234567", reasons.PHONE_OTHER_NUMBER),
        ("rekeningnummer 0123456789", "0123456789", reasons.PHONE_OTHER_NUMBER),
        ("0612345678 euro", "0612345678", reasons.PHONE_PRICE),
        ("0123456789", "0123456789", reasons.PHONE_NOT_ISSUED),
        ("085242812525", "085242812525", reasons.PHONE_COUNTRY_UNKNOWN),
        ("9876543210", "9876543210", reasons.PHONE_COUNTRY_UNKNOWN),
    ],
)
def test_what_only_looks_like_one(text, raw, reason):
    assert (raw, reason) in refused(text, Kind.PHONE)
    assert found(text, Kind.PHONE) == []


@pytest.mark.parametrize(
    "text",
    [
        "kamer 12 om 15:30 tot 16:45", "op 12-03-2025 om 12:00", "van 08.00 17.00 uur",
        "postcode 1012 AB nummer 34", "een meisje, nul zes",
        "€ 1.250,50 en 12,50 en 20", "06-12-2025 12:00", "+++300/4373/01869+++", "BSN 123456782",
        "v1.2.3.4567", "kenteken 12-XHZ-3",
        "NL91 ABNA 0417 1643 00", "prijs 10 20 30 40 50", "zo is het", "0 1 2 3 4 5 6",
        "1 2 3 4 5 6 7 8 9 10", "112", "3SNL1234567890123",
    ],
)  # fmt: skip
def test_no_number(text):
    assert found(text, Kind.PHONE) == []


@pytest.mark.parametrize(
    "text",
    [
        "bel0612345678voor info", "Nummer06-12345678Kees", "app:06-12345678voor", "0612345678!!!",
        "Bel!0612345678!",
        "06 12 34 56 78!!", "|0612345678|kamer 12|", "naam|0612345678|kamer", "06&nbsp;12345678",
        "zero six, twelve, thirty-four, fifty-six, seventy-eight",
        "zero six twelve thirty four fifty six seventy eight",
    ],
)  # fmt: skip
def test_what_stands_against_the_number_is_no_part_of_it(text):
    assert found(text, Kind.PHONE) == ["+31612345678"]


def test_two_numbers_against_each_other():
    assert found("0612345678of0687654321", Kind.PHONE) == ["+31612345678", "+31687654321"]
    assert found("0612345678|0687654321", Kind.PHONE) == ["+31612345678", "+31687654321"]


@pytest.mark.parametrize("text", ["0,612345678", "0.612345678", "0.0612345678", "koers 0,123456789"])
def test_a_fraction_is_no_number(text):
    assert found(text, Kind.PHONE) == []


@pytest.mark.parametrize("text", ["+32 (0)470 12.34.56", "+32470/12.34.56", "+32 470 12.10.24"])
def test_what_could_be_a_day_within_a_number_is_part_of_the_number(text):
    assert found(text, Kind.PHONE) == ["+32470" + "".join(filter(str.isdigit, text.split("470")[1]))]
    assert found(text, Kind.DATE) == []
