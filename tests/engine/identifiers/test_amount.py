import pytest

from seinhuis.engine.identifiers import reasons

from .finding import Kind, found, only, refused


@pytest.mark.parametrize(
    "text",
    [
        "€ 150", "€150", "€ 150,-", "€150,00", "€ 150.00", "150 euro", "150 Euro", "150 euro's", "150euro",
        "150 EUR", "EUR 150", "EUR150", "150€", "150 €", "150,- euro",
        "150,00 euro", "eur 150,-", "euro 150", "honderdvijftig euro", "honderd vijftig euro", "150.00 euro",
        "€ １５０",
    ],
)  # fmt: skip
def test_one_amount_in_many_ways(text):
    for around in (text, f"voor {text} per uur", f"Betaald: {text}.", f"{text}, kamer 12"):
        assert found(around, Kind.AMOUNT) == ["EUR 150.00"], around


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EUR 1.250,50", "EUR 1250.50"), ("€ 1.250", "EUR 1250.00"), ("€1,250.00", "EUR 1250.00"),
        ("€ 1 250,50", "EUR 1250.50"), ("1.250.000 euro", "EUR 1250000.00"),
        ("€ 4,85", "EUR 4.85"), ("€1.54", "EUR 1.54"), ("€ 0,99", "EUR 0.99"), ("8,75 €", "EUR 8.75"),
        ("5k euro", "EUR 5000.00"), ("€2k", "EUR 2000.00"),
        ("2,5 miljoen euro", "EUR 2500000.00"), ("vijf duizend euro", "EUR 5000.00"),
        ("tweehonderd euro", "EUR 200.00"), ("twintig euro", "EUR 20.00"),
        ("duizend euro", "EUR 1000.00"), ("vijftienhonderd euro", "EUR 1500.00"),
        ("two hundred dollars", "USD 200.00"),
        ("$200", "USD 200.00"), ("$ 1,200.50", "USD 1200.50"), ("200 dollar", "USD 200.00"),
        ("US$ 20", "USD 20.00"), ("£20", "GBP 20.00"), ("257.69 GBP", "GBP 257.69"),
        ("Rs 12,60,000", "INR 1260000.00"), ("Rs.100", "INR 100.00"), ("Rs 130.000", "INR 130000.00"),
        ("Rp.1.530.475", "IDR 1530475.00"), ("Rp5rb", "IDR 5000.00"),
        ("Rp 50,000", "IDR 50000.00"), ("Rp.175 juta", "IDR 175000000.00"), ("RM10,000", "MYR 10000.00"),
        ("CHF 20", "CHF 20.00"), ("18,850INR", "INR 18850.00"),
        ("1000 PLN", "PLN 1000.00"), ("0.5 btc", "BTC 0.50"), ("BTC 0.00125", "BTC 0.00125"),
        ("₹500", "INR 500.00"), ("Rs.2 crore", "INR 20000000.00"),
    ],
)  # fmt: skip
def test_more_amounts(text, expected):
    assert found(text, Kind.AMOUNT) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100-150 euro", ["EUR 100.00", "EUR 150.00"]),
        ("100 tot 150 euro", ["EUR 100.00", "EUR 150.00"]),
        ("50 euro 100 euro", ["EUR 50.00", "EUR 100.00"]),
        ("€ 50, € 100 en €150", ["EUR 50.00", "EUR 100.00", "EUR 150.00"]),
        ("1,64 € 8,75 €", ["EUR 1.64", "EUR 8.75"]),
        ("kamer 12 150 euro", ["EUR 150.00"]),
    ],
)
def test_several(text, expected):
    assert found(text, Kind.AMOUNT) == expected


@pytest.mark.parametrize(
    "text",
    [
        "kamer 150",
        "150 mensen",
        "euro",
        "€",
        "15:30",
        "europa 2024",
        "€ 0612345678",
        "eurovisie 12",
        "$HOME",
        "15 uur",
    ],
)
def test_no_amount(text):
    assert found(text, Kind.AMOUNT) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Rs XXXX", reasons.AMOUNT_MASKED),
        ("€ ***", reasons.AMOUNT_MASKED),
        ("150 kr", reasons.AMOUNT_CURRENCY),
        ("150 pond", reasons.AMOUNT_CURRENCY),
    ],
)
def test_refused(text, reason):
    assert [each for _, each in refused(text, Kind.AMOUNT)] == [reason]


def test_raw_is_the_whole_amount():
    assert only("betaal € 150,- nu").raw == "€ 150,-"
    assert only("betaal tweehonderd euro nu").raw == "tweehonderd euro"


def test_hundred_without_a_number_before_it():
    assert found("hundred twenty euros", Kind.AMOUNT) == ["EUR 120.00"]
    assert found("&euro; 150", Kind.AMOUNT) == ["EUR 150.00"]
