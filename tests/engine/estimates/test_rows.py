import pytest

from seinhuis.engine import estimates
from seinhuis.engine.estimates.disclosure.errors import BadPublication
from seinhuis.engine.estimates.errors import TableError
from seinhuis.engine.estimates.rows import read_rows


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_rows_come_with_their_line_and_by_name(sign):
    text = f"a{sign}b\n1{sign}2\n\n 3 {sign}4\n"
    assert read_rows(text) == (["a", "b"], [(2, {"a": "1", "b": "2"}), (4, {"a": "3", "b": "4"})])


def test_a_path_is_read_with_or_without_a_mark_in_front(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"\xef\xbb\xbfa,b\n1,2\n")
    assert read_rows(path) == (["a", "b"], [(2, {"a": "1", "b": "2"})])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n", "the table has no rows under a header"),
        ("a,a\n1,2\n", "row 1, column a: two columns have this name"),
        ("a,b\n1,2\n1\n", "row 3: 1 fields where the header has 2"),
        ("a,b\n1,2\n1," + "2" * 200_000 + "\n", "row 3: this is not a table of text"),
    ],
)
@pytest.mark.parametrize("wrong", [TableError, BadPublication])
def test_faults_are_named_in_the_words_of_whoever_reads(text, message, wrong):
    with pytest.raises(wrong) as caught:
        read_rows(text, wrong)
    assert str(caught.value) == message


def test_bytes_that_are_no_text(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"a,b\n\xff\xfe,2\n")
    with pytest.raises(TableError, match="the file is not UTF-8"):
        read_rows(path)


def test_a_capture_table_with_an_endless_field_is_refused_in_words():
    with pytest.raises(TableError, match="row 2: this is not a table of text"):
        estimates.CaptureTable.from_csv("A,B,count\n1,0," + "1" * 200_000 + "\n")
