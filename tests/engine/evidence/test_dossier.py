import dataclasses
import json
import re
import subprocess

import pytest
import typst

from seinhuis.engine.evidence.contracts import CustodyStep, PackageFact, PackageIdentifier, PackagePerson
from seinhuis.engine.evidence.dossier import rendering, timeline
from seinhuis.engine.evidence.dossier.arranging import Surroundings, arrange
from seinhuis.engine.evidence.dossier.glyphs import Glyphs
from seinhuis.engine.evidence.dossier.press import print_dossier
from seinhuis.engine.evidence.dossier.rendering import LONGEST
from seinhuis.engine.evidence.errors import CannotWriteDossier
from seinhuis.engine.evidence.package import compose_package
from seinhuis.engine.evidence.wording import Wording

from . import samples

INJECTIONS = (
    '#import "@preview/x:0.1.0": *',
    '#eval("1+1")',
    "$ x^2 $ *bold* _it_ `raw` @ref <label> // c /* c */",
    "= Heading",
    '"}, {"a": "\\u0000"}',
    "<script>alert(1)</script>",
    "\\ #panic(1) #sys.inputs",
    "=SUM(A1:A2)",
    "]] #[ ) ( {",
)
SCRIPTS = {
    "arabic": "غرفة",
    "cyrillic": "Привет",
    "hebrew": "שלום",
    "greek": "Καλημέρα",
}


def pdf_of(**changes):
    composed = compose_package(samples.content(**changes), signer=samples.SIGNER)
    return composed.files[f"{composed.folder}/data/dossier.pdf"]


def text_of(pdf, *options):
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def words_of(pdf):
    return " ".join(text_of(pdf).split())


def everywhere(text):
    """A content with one text in every field that somebody can type."""
    return {
        "title": text,
        "summary": text,
        "organisation": text,
        "contact": text,
        "recipient": text,
        "signed_by": text,
        "signed_role": text,
        "purpose": text,
        "legal_ground": text,
        "licence_reference": text,
        "consent_statement": text,
        "marking": text,
        "acknowledge_address": text,
        "acknowledge_code": text,
        "facts": (PackageFact("f", 1, text, text, text, "A", "1", "2026-01-01", text),),
        "persons": (PackagePerson("p", 1, text, ((text, text),)),),
        "identifiers": (PackageIdentifier("i", text, text, (text,), (text,), "p"),),
        "exhibits": (samples.exhibit(1, text, description=text, added_by=text),),
        "custody": (CustodyStep(text, text, text, text),),
    }


