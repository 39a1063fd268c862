import io

import pytest

from seinhuis.engine.linkage.corpus.errors import BadInput
from seinhuis.engine.linkage.corpus.reading.csv_rows import header, rows
from seinhuis.engine.linkage.corpus.reading.lines import Unreadable


def read(text):
    content = text.encode() if isinstance(text, str) else text
    return [
        (number, "broken" if isinstance(row, Unreadable) else row["text"])
        for number, row in rows(io.BytesIO(content), "file")
    ]


def test_quoted_fields_span_lines():
    assert read('id,text\n1,"a\nb, ""c"""\n\n2,d\n') == [(2, 'a\nb, "c"'), (5, "d")]


def test_a_quote_that_is_never_closed_costs_its_own_line():
    assert read('id,text\n1,"a\n2,b\n3,c\n') == [(2, "broken"), (3, "b"), (4, "c")]


def test_a_stray_quote_far_before_another_costs_two_lines():
    middle = "".join(f"{number},x\n" for number in range(50))
    found = read(f'id,text\n1,"a\n{middle}2,"b\n3,c\n')
    assert [text for _, text in found].count("broken") == 2
    assert len(found) == 53


def test_a_wrong_number_of_columns_and_bytes_that_are_no_text():
    assert read(b"id,text\n1,a,b\n2\n3,\xff\n4,d\n") == [
        (2, "broken"),
        (3, "broken"),
        (4, "broken"),
        (5, "d"),
    ]


def test_a_quote_inside_a_field_is_a_sign_like_any_other():
    assert read('id,text\n1,a 5" pipe\n2,b\n') == [(2, 'a 5" pipe'), (3, "b")]


def test_ten_thousand_opened_quotes_are_read_in_time():
    found = read("id,text\n" + '1,"a\n' * 9 + "2,b\n" * 10_000)
    assert len(found) == 10_009


def test_headers():
    assert header(b'"ID";"Text"\r\n') == (["id", "text"], ";")
    assert header(b"id\ttext\ttime\n") == (["id", "text", "time"], "\t")
    assert header(b"name,words\n") is None
    assert header(b"\xff,id,text\n") is None
    with pytest.raises(BadInput):
        read("a,b\n")
