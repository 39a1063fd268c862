"""The public form: one question per page, nothing kept on the server, nothing lost on the way."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import translation

from seinhuis.desk.kernel import clock
from seinhuis.desk.reports.contracts import Consent, Danger, ReporterKind
from seinhuis.desk.reports.models import Report
from seinhuis.desk.reports.selectors import open_report
from seinhuis.desk.reports.signals import CATALOGUE
from seinhuis.desk.reports.steps import STEPS
from tests.desk.reports.walking import WHOLE, Form, hidden


def test_a_report_from_the_first_question_to_the_code(sent, house):
    assert sent.page.status_code == 200
    opened = open_report(Report.objects.get().pk, viewer=house.analyst)
    content = opened.content
    assert content.story == WHOLE["story"]["story"]
    assert content.signals == ("R01", "R12")
    assert content.not_sure
    assert (content.where, content.when) == ("Hotel aan de haven", "vrijdag rond elf uur")
    assert content.consent == Consent.POLICE
    assert content.danger == Danger.NO
    assert content.reporter_kind == ReporterKind.CITIZEN
    assert content.language == "nl"
    assert opened.channel == "form"


def test_no_page_sets_a_cookie_or_may_be_kept(form):
    for _ in range(12):
        assert not form.page.cookies
        assert "no-store" in form.page["Cache-Control"]
        assert "Vary" not in form.page or "Cookie" not in form.page["Vary"]
        form.press(**WHOLE.get(form.step, {}))
    form.press("submit")
    assert "report-code" in form.html
    assert not form.page.cookies
    assert "no-store" in form.page["Cache-Control"]
    assert not Session.objects.exists()


def test_the_receipt_code_opens_the_conversation_and_stands_nowhere_else(sent):
    receipt = sent.receipt()
    page = Client().post(reverse("reports:back"), {"code": receipt.grouped()})
    assert page.status_code == 200
    assert receipt.digits not in page.content.decode()
    assert receipt.grouped() not in page.content.decode()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_renders_in_both_languages(house, language):
    form = Form(house.card.slug, language)
    headings = set()
    for _ in range(10):
        assert form.html.count("<h1") == 1
        assert f'lang="{language}"' in form.html
        headings.add(form.html.split("<h1", 1)[1].split("</h1>")[0])
        form.press(consent="police", story="iets gezien")
    assert len(headings) == 10


def test_dutch_and_english_do_not_mix(house):
    english, dutch = Form(house.card.slug, "en"), Form(house.card.slug, "nl")
    assert "Is somebody in danger right now?" in english.html
    assert "Is somebody in danger right now?" not in dutch.html


def test_danger_shows_112_first_and_then_lets_go_on(form):
    form.press(danger="yes")
    assert form.step == "danger_now"
    assert 'href="tel:112"' in form.html
    form.press()
    assert form.step == "who"
    form.walk_to("review", WHOLE)
    assert 'href="tel:112"' in form.html
    form.press("submit")
    assert 'href="tel:112"' in form.html
    assert Report.objects.get().proposed_urgency == "U0"


def test_only_professionals_are_asked_where_they_work(form):
    form.press()
    form.press(reporter_kind="professional")
    assert form.step == "sector"
    form.press(sector="hotel")
    form.walk_to("review", WHOLE)
    assert "Hotel" in form.html


def test_what_no_longer_shows_on_the_review_is_not_sent(form, house):
    form.walk_to("who", WHOLE)
    form.press(reporter_kind="professional")
    form.press(sector="hotel")
    form.walk_to("review", WHOLE).press("edit-who")
    form.press(reporter_kind="citizen")
    assert "Hotel of andere plek" not in form.html
    form.press("submit")
    assert open_report(Report.objects.get().pk, viewer=house.analyst).content.sector == ""


def test_a_young_person_gets_the_same_form_in_gentler_words(form):
    plain = Form(form.url.split("/")[-2])
    form.press()
    form.press(reporter_kind="young_person")
    plain.press()
    plain.press(reporter_kind="citizen")
    seen = 0
    while form.step != "review":
        assert form.step == plain.step
        seen += form.html.split("<h1")[1] != plain.html.split("<h1")[1]
        answers = {"consent": "nobody_yet"}
        form.press(**answers)
        plain.press(**answers)
    assert seen >= 6


def test_going_back_keeps_everything(form):
    form.walk_to("consent", WHOLE)
    for _ in range(9):
        form.press("previous")
    assert form.step == "danger"
    form.walk_to("review", {name: {} for name in WHOLE} | {"consent": WHOLE["consent"]})
    # Each page was sent empty: what a person empties is empty. Filled pages come back filled.
    assert WHOLE["story"]["story"] not in form.html


def test_going_back_shows_what_was_filled_in(form):
    form.walk_to("consent", WHOLE)
    form.press("previous", consent="care")
    assert "06 12 34 56 78" in form.html
    form.press("next", **WHOLE["online"])
    assert 'value="care"' in form.html.split("checked")[0].rsplit("<input", 1)[1]


def test_leaving_the_last_choice_open_does_not_stop_anybody_from_going_back(form):
    form.walk_to("consent", WHOLE).press("previous")
    assert form.page.status_code == 200
    assert form.step == "online"


def test_changing_an_answer_returns_to_the_review(form):
    form.walk_to("review", WHOLE).press("edit-story")
    assert form.step == "story"
    assert WHOLE["story"]["story"] in form.html
    form.press(story="Toch iets anders")
    assert form.step == "review"
    assert "Toch iets anders" in form.html
    assert "Hotel aan de haven" in form.html


def test_a_change_that_opens_a_page_shows_that_page_first(form):
    form.walk_to("review", WHOLE).press("edit-who")
    form.press(reporter_kind="professional")
    assert form.step == "sector"
    form.press(sector="school")
    assert form.step == "review"


def test_signals_of_the_setting_are_shown_and_ticks_survive_another_setting(form):
    form.walk_to("signals", WHOLE)
    assert 'value="R12"' in form.html
    assert 'value="Y01"' not in form.html
    form.press("previous", signals=["R12"])
    form.press(setting="young_person")
    assert 'value="Y01"' in form.html
    assert 'value="R12"' in form.html
    assert 'value="R13"' not in form.html


def test_without_a_setting_every_signal_is_within_reach(form):
    form.walk_to("signals")
    assert all(f'value="{signal.code}"' in form.html for signal in CATALOGUE)


def test_sending_needs_a_choice_about_passing_on(form):
    form.walk_to("consent", WHOLE).press()
    assert form.page.status_code == 422
    assert form.step == "consent"
    assert not Report.objects.exists()


def test_the_review_page_does_not_send_without_that_choice(form):
    form.walk_to("consent", WHOLE).press("previous")
    form.page = form.client.post(form.url, {"draft": form.draft, "step": "review", "go": "submit"})
    assert form.page.status_code == 422
    assert form.step == "consent"
    assert not Report.objects.exists()


def test_an_entirely_empty_report_is_refused_with_a_sentence(form):
    form.walk_to("review", {"consent": {"consent": "care"}}).press("submit")
    assert form.page.status_code == 422
    assert form.step == "review"
    assert 'role="alert"' in form.html
    assert not Report.objects.exists()


def test_one_tick_is_enough(form):
    form.walk_to("review", {"consent": {"consent": "care"}, "signals": {"signals": ["Y03"]}}).press("submit")
    assert form.page.status_code == 200
    assert Report.objects.count() == 1


def send_again(form, draft):
    return form.client.post(form.url, {"draft": draft, "step": "review", "go": "submit"})


def test_a_double_click_or_reload_makes_one_report_and_shows_the_same_code(form):
    form.walk_to("review", WHOLE)
    draft = form.draft
    form.page = send_again(form, draft)
    code = form.receipt()
    form.page = send_again(form, draft)
    assert form.page.status_code == 200
    assert form.receipt() == code
    assert Report.objects.count() == 1


def test_the_code_is_shown_again_for_half_an_hour_only(form):
    form.walk_to("review", WHOLE)
    draft = form.draft
    send_again(form, draft)
    with clock.stopped_at(clock.now() + datetime.timedelta(minutes=31)):
        late = send_again(form, draft)
    assert late.status_code == 409
    assert "report-code" not in late.content.decode()
    assert Report.objects.count() == 1


def test_a_change_after_sending_is_another_report_and_not_lost(form, house):
    form.walk_to("review", WHOLE)
    before = form.draft
    send_again(form, before)
    form.press("edit-story")
    form.press(story="Er is nog iets bij gekomen")
    form.press("submit")
    assert form.page.status_code == 200
    stories = {open_report(row.pk, viewer=house.analyst).content.story for row in Report.objects.all()}
    assert stories == {WHOLE["story"]["story"], "Er is nog iets bij gekomen"}


def test_a_changed_draft_is_told_and_the_page_at_hand_is_kept(form):
    form.walk_to("story", WHOLE)
    broken = form.draft[:-6] + "AAAA=="
    page = form.client.post(form.url, {"draft": broken, "step": "story", "go": "next", "story": "Dit blijft"})
    html = page.content.decode()
    assert page.status_code == 422
    assert 'role="alert"' in html
    assert "Dit blijft" in html
    assert hidden(html, "step") == "story"
    form.page = page
    form.press(story="Dit blijft").content.decode()
    assert form.step == "about"


def test_a_draft_of_another_organisation_does_not_open(form, other_house):
    form.walk_to("story", WHOLE)
    url = reverse("reports:start", args=[other_house.card.slug])
    page = form.client.post(url, {"draft": form.draft, "step": "story", "go": "next"})
    assert page.status_code == 422


def test_an_organisation_that_takes_no_reports_has_no_form(house):
    assert Client().get(reverse("reports:start", args=["nergens"])).status_code == 404


def test_the_printable_page_shows_the_same_code(sent):
    receipt = sent.receipt()
    sealed = hidden(sent.html, "code")
    assert receipt.digits not in sealed
    sent.page = sent.client.post(sent.url, {"go": "print", "code": sealed})
    assert sent.receipt() == receipt
    again = sent.client.post(sent.url, {"go": "print", "code": sealed[:-8] + "AAAAAAA="})
    assert again.status_code == 422
    assert "report-code" not in again.content.decode()


def test_other_methods_are_refused(form):
    assert form.client.put(form.url, b"x").status_code == 405


def test_every_step_has_a_way_onward_and_one_back(form):
    for step in STEPS[2:]:
        if step.name == "sector":
            continue
        form.walk_to(step.name, WHOLE)
        assert form.html.index('value="previous"') > form.html.rindex('class="button button-primary"')


def test_pages_have_neutral_titles(form):
    words = ("misbruik", "mensenhandel", "seks", "uitbuiting", "abuse", "exploitation")
    for language in ("nl", "en"):
        with translation.override(language):
            page = Form(form.url.split("/")[-2], language)
            for _ in range(11):
                title = page.html.split("<title>")[1].split("</title>")[0].lower()
                assert not any(word in title for word in words)
                page.press(consent="care", story="x")
