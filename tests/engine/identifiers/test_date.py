import pytest

from seinhuis.engine.identifiers import reasons

from .finding import Kind, found, only, refused


@pytest.mark.parametrize(
    "text",
    [
        "12-03-2025", "12-3-2025", "12/03/2025", "12.03.2025", "12 - 03 - 2025", "2025-03-12", "2025/03/12",
        "2025-03-12T14:00",
        "12 maart 2025", "12 mrt 2025", "12 mrt. 2025", "12 maart '25", "12-mrt-2025", "12e maart 2025",
        "12maart2025", "woensdag 12 maart 2025", "12 Maart 2025",
        "March 12, 2025", "March 12 2025", "March 12th, 2025", "Mar 12, 2025", "12 March 2025",
        "12th of March 2025", "12th March 2025", "12-03-25", "12/03/25",
        "12-03-'25", "１２－０３－２０２５", "12 de marzo de 2025", "12. März 2025",
        "2025年3月12日", "12 mars 2025",
    ],
)  # fmt: skip
def test_one_day_in_many_ways(text):
    for around in (text, f"Op {text} om 15:30 uur", f"gezien ({text}), kamer 12"):
        assert found(around, Kind.DATE) == ["2025-03-12"], around


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3/31/2025", ["2025-03-31"]),
        ("31/03/2025", ["2025-03-31"]),
        ("12-14 maart 2025", ["2025-03-12", "2025-03-14"]),
        ("12 en 13 maart 2025", ["2025-03-12", "2025-03-13"]),
        ("van 12-03-2025 tot 15-03-2025", ["2025-03-12", "2025-03-15"]),
        ("12-03-2025/15-03-2025", ["2025-03-12", "2025-03-15"]),
        ("29 februari 2024", ["2024-02-29"]),
        ("geboren 1-1-1999", ["1999-01-01"]),
        ("12 may 2025 and May 13, 2025", ["2025-05-12", "2025-05-13"]),
        ("19-05-82", ["1982-05-19"]),
    ],
)
def test_more_days(text, expected):
    assert found(text, Kind.DATE) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31-02-2025", reasons.DATE_IMPOSSIBLE),
        ("29 februari 2025", reasons.DATE_IMPOSSIBLE),
        ("32 maart 2025", reasons.DATE_IMPOSSIBLE),
        ("12 maart", reasons.DATE_NO_YEAR),
        ("March 12", reasons.DATE_NO_YEAR),
        ("12-03-1025", reasons.DATE_YEAR),
    ],
)
def test_refused(text, reason):
    assert [each for _, each in refused(text, Kind.DATE)] == [reason]
    assert found(text, Kind.DATE) == []


@pytest.mark.parametrize(
    "text",
    [
        "gisteren", "vorige week dinsdag", "in maart", "maart 2025", "om 12:03", "94.23.94.101",
        "06-12-34-56-78", "1-2-3", "€ 12.03", "12 may have", "kamer 12-03",
        "versie 1.2.30", "tussen 12 en 13 uur", "12-03",
    ],
)  # fmt: skip
def test_no_day(text):
    assert found(text, Kind.DATE) == []


def test_two_digits_of_a_year_are_only_context():
    assert only("12-03-25").confidence == 0.6
    assert only("12-03-2025").confidence == 0.95


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("datum:12-06-2024", ["2024-06-12"]),
        ("d.d.12-06-2024", ["2024-06-12"]),
        ("12-06-2024,13-06-2024", ["2024-06-12", "2024-06-13"]),
        ("datum:2024-06-12", ["2024-06-12"]),
        ("twaalf juni 2024", ["2024-06-12"]),
        ("eenendertig mei 2024", ["2024-05-31"]),
        ("+5978123456 12-06-2024", ["2024-06-12"]),
        ("om 10:12-06-2024", []),
        ("bedrag 7,900.00 15/11/19", ["2019-11-15"]),
    ],
)
def test_days_against_other_signs_and_in_words(text, expected):
    assert found(text, Kind.DATE) == expected
    assert len(found(text, Kind.PHONE)) == text.startswith("+")
