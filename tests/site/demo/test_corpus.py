"""The corpus of the demo: made once, by the doors of the command, with something of everything to look at."""

import re
import shutil

import pyarrow.parquet as pq
import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import translation

from seinhuis.engine.linkage.corpus import Corpus
from seinhuis.site import installation, serving
from seinhuis.site.command_line import main
from seinhuis.site.demo import corpus, loading
from seinhuis.site.demo.house import DemoHouse
from seinhuis.site.demo.messages import TAXI, demo_messages
from seinhuis.site.demo.people import MELDPUNT, PEOPLE
from tests.engine.linkage.corpus.making import everything
from tests.site.demo.test_loading import FORBIDDEN

FROM_A_REPORT = "boekingen@kamers-nl.example"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A home with nothing but the corpus of the demo, and what was told; nobody changes it."""
    home = tmp_path_factory.mktemp("demo")
    told = []
    with override_settings(SEINHUIS_HOME=home, SEINHUIS_CORPUS=home / "corpus"):
        corpus.make_corpus(told.append)
    return home, told


@pytest.fixture
def home_with_corpus(made, tmp_path, settings):
    """A copy of it in the home of this test."""
    for name in ("corpus", "demo"):
        shutil.copytree(made[0] / name, tmp_path / name, dirs_exist_ok=True)
    settings.SEINHUIS_HOME, settings.SEINHUIS_CORPUS = tmp_path, tmp_path / "corpus"
    return tmp_path


def rows(home, name):
    return pq.read_table(home / "corpus" / f"{name}.parquet").to_pylist()


def test_it_goes_in_whole_and_says_that_it_takes_a_while(made):
    home, told = made
    counted = Corpus.open(home / "corpus").stats()
    assert 150 <= counted.records == len(demo_messages()) <= 300
    assert set(counted.by_source) == {"buurtgids", "prikbord"}
    assert len(counted.by_month) >= 5
    assert (counted.rejects, counted.files_without_ground) == ({}, 0)
    assert told == [corpus.WAIT, corpus.READY]
    assert not (home / "corpus.partial").exists()


def test_there_are_clusters_by_number_by_text_by_both_and_one_with_a_hidden_number(made):
    home, _ = made
    kinds: dict[str, set[str]] = {}
    of = {each["record"]: each["cluster"] for each in rows(home, "clusters")}
    for link in rows(home, "links"):
        kinds.setdefault(of[link["left"]], set()).add(link["kind"])
    assert {"phone"} in kinds.values()
    assert {"text"} in kinds.values()
    assert any({"phone", "text"} <= each for each in kinds.values())
    facts = rows(home, "facts")
    assert 10 <= len(facts) <= 20
    assert facts[0]["obscured_records"] > 0
    assert any(each["new_records"] for each in facts)
    assert any(each["sources"] == 2 and each["places"] > 2 for each in facts)


def test_the_taxi_company_is_a_hub_and_glues_nothing(made):
    (hub,) = rows(made[0], "hubs")
    assert (hub["kind"], hub["value"]) == ("phone", "+31881234567")
    assert hub["records"] >= 20
    assert hub["groups"] > 5
    assert max(each["records"] for each in rows(made[0], "facts")) < 25


def test_a_second_time_nothing_is_touched(home_with_corpus):
    before, told = everything(home_with_corpus), []
    assert not corpus.is_missing()
    assert corpus.is_ours()
    corpus.make_corpus(told.append)
    assert everything(home_with_corpus) == before
    assert told == []


def test_what_a_killed_run_left_is_cleared_away(tmp_path, settings, monkeypatch):
    settings.SEINHUIS_HOME, settings.SEINHUIS_CORPUS = tmp_path, tmp_path / "corpus"
    Corpus.create(tmp_path / "corpus.partial")
    monkeypatch.setattr(corpus, "_add", interrupted)
    with pytest.raises(KeyboardInterrupt):
        corpus.make_corpus(lambda line: None)
    assert corpus.is_missing()


def interrupted(*given):
    raise KeyboardInterrupt


def test_a_corpus_of_somebody_else_is_left_alone(tmp_path, settings):
    settings.SEINHUIS_HOME, settings.SEINHUIS_CORPUS = tmp_path, tmp_path / "corpus"
    Corpus.create(tmp_path / "corpus")
    corpus.make_corpus(lambda line: None)
    assert Corpus.open(tmp_path / "corpus").stats().records == 0
    assert not corpus.is_ours()


@pytest.mark.parametrize(("made_by_demo", "opened"), [(True, [MELDPUNT]), (False, [])])
def test_only_a_corpus_of_its_own_is_opened(home_with_corpus, settings, monkeypatch, made_by_demo, opened):
    monkeypatch.setenv("SEINHUIS_CORPUS_ORGANISATION", "")
    monkeypatch.setenv("SEINHUIS_BASE_ADDRESS", "http://localhost:8000")
    settings.SEINHUIS_CORPUS_ORGANISATION = []
    if not made_by_demo:
        (home_with_corpus / "demo" / corpus.MARK).unlink()
    monkeypatch.setattr(loading, "load", lambda: DemoHouse({}, (), {"police": "police-identity.txt"}))
    monkeypatch.setattr(installation, "prepare", list)
    monkeypatch.setattr(serving, "check_free", lambda *place: None)
    monkeypatch.setattr(serving, "serve_with_worker", lambda *place: 0)
    assert main(["demo"]) == 0
    assert opened == settings.SEINHUIS_CORPUS_ORGANISATION


def test_it_is_opened_to_an_organisation_unless_somebody_was_named(settings, monkeypatch):
    monkeypatch.setenv("SEINHUIS_CORPUS_ORGANISATION", "")
    settings.SEINHUIS_CORPUS_ORGANISATION = []
    installation.open_corpus_to(MELDPUNT)
    assert settings.SEINHUIS_CORPUS_ORGANISATION == [MELDPUNT]
    installation.open_corpus_to("zorghuis")
    assert settings.SEINHUIS_CORPUS_ORGANISATION == [MELDPUNT]


def test_the_analyst_sees_it_and_finds_what_a_report_names(demo, home_with_corpus, settings):
    settings.SEINHUIS_CORPUS_ORGANISATION = [MELDPUNT]
    with translation.override("nl"):
        client = logged_in("sanne")
        board = client.get(reverse("traces:corpus")).content.decode()
        found = client.post(reverse("traces:corpus"), {"value": FROM_A_REPORT, "ground": "report"})
        taxi = client.post(reverse("traces:corpus"), {"value": TAXI, "ground": "report"}).content.decode()
        assert logged_in("ruben").get(reverse("traces:corpus")).status_code == 404
    assert f"{len(demo_messages())} berichten" in board
    assert board.count("corpus/clusters/") >= 10
    assert re.search(r"1\d berichten bevatten het", found.content.decode())
    assert "26 berichten bevatten het" in taxi
    assert "0881234567" in "".join(each.text.replace(" ", "") for each in demo_messages())


def logged_in(username):
    client = Client()
    person = next(each for each in PEOPLE if each.username == username)
    client.post(reverse("account_login"), {"login": username, "password": person.passphrase})
    return client


def test_the_messages_are_neutral_and_the_same_each_time():
    assert demo_messages() == demo_messages()
    for each in demo_messages():
        assert not FORBIDDEN.search(each.text)
        assert "{" not in each.text
        assert len(each.text) < 300
        assert 0 <= each.days_ago < 150
