"""Small decisions without a database: passages, days, the picture of the timeline."""

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.desk.dossiers.happening import NotADay, Period, period
from seinhuis.desk.dossiers.passages import fields_with, find_passage
from seinhuis.desk.dossiers.reference import dossier_reference
from seinhuis.desk.dossiers.timeline import LABEL_HEIGHT, draw
from seinhuis.desk.dossiers.wording import when_in_words


@pytest.mark.parametrize(
    ("passage", "text", "exact"),
    [
        ("drie keer gebracht", "werd drie keer\n gebracht.", "drie keer\n gebracht"),
        ("  kamer 12 ", "in kamer 12", "kamer 12"),
        ("Kamer 12", "in kamer 12", None),
        ("kamer 1", "in kamer 12", "kamer 1"),
        ("a.b", "axb", None),
        ("", "iets", None),
        ("(kamer [12", "een (kamer [12 links", "(kamer [12"),
        ("x", "", None),
    ],
)
def test_a_passage_is_found_as_it_stands_whatever_the_line_breaks(passage, text, exact):
    assert find_passage(passage, text) == exact


@given(st.text(alphabet="ab \n\t.*[(", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_every_piece_of_a_text_is_found_in_it(text, start, end):
    piece = text[start:end]
    found = find_passage(piece, text)
    assert found is None if not piece.split() else found in text


def test_the_fields_that_hold_a_passage_are_named():
    assert fields_with("kamer 12", {"story": "kamer\n12", "where": "hotel", "when": "in kamer 12"}) == (
        "story",
        "when",
    )


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-05-04", (2026, 5, 4), (2026, 5, 4)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2026-12", (2026, 12, 1), (2026, 12, 31)),
        ("2026", (2026, 1, 1), (2026, 12, 31)),
    ],
)
def test_a_day_a_month_and_a_year_are_periods(written, first, last):
    assert period(written) == Period(datetime.date(*first), datetime.date(*last))


@pytest.mark.parametrize(
    "written", ["", "26", "2026-13", "2026-02-30", "04-05-2026", "2026-5", "0000", "9999-12", "٢٠٢٦"]
)
def test_anything_else_is_no_day(written):
    with pytest.raises(NotADay):
        period(written)


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_days(written):
    try:
        found = period(written)
    except NotADay:
        return
    assert found.first <= found.last


def test_days_are_said_in_words():
    assert [when_in_words(each) for each in ("2026-05-04", "2026-05", "2026")] == [
        "4 mei 2026",
        "mei 2026",
        "2026",
    ]


def test_the_picture_keeps_order_distances_and_readable_labels():
    picture = draw([(3, "2026-12-31"), (1, "2026-01-01"), (2, "2026-01-02"), (4, "2026-06")])
    assert [mark.number for mark in picture.marks] == [1, 2, 4, 3]
    assert picture.marks[0].top < picture.marks[1].top + 1 < picture.marks[2].top < picture.marks[3].top
    labels = [mark.label for mark in picture.marks]
    assert all(later - earlier >= LABEL_HEIGHT for earlier, later in itertools.pairwise(labels))
    assert not picture.marks[2].one_day
    assert labels[-1] < picture.height


@given(st.lists(st.tuples(st.integers(1, 99), st.dates().map(str)), max_size=30))
def test_the_picture_holds_every_fact(facts):
    picture = draw(facts)
    if not facts:
        assert picture is None
        return
    assert sorted(mark.number for mark in picture.marks) == sorted(number for number, _written in facts)
    assert all(
        0 < mark.top <= mark.bottom < picture.height and mark.label < picture.height for mark in picture.marks
    )


def test_a_reference_is_short_and_follows_from_the_id():
    import uuid

    assert dossier_reference(uuid.UUID("7f3a91c2-0000-4000-8000-000000000000")) == "D-7F3A-91C2"
