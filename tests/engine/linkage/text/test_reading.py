import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.engine.linkage.text.reading import WrongTexts, read_texts
from seinhuis.engine.linkage.text.words import read_words, shingles_of_signs, shingles_of_words
from tests.engine.linkage.text.samples import column


def words(text):
    return [word.folded for word in read_words(text)]


def kernel_shingles(reading, row):
    begin, middle, end = reading.bounds[row].tolist()
    return reading.shingles[begin:middle].tolist(), reading.shingles[middle:end].tolist()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Een MEISJE, één café!", ["een", "meisje", "een", "cafe"]),
        ("ÅNGSTRÖM naïef Łódź straße", ["angstrom", "naief", "lodz", "strasse"]),
        ("ＦＵＬＬ ｗｉｄｔｈ 𝐛𝐨𝐥𝐝", ["full", "width", "bold"]),
        ("Ĳsland ĳs ﬁets", ["ijsland", "ijs", "fiets"]),
        ("zero\u200bwidth soft\u00adhyphen", ["zerowidth", "softhyphen"]),
        ("café", ["cafe"]),
        ("Привет Γειά שלום مرحبا", ["привет", "γεια", "שלום", "مرحبا"]),
        ("日本語", ["日本語"]),
        ("kamer 12a, 3 euro", ["kamer", "0a", "0", "euro"]),
        ("bel 06-12 34 56 78 nu", ["bel", "0", "nu"]),
        ("bel 0612345678 nu", ["bel", "0", "nu"]),
        ("bel 0️⃣6️⃣1️⃣ nu", ["bel", "0", "nu"]),
        ("١٢٣ ½ ²", ["0"]),
        ("a😀b \x00 c", ["a", "b", "c"]),
        ("😀 … --", []),
        ("", []),
    ],
)
def test_words_are_folded_to_what_they_say(text, folded):
    assert words(text) == folded


def test_words_keep_their_place_in_code_points():
    text = "😀 Café, 06 12 einde"
    assert [(each.folded, text[each.start : each.end]) for each in read_words(text)] == [
        ("cafe", "Café"),
        ("0", "06 12"),
        ("einde", "einde"),
    ]


@given(st.lists(st.one_of(st.none(), st.text(max_size=120), st.text("ab1 é", max_size=120)), max_size=6))
def test_kernel_and_python_read_the_same(texts):
    texts = [text and text.encode("utf-8", "replace").decode() for text in texts]
    reading = read_texts(column(texts))
    for row, text in enumerate(texts):
        read = read_words(text or "")
        signs, triples = sorted(shingles_of_signs(read)), sorted(set(shingles_of_words(read)))
        assert kernel_shingles(reading, row) == (signs, triples)


def test_any_kind_of_column_reads_the_same():
    texts = ["een twee drie vier vijf", None, "zes zeven acht negen tien elf", "", "een twee drie vier vijf"]
    plain = read_texts(column(texts))
    sliced = column(["weg", *texts, "weg"])[1:-1]
    chunked = pyarrow.chunked_array([texts[:2], [], texts[2:]], type=pyarrow.large_string())
    for other in (sliced, chunked, column(texts).cast(pyarrow.large_string())):
        reading = read_texts(other)
        assert reading.fingerprints.tolist() == plain.fingerprints.tolist()
        assert reading.shingles.tolist() == plain.shingles.tolist()
        assert reading.bounds.tolist() == plain.bounds.tolist()


@pytest.mark.parametrize("texts", [["een"], pyarrow.array([1, 2]), None, pyarrow.array([b"een"])])
def test_what_is_no_column_of_texts_is_refused(texts):
    with pytest.raises(WrongTexts):
        read_texts(texts)


def test_no_texts():
    assert read_texts(column([])).shingles.size == 0
    assert read_texts(pyarrow.chunked_array([], type=pyarrow.string())).shingles.size == 0
