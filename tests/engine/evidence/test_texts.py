import csv
import io
import re

from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.evidence.texts import csv_cell, exhibit_name, folder_name, one_line, visible

ANY_TEXT = st.text(st.characters(codec=None, categories=None), max_size=60)


def test_hidden_signs_are_written_out_and_nothing_else_changes():
    assert visible("a\x00b\u202ec\ufeffd\ud800e\x7f") == "a␀b[U+202E]c[U+FEFF]d[U+D800]e␡"
    assert visible("regel\r\nregel\rregel\u2028regel\ttab") == "regel\nregel\nregel\nregel\ttab"
    assert visible("مرحبا é 😀 \u200d Ж") == "مرحبا é 😀 \u200d Ж"


@given(ANY_TEXT)
def test_visible_text_can_be_encoded_and_stays_the_same_when_done_twice(text):
    once = visible(text)
    once.encode("utf-8")
    assert visible(once) == once
    assert not re.search("[\x00-\x08\u202a-\u202e\u2066-\u2069]", once)


@given(ANY_TEXT)
def test_no_cell_is_a_formula(text):
    cell = csv_cell(text)
    assert not re.match(r"\s*[=+\-@＝＋－＠]", cell)
    assert cell.removeprefix("'") == visible(text) or cell == visible(text)
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow([cell])
    assert next(csv.reader(io.StringIO(line.getvalue(), newline=""))) == [cell]


@given(st.integers(0, 2000), ANY_TEXT)
def test_exhibit_names_are_safe_whatever_the_original(number, original):
    assert re.fullmatch(r"\d{3,4}-[a-z0-9][a-z0-9-]{0,39}\.[a-z0-9]{1,8}", exhibit_name(number, original))


def test_exhibit_names_keep_what_is_readable():
    assert exhibit_name(1, "Foto van de deur (réception).JPG") == "001-foto-van-de-deur-reception.jpg"
    assert exhibit_name(2, "../../etc/passwd") == "002-etc-passwd.bin"
    assert exhibit_name(3, "غرفة") == "003-exhibit.bin"
    assert exhibit_name(4, "a.tar.gz") == "004-a-tar.gz"
    assert exhibit_name(5, "CON.txt\x00.exe") == "005-con-txt.exe"


@given(ANY_TEXT)
def test_folder_names_are_safe(reference):
    assert re.fullmatch(
        r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,46}[A-Za-z0-9_])?", folder_name(reference, "0b9f3a52")
    )


def test_a_plain_reference_is_its_own_folder_name():
    assert folder_name("OV-2026-0007", "x") == "OV-2026-0007"
    assert folder_name("../..", "0b9f3a52-9a0f") == "package-0b9f3a52"


def test_one_line_cuts_off():
    assert one_line("a\n b\t c") == "a b c"
    assert len(one_line("x" * 500)) == 200