@pytest.mark.tool("qpdf", "pdfinfo")
@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_a_sound_tagged_archival_accessible_pdf(language, tmp_path):
    file = tmp_path / "dossier.pdf"
    file.write_bytes(pdf_of(language=language))
    checked = subprocess.run(["qpdf", "--check", str(file)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    info = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Tagged:\s+yes", info)
    assert re.search(r"JavaScript:\s+no", info)
    assert "A4" in info
    meta = subprocess.run(["pdfinfo", "-meta", str(file)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"pdfuaid:part>1<", meta)
    assert re.search(r"pdfaid:part>2<", meta)
    assert re.search(r"pdfaid:conformance>A<", meta)
    structure = subprocess.run(["pdfinfo", "-struct", str(file)], capture_output=True, check=True).stdout
    for tag in (b"Table", b"TH", b"Figure", b"H1"):
        assert tag in structure


@pytest.mark.tool("pdfinfo")
def test_everything_that_was_given_stands_in_it():
    words = words_of(pdf_of())
    content = samples.content()
    for text in (
        content.title,
        content.reference,
        content.recipient,
        content.purpose,
        content.legal_ground,
        content.marking,
        content.licence_reference,
        content.consent_statement,
        content.signed_by,
        content.acknowledge_address,
        content.acknowledge_code,
        "14 November 2026, 15:04 (UTC+01:00)",
        "23 October 2026 – towards midnight",
        "usually reliable",
        "probably true",
        "Person 1 – Young person",
        "about 15",
        "Noor",
        "instagram:kees_1999",
        "o6-1234 5678",
        "2 (suspect)",
        content.exhibits[0].sha256,
        "data/exhibits/001-note.txt",
        "Foto van de deur.JPG",
        "may be passed on to police and care",
        "received the report",
        "3 November 2026, 09:12",
        "Nothing has been stated",
    ):
        assert " ".join(text.split()) in words, text
    for fact in content.facts:
        assert fact.text in words
        assert fact.passage in words


@pytest.mark.tool("pdfinfo")
def test_dutch_is_dutch():
    words = words_of(pdf_of(language="nl"))
    for text in (
        "Feiten",
        "meestal betrouwbaar",
        "Bewaarketen",
        "14 november 2026",
        "Verdachte",
        "Zo bevestigt u de ontvangst",
    ):
        assert text in words
    assert not re.search(r"\b(Facts|Exhibit|reliable|Signed by|Chain of custody)\b", words)


@pytest.mark.tool("pdfinfo")
@pytest.mark.parametrize("text", INJECTIONS)
def test_markup_stays_text_in_every_field(text):
    words = words_of(pdf_of(**everywhere(text))).replace(" ", "")
    assert words.count(text.replace(" ", "")) >= 15


@pytest.mark.tool("pdfinfo")
@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS)
def test_other_scripts_can_be_read(text):
    words = words_of(pdf_of(summary=f"{text} 12"))
    shown = text if text in words else text[::-1]
    assert shown in words


@pytest.mark.tool("pdfinfo")
def test_what_no_font_can_show_is_said_in_words():
    words = words_of(
        pdf_of(summary="a\x00b\u202ec \ufeff \ue000 \U0010fffd \ud800 𒀀𒀁 𒀂 done", title="\u2421 🏴󠁧󠁢󠁥󠁮󠁧󠁿")
    )
    assert (
        "[U+202E]c [U+FEFF] [U+E000] [U+10FFFD] [U+D800] [number of signs that this PDF cannot show: 3;"
        in words
    )
    assert "done" in words


@pytest.mark.parametrize(
    "text",
    [
        "x" * 20_000,
        "غ" * 3000,
        "\n" * 500,
        "Ж́" * 400,
        "👩‍👩‍👧‍👦🏽" * 50,
        "".join(map(chr, range(0x250, 0x1000))),
        "\u200b\u00ad" * 200,
    ],
    ids=["long word", "long arabic word", "lines", "combining", "emoji", "many scripts", "invisible"],
)
def test_odd_texts_do_not_stop_it(text):
    assert pdf_of(
        summary=text, facts=(dataclasses.replace(samples.FACTS[0], text=text, passage=text),)
    ).startswith(b"%PDF")


@pytest.mark.tool("pdfinfo")
@pytest.mark.parametrize(
    "text", ["word and word " * 80_000, "line\n" * 200_000, "x" * 1_000_000, "\u0634\n" * 300_000]
)
def test_a_text_that_is_too_long_to_read_is_cut_and_says_so(text):
    composed = compose_package(samples.content(summary=text), signer=samples.SIGNER)
    words = words_of(composed.files[f"{composed.folder}/data/dossier.pdf"])
    left = int(re.search(r"\[(\d+) more signs; the whole text stands in data/case.jsonld\]", words)[1])
    assert left >= len(text) - LONGEST
    assert json.dumps(text, ensure_ascii=False) in composed.case_json.decode()


@pytest.mark.tool("pdfinfo")
def test_a_long_word_breaks_and_can_still_be_copied_whole():
    word = "a0508" * 30
    assert word in text_of(pdf_of(summary=word)).replace("\n", "")


@pytest.mark.tool("pdfinfo")
def test_a_sign_that_turns_out_to_have_no_shape_after_all_does_not_stop_it():
    content = samples.content(summary="first \U00012000 last")
    around = Surroundings(Wording("en"), "0" * 64, (), (), ("a", "b"), stamped=False)
    part = arrange(content, around)
    with pytest.raises(typst.TypstError):
        rendering._compile(part)
    assert "first [U+12000] last" in words_of(rendering._compile_plain(part))


def test_glyphs_are_told_apart_by_what_the_fonts_have():
    glyphs = Glyphs()
    text = "Жа غ 你 \U0010fffd \u202e €"
    glyphs.learn([text])
    said = glyphs.showable(text, lambda count: f"<{count}>")
    assert said.startswith("Жа غ")
    assert said.endswith("[U+10FFFD] [U+202E] €")


def _facts(*days):
    return tuple(PackageFact(f"f{n}", n, "x", "M", "", "A", "1", day) for n, day in enumerate(days, start=1))


def test_the_timeline_keeps_every_fact_in_its_place():
    found = timeline.marks(
        _facts("2026-03-01", "2025", "2026-02", "", "2026-02-30", "0000", "2026-13", "2026-01-31T23:00")
    )
    assert [mark.number for mark in found] == [2, 8, 3, 1]
    drawn = timeline.drawing(found, Wording("en"))
    assert [stack["numbers"] for stack in drawn["stacks"]] == [[8], [1]]
    assert [bar["numbers"] for bar in drawn["bars"]] == [[2], [3]]
    assert drawn["bars"][0]["from"] == 0
    assert all(0 <= tick["at"] <= 1 for tick in drawn["ticks"])


@pytest.mark.parametrize(
    "days",
    [
        ("2026-03-01",),
        ("2026-03-01", "2026-03-02"),
        ("2026-01-01", "2026-12-31"),
        ("1950-01-01", "2026-01-01"),
        ("0001", "9999"),
        ("2026-03-01",) * 300,
    ],
)
def test_timelines_of_any_length_have_few_ticks_and_lose_nothing(days):
    facts = _facts(*days)
    drawn = timeline.drawing(timeline.marks(facts), Wording("nl"))
    assert len(drawn["ticks"]) <= 10
    drawn_numbers = [number for part in (*drawn["stacks"], *drawn["bars"]) for number in part["numbers"]]
    assert sorted(drawn_numbers) == list(range(1, len(facts) + 1))
    assert pdf_of(facts=facts).startswith(b"%PDF")


def test_a_pdf_that_cannot_be_made_says_nothing_of_the_content():
    with pytest.raises(CannotWriteDossier) as caught:
        print_dossier({"summary": "a girl"}, "en")
    assert "girl" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_without_dates_there_is_no_picture():
    assert timeline.drawing(timeline.marks(_facts("", "")), Wording("nl")) is None
