"""The pages of the corpus, in a browser without JavaScript."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import translation

from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel.contracts import Role
from seinhuis.engine.linkage.corpus import Corpus, judgements
from seinhuis.engine.linkage.linking import link
from tests.desk.traces.corpora import PHONE, TAXI, add, make_corpus
from tests.engine.linkage.corpus.making import TODAY


def page(client, name, *args):
    return client.get(reverse(f"traces:{name}", args=args)).content.decode()


def ask(client, value=PHONE, ground="report"):
    return client.post(reverse("traces:corpus"), {"value": value, "ground": ground})


def judge(client, *pair, verdict="not-same", why="details_differ"):
    return client.post(
        reverse("traces:corpus_pair", args=pair), {"verdict": verdict, "why": why}, follow=True
    )


def last_entry():
    return JournalEntry.objects.order_by("-index").first()


def test_the_first_page_shows_clusters_and_a_form(corpus, desk):
    html = page(desk, "corpus")
    assert "4 berichten, van 30 september 2026 tot en met 20 november 2026" in html
    assert "Reden om te kijken:" in html
    assert last_entry().action == "corpus.list_read"


def test_looking_up_finds_the_messages_with_their_cluster(corpus, desk, at):
    answer = ask(desk)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "2 berichten bevatten het." in html
    for name in "cd":
        assert reverse("traces:corpus_record", args=[at(name)]) in html
    assert reverse("traces:corpus_record", args=[at("a")]) not in html
    assert reverse("traces:corpus_cluster", args=[at("a")]) in html
    assert "&lt;b&gt;vandaag&lt;/b&gt;" in html


@pytest.mark.parametrize("value", [PHONE, "nul zes 12345011", "phone:+31612345011"])
def test_a_number_is_looked_up_as_people_write_it(corpus, desk, value):
    assert "2 berichten bevatten het." in ask(desk, value).content.decode()


def test_what_nobody_holds_is_said(corpus, desk):
    assert "Het staat nergens in de verzameling" in ask(desk, "06 1234 5998").content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"value": "gordijnen dicht", "ground": "report"}, "Er is niets herkend"),
        ({"value": PHONE}, "Waarom zoekt u dit op?"),
        ({"ground": "report"}, "Telefoonnummer, account"),
        (
            {"value": " ".join(f"06 1234 50{n:02}" for n in range(20, 26)), "ground": "report"},
            "hoogstens vijf",
        ),
    ],
)
def test_what_cannot_be_looked_up_comes_back_and_no_row_is_written(corpus, desk, typed, said):
    before = JournalEntry.objects.count()
    answer = desk.post(reverse("traces:corpus"), typed)
    html = answer.content.decode()
    assert (answer.status_code, JournalEntry.objects.count()) == (422, before)
    assert 'role="alert"' in html
    assert said in html
    assert "<title>Kijk dit even na" in html


def test_a_look_up_of_a_message_in_no_cluster(corpus, desk):
    add(corpus, corpus.parent, "los", [{"id": "1", "text": "Bel 06 1234 5777 voor een fietsslot"}])
    html = ask(desk, "06 1234 5777").content.decode()
    assert "In geen groep" in html
    assert "fietsslot" in html
    assert "Nadat de sporen werden gezocht" in page(desk, "corpus")


def test_looking_up_from_a_report(corpus, house, desk, hand_in):
    report = hand_in(house, f"{PHONE} en 99-ZZH-9")
    address = reverse("traces:corpus_from_report", args=[report, 1])
    html = desk.get(reverse("triage:report", args=[report])).content.decode()
    assert address in html
    assert "+31612345011" in desk.get(address).content.decode()
    assert desk.post(address, {}).status_code == 422
    assert "2 berichten bevatten het." in desk.post(address, {"ground": "danger"}).content.decode()
    entry = json.loads(bytes(last_entry().canonical))
    assert (entry["action"], entry["ground"]) == ("corpus.looked_up", f"danger {report}")
    assert desk.get(reverse("traces:corpus_from_report", args=[report, 9])).status_code == 404


def test_the_cluster_in_a_picture_and_in_words(corpus, desk, at):
    html = page(desk, "corpus_cluster", at("a"))
    assert "Groep van 4 berichten" in html
    assert "Zonder de zwakste schakel (Bijna dezelfde tekst) valt de groep uiteen: 2 en 2 berichten." in html
    assert html.count("corpus-node corpus-record") == 4
    assert html.count("corpus-node corpus-identifier") == 1
    picture, words = html.split("</svg>", 1)
    for pair in re.findall(r'<a href="([^"]+/pairs/[^"]+)"', picture):
        assert desk.get(pair).status_code == 200
    assert reverse("traces:corpus_pair", args=[at("c"), at("d")]) in words
    assert "9-26" in html
    assert "september 2026" in words
    assert page(desk, "corpus_cluster", at("d")).count("corpus-node") == html.count("corpus-node")


def test_a_message_on_its_own_has_a_page_without_a_picture(corpus, desk, at):
    html = page(desk, "corpus_cluster", at("e"))
    assert "staat op zichzelf" in html
    assert "<svg" not in html


def test_a_message_with_where_it_came_from(corpus, desk, at):
    html = page(desk, "corpus_record", at("d"))
    for said in ("overeenkomst 12", "SHA-256", "bord 7", "&lt;b&gt;vandaag&lt;/b&gt;", "Telefoonnummer"):
        assert said in html
    assert 'href="https' not in html


def test_the_reasons_of_a_shared_number_are_marked_in_both_texts(corpus, desk, at):
    html = page(desk, "corpus_pair", at("c"), at("d"))
    assert f"<mark>{PHONE}</mark>" in html
    assert "<mark>o6 1234 5011</mark>" in html
    assert "verborgen geschreven" in html
    assert "same-identifier-1" in html


def test_the_words_that_differ_are_marked(corpus, desk, at):
    html = page(desk, "corpus_pair", at("a"), at("b"))
    assert '<mark class="corpus-differs">40</mark>' in html
    assert '<mark class="corpus-differs">55</mark>' in html
    assert '<span class="corpus-common">Elke week staat op het bord bij de ingang dat kamer ' in html


def test_judging_and_taking_back(corpus, house, desk, at):
    pair = at("c"), at("d")
    html = judge(desk, *pair).content.decode()
    assert "Uw oordeel is bewaard" in html
    assert "Bijzonderheden in de teksten spreken elkaar tegen" in html
    assert "analyst noord" in html
    (said,) = judgements.standing(corpus)
    assert (said.by, str(said.verdict), said.reason) == (
        str(house.people[Role.ANALYST]),
        "not-same",
        "details_differ",
    )
    link(corpus, day=TODAY)
    assert "Groep van 3 berichten" in page(desk, "corpus_cluster", at("a"))
    assert "Horen niet bij elkaar" in page(desk, "corpus_cluster", at("a"))
    undone = desk.post(reverse("traces:corpus_take_back", args=pair), follow=True)
    assert "Het oordeel is ongedaan gemaakt" in undone.content.decode()
    assert judgements.standing(corpus) == ()
    again = desk.post(reverse("traces:corpus_take_back", args=pair))
    assert again.status_code == 409


def test_a_judgement_needs_a_verdict_and_a_reason(corpus, desk, at):
    pair = at("c"), at("d")
    for typed in ({}, {"verdict": "same"}, {"why": "too_little"}, {"verdict": "maybe", "why": "too_little"}):
        answer = desk.post(reverse("traces:corpus_pair", args=pair), typed)
        assert answer.status_code == 422
    assert judgements.standing(corpus) == ()


def test_a_hub_is_shown_with_why_it_holds_nothing_together(house, desk, tmp_path, settings, at):
    settings.SEINHUIS_CORPUS = make_corpus(tmp_path / "hub", tmp_path, hub=True)
    html = ask(desk, TAXI).content.decode()
    assert "24 berichten bevatten het." in html
    assert "Dit houdt niets bij elkaar: het staat in 24 berichten, in 24 groepen" in html
    assert html.count("<h3>") == 24
    first, second = re.findall(r"/clusters/([0-9a-f-]{36})/", html)[:2]
    assert "Zo veel berichten delen dit dat het niets bij elkaar houdt" in page(desk, "corpus_cluster", first)
    html = page(desk, "corpus_pair", first, second)
    assert "Dit houdt niets bij elkaar: het staat in 24 berichten, in 24 groepen" in html
    assert "Nu niet in één groep" in html


def test_a_cluster_with_hundreds_of_messages_is_folded(house, desk, tmp_path, settings, at):
    settings.SEINHUIS_CORPUS = folder = make_corpus(tmp_path / "many", tmp_path, linked=False)
    many = [
        {"id": f"{n:03}", "text": f"Fiets nummer {n} staat klaar. Bel {PHONE}", "place": f"Plaats {n % 30}"}
        for n in range(260)
    ]
    add(folder, tmp_path, "veel", many)
    link(folder, day=TODAY)
    html = ask(desk).content.decode()
    cluster = re.search(r"/clusters/([0-9a-f-]{36})/", html).group(1)
    html = page(desk, "corpus_cluster", cluster)
    assert html.count("corpus-node corpus-") <= 200
    assert "berichten zijn samengenomen:" in html
    assert "Pagina 1 van 6" in html
    assert len(desk.get(reverse("traces:corpus_cluster", args=[cluster]) + "?page=6").content) > 1000


def test_without_a_corpus_the_page_says_what_to_do(house, desk, tmp_path, settings):
    settings.SEINHUIS_CORPUS = tmp_path / "nowhere"
    html = page(desk, "corpus")
    assert "seinhuis corpus add" in html
    assert "<form method" not in html.split("<main", 1)[1]
    assert ask(desk).status_code == 200
    assert reverse("traces:corpus") not in page(desk, "groups")
    settings.SEINHUIS_CORPUS_ORGANISATION = ["noord"]
    assert reverse("traces:corpus") in page(desk, "groups")


def test_before_it_is_linked_things_can_be_looked_up(house, desk, tmp_path, settings):
    settings.SEINHUIS_CORPUS = make_corpus(tmp_path / "new", tmp_path, linked=False)
    assert "Wie de server beheert, typt: seinhuis link" in page(desk, "corpus")
    html = ask(desk).content.decode()
    assert "2 berichten bevatten het." in html
    assert "/records/" not in html


def test_an_address_of_before_a_change_never_shows_another_message(corpus, desk, at):
    before = at("d")
    add(corpus, corpus.parent, "aaa", [{"id": "1", "text": "Een bericht dat vooraan komt te staan"}])
    link(corpus, day=TODAY)
    answer = desk.get(reverse("traces:corpus_record", args=[before]))
    assert answer.status_code == 404
    assert "Zoek het opnieuw op" in answer.content.decode()
    assert "zwembad" in page(desk, "corpus_record", at("d"))


def test_a_removed_message_is_gone(corpus, desk, at):
    address = at("d")
    Corpus.open(corpus).remove(ids=["bord:d"])
    for name in ("corpus_record", "corpus_cluster"):
        assert desk.get(reverse(f"traces:{name}", args=[address])).status_code == 404


@pytest.mark.parametrize("file", ["clusters.parquet", "links.parquet", "facts.parquet", "manifest.json"])
def test_a_damaged_corpus_is_one_sentence_without_a_path(corpus, desk, at, file):
    pair, cluster = (at("c"), at("d")), at("a")
    (corpus / file).write_bytes(b"broken")
    for name, args in (("corpus", ()), ("corpus_cluster", (cluster,)), ("corpus_pair", pair)):
        answer = desk.get(reverse(f"traces:{name}", args=args))
        html = answer.content.decode()
        assert str(corpus) not in html
        if answer.status_code != 200:
            assert answer.status_code == 409
            assert "De verzameling is niet te lezen" in html
    assert answer.status_code == 409 or file == "facts.parquet"


def test_who_judges_while_somebody_writes_is_told_to_wait(corpus, desk, at):
    from seinhuis.engine.linkage.corpus import folder as disk

    pair, before = (at("c"), at("d")), JournalEntry.objects.count()
    with disk.writing(corpus):
        answer = judge(desk, *pair)
    assert answer.status_code == 409
    assert "probeer het over een minuut opnieuw" in answer.content.decode()
    assert JournalEntry.objects.count() == before


def test_the_pages_have_one_heading_and_nothing_inline(corpus, desk, at):
    addresses = [
        reverse("traces:corpus"),
        reverse("traces:corpus_cluster", args=[at("a")]),
        reverse("traces:corpus_record", args=[at("d")]),
        reverse("traces:corpus_pair", args=[at("a"), at("b")]),
    ]
    for language in ("nl", "en"):
        with translation.override(language):
            for address in addresses:
                html = desk.get(address).content.decode()
                assert html.count("<h1") == 1
                assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]*src=)", html)
                ids = re.findall(r'\sid="([^"]+)"', html)
                assert len(ids) == len(set(ids))


def test_texts_of_the_corpus_cannot_become_markup_or_turn_the_page_round(house, desk, tmp_path, settings, at):
    nasty = f"<script>x</script> \u202eomgekeerd\u202c \x1b bel {PHONE}"
    settings.SEINHUIS_CORPUS = folder = make_corpus(tmp_path / "nasty", tmp_path, linked=False)
    add(folder, tmp_path, "fout", [{"id": "<i>1</i>", "text": nasty, "place": "<u>Zwolle</u>"}])
    link(folder, day=TODAY)
    html = ask(desk).content.decode()
    addresses = re.findall(r'href="([^"]+/corpus/(?:clusters|records)/[^"]+)"', html)
    pages = [html, *(desk.get(each).content.decode() for each in addresses)]
    cluster = next(each for each in addresses if "clusters" in each)
    pairs = re.findall(r'href="([^"]+/pairs/[^"]+)"', desk.get(cluster).content.decode())
    pages += [desk.get(each).content.decode() for each in set(pairs)]
    assert len(pages) > 4
    assert sum("omgekeerd" in each for each in pages) > 3
    for each in pages:
        assert not re.search("<script>x|<i>1|<u>Zwolle|\u202e", each)
