"""Who may open the corpus, and that nothing that was looked up stays anywhere."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as house_settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse

from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotAllowed, NotFound, Refused
from seinhuis.desk.traces.corpus.access import corpus_folder, corpus_in_use, opens_corpus
from seinhuis.desk.traces.corpus.actions import judge_pair, set_aside, take_back_judgement
from seinhuis.desk.traces.corpus.cluster import cluster_page
from seinhuis.desk.traces.corpus.contracts import Ground, Wanted, Why
from seinhuis.desk.traces.corpus.folding import Fold
from seinhuis.desk.traces.corpus.looking_up import look_up, understood_in
from seinhuis.desk.traces.corpus.noise import identifier_token
from seinhuis.desk.traces.corpus.pairs import pair_page
from seinhuis.desk.traces.corpus.reading import cluster_list, record_page
from seinhuis.desk.traces.corpus.setting_aside import record_named
from seinhuis.desk.traces.corpus.ways import way_page
from seinhuis.desk.traces.models import NoiseRow
from seinhuis.engine.linkage.corpus import judgements
from tests.desk.traces.corpora import PHONE

ASKED = (("phone", "+31612345011"),)


@pytest.fixture
def readings(at):
    """Everything that can be done with the corpus, by name, for a viewer."""
    pair = at("c"), at("d")
    return {
        "list": lambda viewer: cluster_list(viewer=viewer, page=1),
        "look up": lambda viewer: look_up(ASKED, viewer=viewer, ground=Ground.DANGER),
        "record": lambda viewer: record_page(at("d"), viewer=viewer),
        "cluster": lambda viewer: cluster_page(at("d"), viewer=viewer, wanted=Wanted()),
        "pair": lambda viewer: pair_page(*pair, viewer=viewer),
        "way": lambda viewer: way_page(*pair, viewer=viewer),
        "set aside": lambda viewer: set_aside(
            record_named(at("d"), viewer=viewer), viewer=viewer, reason="Van een bedrijf."
        ),
        "judge": lambda viewer: judge_pair(*pair, viewer=viewer, verdict="same", why=Why.TOO_LITTLE),
        "take back": lambda viewer: take_back_judgement(*pair, viewer=viewer),
    }


@pytest.fixture
def new_addresses(at, house):
    """Every page of the board that came with the picture."""
    phone = identifier_token(house.card.id, *ASKED[0])
    return [
        reverse("traces:corpus_group", args=[at("d"), Fold.PLACE, 1]),
        reverse("traces:corpus_choose_way", args=[at("d")]) + "?start=1&end=2",
        reverse("traces:corpus_way", args=[at("c"), at("d")]),
        reverse("traces:corpus_identifier_noise", args=[at("d"), phone]),
        reverse("traces:corpus_record_noise", args=[at("d")]),
    ]


def test_the_new_pages_are_for_who_works_with_content(house, new_addresses):
    client = house.log_in(Role.AUDITOR)
    for address in new_addresses:
        for answer in (client.get(address), client.post(address, {"reason": "Taxi"})):
            assert answer.status_code == 403
            assert "zwembad" not in answer.content.decode()
    assert not NoiseRow.objects.exists()


def test_the_new_pages_are_closed_for_another_organisation(house, other_house, new_addresses, settings):
    settings.SEINHUIS_CORPUS_ORGANISATION = ["zuid"]
    client = house.log_in()
    for address in new_addresses:
        for answer in (client.get(address), client.post(address, {"reason": "Taxi"})):
            assert answer.status_code == 404
    settings.SEINHUIS_CORPUS_ORGANISATION = ["noord", "zuid"]
    theirs = other_house.log_in()
    for address in new_addresses:
        assert theirs.get(address).status_code == 404
    assert not NoiseRow.objects.exists()


def test_a_message_that_is_not_there_has_no_new_pages(house, new_addresses, at):
    client = house.log_in()
    for address in new_addresses:
        assert client.get(address.replace(str(at("d")), str(uuid4()))).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.KEYHOLDER])
def test_only_who_works_with_content_opens_it(house, readings, role):
    for read in readings.values():
        with pytest.raises(NotAllowed):
            read(house.viewer(role))
    assert not corpus_in_use(house.viewer(role))


@pytest.mark.parametrize("role", [Role.ANALYST, Role.COORDINATOR])
def test_analysts_and_coordinators_do(house, readings, role):
    for read in readings.values():
        read(house.viewer(role))


def test_with_two_organisations_nobody_opens_it_until_one_is_named(house, other_house, readings, settings):
    for somebody in (house, other_house):
        for read in readings.values():
            with pytest.raises(NotFound):
                read(somebody.analyst)
        assert not corpus_in_use(somebody.analyst)
    settings.SEINHUIS_CORPUS_ORGANISATION = ["zuid"]
    assert not opens_corpus(house.card.id)
    assert corpus_folder(other_house.analyst) == settings.SEINHUIS_CORPUS
    settings.SEINHUIS_CORPUS_ORGANISATION = ["noord", "zuid"]
    assert opens_corpus(house.card.id)
    assert opens_corpus(other_house.card.id)


def test_a_name_that_no_organisation_has_opens_it_for_nobody(house, corpus, settings):
    settings.SEINHUIS_CORPUS_ORGANISATION = ["nord"]
    assert not opens_corpus(house.card.id)


def test_an_address_of_one_organisation_is_none_at_another(house, other_house, at, settings):
    settings.SEINHUIS_CORPUS_ORGANISATION = ["noord", "zuid"]
    assert record_page(at("d", of=other_house), viewer=other_house.analyst).record == "bord:d"
    with pytest.raises(NotFound):
        record_page(at("d"), viewer=other_house.analyst)


def test_the_pages_are_closed_and_unnamed_for_another_organisation(house, other_house, at, settings):
    settings.SEINHUIS_CORPUS_ORGANISATION = ["zuid"]
    client = house.log_in()
    addresses = [reverse("traces:corpus")]
    addresses += [reverse(f"traces:corpus_{name}", args=[at("d")]) for name in ("record", "cluster")]
    addresses += [reverse("traces:corpus_pair", args=[at("c"), at("d")])]
    for address in addresses:
        for answer in (client.get(address), client.post(address, {"value": PHONE, "ground": "report"})):
            assert answer.status_code == 404
            assert "zwembad" not in answer.content.decode()
    assert reverse("traces:corpus") not in client.get(reverse("traces:groups")).content.decode()


def test_each_reading_is_one_row_with_an_opaque_subject(house, readings):
    for name, read in readings.items():
        before = JournalEntry.objects.count()
        read(house.analyst)
        assert JournalEntry.objects.count() == before + 1, name
    rows = "".join(bytes(each.canonical).decode() for each in JournalEntry.objects.all())
    for secret in ("bord:", "612345011", "zwembad", "+316"):
        assert secret not in rows


def test_the_same_question_has_the_same_subject_and_its_ground(house, corpus):
    for ground in (Ground.DANGER, Ground.CHECK):
        look_up(ASKED, viewer=house.analyst, ground=ground)
    rows = [json.loads(bytes(each.canonical)) for each in JournalEntry.objects.order_by("index")]
    asked = [row for row in rows if row["action"] == "corpus.looked_up"]
    assert [row["ground"] for row in asked] == ["danger", "check"]
    assert len({row["subject"] for row in asked}) == 1


def test_nothing_that_was_looked_up_stays(house, corpus, caplog):
    typed = "06 1234 5776 qzkamer@borden.example"
    client = house.log_in()
    answer = client.post(reverse("traces:corpus"), {"value": typed, "ground": "report"})
    assert "qzkamer" in answer.content.decode()
    assert "qzkamer" not in str(answer.headers) + str(answer.cookies) + caplog.text
    assert "no-store" in answer["Cache-Control"]
    pieces = [repr(each.get_decoded()).encode() for each in Session.objects.all()]
    for folder in (corpus, Path(house_settings.SEINHUIS_HOME)):
        pieces += [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            pieces += [repr(row).encode() for row in cursor.fetchall()]
    assert not [piece for piece in pieces if b"qzkamer" in piece or b"612345776" in piece]


def test_the_book_holds_a_number_and_codes_and_no_row_of_the_journal_holds_more(house, corpus, readings):
    readings["judge"](house.analyst)
    book = (corpus / judgements.BOOK).read_text()
    assert json.loads(book)["by"] == str(house.people[Role.ANALYST])
    assert "analyst noord" not in book


def test_a_message_and_itself_have_no_page(house, at):
    with pytest.raises(NotFound):
        pair_page(at("d"), at("d"), viewer=house.analyst)


def test_what_is_not_judged_cannot_be_taken_back(house, at):
    before = JournalEntry.objects.count()
    with pytest.raises(Refused):
        take_back_judgement(at("c"), at("d"), viewer=house.analyst)
    assert JournalEntry.objects.count() == before


def test_what_is_understood_is_canonical():
    assert understood_in("bel nul zes 12345011") == ASKED
