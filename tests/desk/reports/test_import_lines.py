"""Lines of an import file: what is read, and what is said about a line that is not."""

import contextlib
import datetime
import gzip
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.desk.reports.import_lines import (
    BROKEN_FILE,
    LONGEST_LINE,
    LONGEST_TEXT,
    TOO_LONG_LINE,
    BadLine,
    RawLine,
    parse_line,
    raw_lines,
)

LATEST = datetime.date(2026, 11, 24)
GOOD = {"id": "a1", "month": "2020-06", "text": "Kamer 12"}


def parse(value):
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return parse_line(RawLine(1, data), latest=LATEST)


def read(data):
    return list(raw_lines(io.BufferedReader(io.BytesIO(data))))


def test_a_good_line():
    line = parse({**GOOD, "more": "is left out"})
    assert (line.id, line.month, line.text) == ("a1", datetime.date(2020, 6, 1), "Kamer 12")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"geheim {", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"\xff\xfe geheim", "not valid UTF-8"),
        (b'["geheim"]', "not a JSON object"),
        (b"7", "not a JSON object"),
        ({"id": "geheim", "month": "2020-06"}, "'text' is missing"),
        ({"month": "2020-06", "text": "geheim"}, "'id' is missing"),
        ({**GOOD, "text": None}, "'text' is not a text"),
        ({**GOOD, "text": ["geheim"]}, "'text' is not a text"),
        ({**GOOD, "id": 7}, "'id' is not a text"),
        ({**GOOD, "month": 202006}, "'month' is not a text"),
        ({**GOOD, "text": " \n "}, "'text' is empty"),
        ({**GOOD, "id": ""}, "'id' is empty"),
        ({**GOOD, "month": "2020-13"}, "month"),
        ({**GOOD, "month": "2020-00"}, "month"),
        ({**GOOD, "month": "geheim"}, "month"),
        ({**GOOD, "month": "0020-06"}, "month"),
        ({**GOOD, "month": "2020-06-01"}, "month"),
        ({**GOOD, "month": "２０２０-06"}, "month"),
        ({**GOOD, "month": "2026-12"}, "has yet to begin"),
        ({**GOOD, "text": "geheim" * LONGEST_TEXT}, "longer than"),
        ({**GOOD, "id": "geheim" * 500}, "longer than"),
    ],
)
def test_a_bad_line_says_why_without_a_word_of_it(line, reason):
    with pytest.raises(BadLine, match=reason) as trouble:
        parse(line)
    assert "geheim" not in str(trouble.value)
    assert len(str(trouble.value)) < 100


@given(st.binary(max_size=200))
def test_any_bytes_are_a_line_or_a_bad_line(data):
    with contextlib.suppress(BadLine):
        assert isinstance(parse(data).text, str)


@given(
    st.fixed_dictionaries(
        {"id": st.text(), "month": st.text(), "text": st.text(st.characters(exclude_categories=()))}
    )
)
def test_any_texts_are_a_line_or_a_bad_line(values):
    with contextlib.suppress(BadLine):
        assert parse(values).text == values["text"]


@pytest.mark.parametrize("packed", [False, True])
def test_lines_keep_their_numbers_and_blank_ones_are_passed_over(packed):
    data = b"\xef\xbb\xbf{1}\n\n  \r\n{4}\r\n{5}"
    lines = read(gzip.compress(data) if packed else data)
    assert [(line.number, line.data.strip()) for line in lines] == [(1, b"{1}"), (4, b"{4}"), (5, b"{5}")]


def test_an_empty_file_has_no_lines():
    assert read(b"") == read(gzip.compress(b"")) == []


def test_a_file_of_several_gzip_parts_is_read_to_its_end():
    assert len(read(gzip.compress(b"{1}\n") + gzip.compress(b"{2}\n"))) == 2


@pytest.mark.parametrize("missing", [1, 4, 8, 20, 200])
def test_a_truncated_gzip_gives_what_is_whole_and_says_so(missing):
    whole = gzip.compress(b"".join(json.dumps({**GOOD, "id": str(n)}).encode() + b"\n" for n in range(500)))
    lines = read(whole[:-missing])
    assert lines[-1].trouble == BROKEN_FILE
    assert lines[-1].number == len(lines)
    assert all(parse_line(line, latest=LATEST) for line in lines[:-1])


def test_a_damaged_gzip_is_told():
    whole = bytearray(
        gzip.compress(b"".join(json.dumps({**GOOD, "id": str(n)}).encode() + b"\n" for n in range(500)))
    )
    whole[len(whole) // 2] ^= 0xFF
    assert read(bytes(whole))[-1].trouble == BROKEN_FILE


def test_a_line_without_end_is_skipped_and_the_next_one_read():
    lines = read(b"x" * (3 * LONGEST_LINE) + b"\n{2}\n")
    assert [(line.number, line.trouble) for line in lines] == [(1, TOO_LONG_LINE), (2, "")]
    assert lines[0].data == b""


def test_the_longest_text_fits_with_every_sign_escaped():
    line = parse({**GOOD, "text": "\U0001f600" * LONGEST_TEXT})
    assert len(line.text) == LONGEST_TEXT
    assert len(json.dumps({**GOOD, "text": line.text})) < LONGEST_LINE
