"""Whatever people type arrives: long, odd or broken, it is kept readably or refused with a sentence, and
never lost.
"""

from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seinhuis.desk.kernel.typed_text import visible
from seinhuis.desk.reports.actions import answer_as_reporter
from seinhuis.desk.reports.content import content_from_json, content_to_json, made_visible
from seinhuis.desk.reports.contracts import ReportContent
from seinhuis.desk.reports.models import Report
from seinhuis.desk.reports.rules import headline
from seinhuis.desk.reports.selectors import open_report, open_summaries
from tests.desk.reports.walking import WHOLE

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)
ODD = {
    "nul": "voor\x00na",
    "override": "voor\u202etxt.exe\u202cna",
    "isolates": "\u2066voor\u2069 \u200fna",
    "marks": "\ufeffvoor\u061cna",
    "controls": "voor\x07\x1b[31m\x7fna",
    "html": "<script>alert('x')</script>&amp;\"'",
    "emoji": "voor \U0001f469\u200d\U0001f469\u200d\U0001f467 na \U0001f1f3\U0001f1f1",
    "rtl": "غرفة ١٢ עברית",
    "formula": '=HYPERLINK("x")\n+1\n-1\n@SUM(A1)',
    "template": "{{ 7|add:7 }} {% now 'Y' %} %(x)s ${x}",
}


def story_of(form, house):
    form.press("submit")
    assert form.page.status_code == 200, form.html[:3000]
    return open_report(Report.objects.get().pk, viewer=house.analyst).content.story


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_signs_come_back_on_the_review_and_arrive(form, house, text):
    form.walk_to("story", WHOLE)
    form.press(story=text)
    form.walk_to("review", WHOLE | {"story": {"story": text}})
    assert "<script>alert" not in form.html
    assert story_of(form, house) == visible(text).strip()


def test_a_megabyte_is_refused_with_a_sentence_and_stands_there_still(form):
    form.walk_to("story", WHOLE)
    form.press(story="geluid " * 150_000)
    assert form.page.status_code == 422
    assert form.step == "story"
    assert "Alles wat je typte staat er nog" in form.html
    assert form.html.count("geluid") == 150_000


def test_as_much_as_fits_arrives_whole(form, house):
    text = ("Kamer 12. " * 20_000).strip()
    assert len(text) <= 200_000
    form.walk_to("story", WHOLE)
    form.press(story=text)
    form.walk_to("review", WHOLE | {"story": {"story": text}})
    assert story_of(form, house) == text


def test_far_too_much_gets_a_page_and_no_error(form):
    form.walk_to("story", WHOLE)
    page = form.client.post(
        form.url, {"draft": form.draft, "step": "story", "story": "x" * (13 * 1024 * 1024)}
    )
    assert page.status_code == 413
    assert "<h1" in page.content.decode()


def test_bytes_that_are_no_utf8_are_kept_as_a_mark(form, house):
    form.walk_to("story", WHOLE)
    story = quote_from_bytes(b"voor \xff\xc3\x28 na")
    body = f"draft={form.draft}&step=story&go=next&story={story}"
    form.page = form.client.post(form.url, body, content_type="application/x-www-form-urlencoded")
    form.walk_to("review", WHOLE)
    form.press("submit")
    story = open_report(Report.objects.get().pk, viewer=house.analyst).content.story
    assert story.startswith("voor ")
    assert story.endswith(" na")
    assert "\ufffd" in story


@pytest.mark.parametrize(
    "body", [b"\xff\xfe\x00", b"draft=%FF&step=%00&go=%ED%A0%80", b"&&&===", b"a" * 3000]
)
def test_a_broken_request_is_no_server_error(form, body):
    for content_type in (
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
    ):
        assert form.client.post(form.url, body, content_type=content_type).status_code < 500


def test_a_file_that_somebody_sends_along_is_not_kept(form, house, settings):
    from django.core.files.uploadedfile import SimpleUploadedFile

    form.walk_to("story", WHOLE)
    form.press(story="met een bestand", file=SimpleUploadedFile("plaatje.png", b"x" * 1000))
    assert form.step == "about"
    form.walk_to("review", WHOLE)
    assert story_of(form, house) == "met een bestand"


@given(ANY_TEXT)
def test_making_visible_loses_no_visible_sign_and_is_done_once(text):
    content = made_visible(ReportContent(story=text, identifiers=text))
    assert made_visible(content) == content
    content.story.encode()
    kept = [sign for sign in text if sign.isalnum()]
    rest = iter(content.story)
    assert all(sign in rest for sign in kept)


@given(ANY_TEXT, ANY_TEXT)
def test_a_content_survives_being_written_as_json(story, where):
    content = ReportContent(story=story, where=where, signals=("R01", "Z99"))
    assert content_from_json(content_to_json(content)) == content


@given(ANY_TEXT)
def test_a_headline_is_one_short_line(story):
    line = headline(ReportContent(story=story))
    assert line
    assert len(line) <= 101
    assert line == " ".join(line.split())


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(ANY_TEXT.filter(lambda text: text.strip()))
def test_whatever_is_handed_in_opens_again(house, text):
    report = house.report(story=text).report
    assert open_report(report, viewer=house.analyst).content.story == visible(text)
    assert not open_summaries([report], viewer=house.analyst)[report].damaged


def test_a_fault_in_searching_costs_no_report_and_no_answer(form, house, monkeypatch, caplog):
    def fail(text):
        raise LookupError("geheim")

    monkeypatch.setattr("seinhuis.desk.reports.finding.extract", fail)
    form.walk_to("review", {**WHOLE, "signals": {}})
    assert story_of(form, house) == WHOLE["story"]["story"]
    report = Report.objects.get().pk
    assert "not_searched" in open_report(report, viewer=house.analyst).urgency_reasons
    answer_as_reporter(receipt=form.receipt(), text="06 12345678")
    opened = open_report(report, viewer=house.analyst)
    assert [message.text for message in opened.messages] == ["06 12345678"]
    assert "could not be searched" in caplog.text
