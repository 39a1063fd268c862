"""A message of the corpus becomes an exhibit, with where it came from."""

import hashlib

import pytest
from django.urls import reverse

from seinhuis.desk.dossiers.api import create_dossier, load_exhibit, open_dossier
from seinhuis.desk.journal.models import JournalEntry
from seinhuis.engine.linkage.corpus import Corpus
from seinhuis.engine.linkage.linking import link
from tests.desk.traces.corpora import RECORDS, add
from tests.engine.linkage.corpus.making import TODAY

TEXT = next(each["text"] for each in RECORDS if each["id"] == "d")


@pytest.fixture
def dossier(house):
    return create_dossier(
        viewer=house.analyst, title="Kamer 12", reports=[house.report(story="Kamer 12").report]
    )


def take(client, dossier, record):
    return client.post(reverse("dossiers:from_corpus", args=[record]), {"dossier": str(dossier)}, follow=True)


def test_taking_a_message_into_a_dossier(house, corpus, at, dossier):
    client = house.log_in()
    page = reverse("traces:corpus_record", args=[at("d")])
    way = reverse("dossiers:from_corpus", args=[at("d")])
    assert way in client.get(page).content.decode()
    assert "Kamer 12" in client.get(way).content.decode()
    html = take(client, dossier, at("d")).content.decode()
    assert "Het bericht is nu een bewijsstuk van dit dossier." in html
    (exhibit,) = open_dossier(dossier, viewer=house.analyst).exhibits
    assert (exhibit.name, exhibit.media_type) == ("bord-d.txt", "text/plain")
    said = load_exhibit(dossier, exhibit.id, viewer=house.analyst).decode()
    assert said.endswith(f"De tekst zoals die er stond:\n\n{TEXT}\n")
    came = Corpus(corpus)
    for words in ("bord:d", "30 september 2026", "Breda", "overeenkomst 12", "kim", "borden.example/7"):
        assert words in said
    assert f"SHA-256 van de tekst: {hashlib.sha256(TEXT.encode()).hexdigest()}" in said
    assert came.records(["record", "file"])["file"][0].as_py() in said


def test_the_file_stays_when_the_corpus_goes(house, corpus, at, dossier):
    take(house.log_in(), dossier, at("d"))
    Corpus.open(corpus).remove(source="bord")
    (exhibit,) = open_dossier(dossier, viewer=house.analyst).exhibits
    assert TEXT in load_exhibit(dossier, exhibit.id, viewer=house.analyst).decode()


def test_two_rows_in_the_journal_and_nothing_of_the_message_in_them(house, corpus, at, dossier):
    take(house.log_in(), dossier, at("d"))
    rows = [bytes(each.canonical).decode() for each in JournalEntry.objects.order_by("index")]
    assert sum("corpus.record_taken" in row for row in rows) == 1
    assert sum("exhibit.added" in row for row in rows) == 1
    assert not any("bord" in row for row in rows)


def test_a_dossier_must_be_chosen(house, corpus, at, dossier):
    address = reverse("dossiers:from_corpus", args=[at("d")])
    for typed in ({}, {"dossier": ""}, {"dossier": str(at("c"))}):
        assert house.log_in().post(address, typed).status_code == 422
    assert open_dossier(dossier, viewer=house.analyst).exhibits == ()


def test_signs_that_cannot_be_seen_are_visible_in_the_file(house, corpus, at, dossier):
    add(corpus, corpus.parent, "los", [{"id": "1", "text": "\x1b\u202eBel 06 1234 5777 voor een fietsslot"}])
    link(corpus, day=TODAY)
    assert take(house.log_in(), dossier, at("1", source="los")).status_code == 200
    (exhibit,) = open_dossier(dossier, viewer=house.analyst).exhibits
    said = load_exhibit(dossier, exhibit.id, viewer=house.analyst).decode()
    assert "\u241b[U+202E]Bel" in said
    assert "Tekens die niet te zien zijn" in said
