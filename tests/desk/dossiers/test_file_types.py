"""What a dossier takes is judged by content."""

import io
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.desk.dossiers.file_types import (
    EXTENSIONS,
    LARGEST,
    SIGNATURES,
    FileRefused,
    Refusal,
    media_type_of,
)
from tests.desk.dossiers.samples import REFUSED, TAKEN, docx


@pytest.mark.parametrize("name", TAKEN)
def test_documents_are_taken(name):
    data, media_type = TAKEN[name]
    assert media_type_of(data) == media_type
    assert media_type in EXTENSIONS


@pytest.mark.parametrize("name", REFUSED)
def test_the_rest_is_refused_with_its_reason(name):
    data, why = REFUSED[name]
    with pytest.raises(FileRefused) as refused:
        media_type_of(data)
    assert refused.value.why == why


@pytest.mark.parametrize("signature", SIGNATURES, ids=lambda each: repr(each[1]))
def test_nothing_that_begins_like_a_picture_archive_or_program_is_taken(signature):
    offset, sign, why = signature
    with pytest.raises(FileRefused) as refused:
        media_type_of(b"a" * offset + sign + b" gewone tekst" * 3)
    assert refused.value.why == why


def test_the_limit_is_25_megabytes():
    assert media_type_of(b"a" * LARGEST) == "text/plain"
    with pytest.raises(FileRefused) as refused:
        media_type_of(b"a" * (LARGEST + 1))
    assert refused.value.why is Refusal.TOO_LARGE


def test_a_document_that_unpacks_to_very_much_costs_little():
    assert "wordprocessing" in media_type_of(docx(("word/big.xml", b"a" * 50_000_000)))


def test_a_document_whose_first_part_unpacks_to_very_much_costs_little():
    """What stands under the name by which a document says what it is, is read no further than that."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", b"a" * 50_000_000)
    tracemalloc.start()
    try:
        assert judged(packed.getvalue()) is Refusal.ARCHIVE
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def judged(data):
    """The media type, or why it is refused."""
    try:
        return media_type_of(data)
    except FileRefused as refused:
        return refused.why


@given(st.binary(max_size=600))
def test_no_bytes_break_the_judgement(data):
    assert judged(data) in {*EXTENSIONS, *Refusal}


@given(
    st.binary(max_size=200),
    st.sampled_from([docx(), b"%PDF-", b"PK\x03\x04", b"From: a\nTo: b\n"]),
    st.integers(0, 300),
)
def test_no_broken_document_breaks_the_judgement(noise, start, cut):
    assert judged(start[:cut] + noise) in {*EXTENSIONS, *Refusal}
