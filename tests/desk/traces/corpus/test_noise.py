"""What is noise is folded away on the board, for the whole organisation, until somebody takes it off."""

import re

import pytest
from django.urls import reverse

from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.traces.actions import remove_noise
from seinhuis.desk.traces.api import links_of
from seinhuis.desk.traces.corpus.actions import set_aside
from seinhuis.desk.traces.corpus.cluster import cluster_page
from seinhuis.desk.traces.corpus.contracts import Wanted
from seinhuis.desk.traces.corpus.folding import Shape
from seinhuis.desk.traces.corpus.noise import identifier_token
from seinhuis.desk.traces.corpus.setting_aside import identifier_named, record_named
from seinhuis.desk.traces.models import NoiseRow
from seinhuis.desk.traces.noise import noise_entries
from seinhuis.engine.linkage.corpus import Corpus
from tests.desk.traces.corpora import PHONE

CANONICAL = "+31612345011"


@pytest.fixture
def phone(house, at):
    """The phone of the cluster, as it is about to be set aside."""
    token = identifier_token(house.card.id, "phone", CANONICAL)
    return lambda: identifier_named(at("a"), token, viewer=house.analyst)


@pytest.fixture
def cluster(house, at):
    return lambda **wanted: cluster_page(at("a"), viewer=house.analyst, wanted=Wanted(**wanted))


def drawn(page):
    return {(each.node.shape, each.node.label or each.node.number) for each in page.picture.nodes}


def test_an_identifier_is_folded_away_and_shown_again(house, phone, cluster):
    before = cluster()
    entry = set_aside(phone(), viewer=house.analyst, reason="Het nummer van een taxibedrijf.")
    page = cluster()
    assert (Shape.IDENTIFIER, CANONICAL) in drawn(before) - drawn(page)
    assert page.shared == ()
    assert [(each.kind, each.value, each.entry) for each in page.aside] == [("phone", CANONICAL, entry)]
    assert (page.count, len(page.records)) == (4, 4)
    shown = cluster(with_noise=True)
    assert drawn(shown) == drawn(before)
    assert shown.shared[0].noise == entry
    assert remove_noise(entry, viewer=house.coordinator)
    assert drawn(cluster()) == drawn(before)
    assert cluster().aside == ()


def test_a_message_is_folded_away_and_the_others_keep_their_numbers(house, at, cluster):
    set_aside(record_named(at("b"), viewer=house.analyst), viewer=house.analyst, reason="Van een bedrijf.")
    page = cluster()
    assert [each.number for each in page.records] == [1, 3, 4]
    assert {number for shape, number in drawn(page) if shape is Shape.RECORD} == {1, 3, 4}
    assert not [each for each in page.texts if 2 in each.numbers]
    assert [(each.kind, each.number) for each in page.aside] == [("record", 2)]
    assert [each.number for each in cluster(with_noise=True).records] == [1, 2, 3, 4]


def test_nothing_is_deleted_and_reports_are_linked_as_before(house, corpus, phone, hand_in):
    reports = hand_in(house, PHONE), hand_in(house, PHONE)
    set_aside(phone(), viewer=house.analyst, reason="Taxi")
    assert Corpus.open(corpus).stats().records == 6
    assert len(links_of(reports[0], viewer=house.analyst)) == 1


def test_it_needs_a_reason_and_is_on_the_list_once(house, phone):
    with pytest.raises(Refused):
        set_aside(phone(), viewer=house.analyst, reason=" \n")
    set_aside(phone(), viewer=house.analyst, reason="Taxi")
    with pytest.raises(Refused):
        set_aside(phone(), viewer=house.analyst, reason="Nog eens")
    assert NoiseRow.objects.count() == 1


def test_what_and_why_are_sealed_and_open_on_the_list(house, phone):
    set_aside(phone(), viewer=house.analyst, reason="Nummer van een taxi.")
    row = NoiseRow.objects.get()
    for sealed in (row.sealed_identifier, row.sealed_reason, row.token):
        assert b"6123450" not in bytes(sealed)
        assert b"taxi" not in bytes(sealed)
    (entry,) = noise_entries(viewer=house.analyst)
    assert (entry.kind, entry.canonical, entry.reason) == ("phone", CANONICAL, "Nummer van een taxi.")
    assert entry.corpus


def test_what_one_organisation_sets_aside_another_still_sees(house, other_house, at, phone, settings):
    settings.SEINHUIS_CORPUS_ORGANISATION = ["noord", "zuid"]
    entry = set_aside(phone(), viewer=house.analyst, reason="Taxi")
    theirs = cluster_page(at("a", of=other_house), viewer=other_house.analyst, wanted=Wanted())
    assert theirs.aside == ()
    assert len(theirs.shared) == 1
    with pytest.raises(NotFound):
        remove_noise(entry, viewer=other_house.analyst)


def test_a_token_of_something_else_is_not_found(house, at):
    token = identifier_token(house.card.id, "phone", "+31612345999")
    with pytest.raises(NotFound):
        identifier_named(at("a"), token, viewer=house.analyst)


def test_setting_aside_and_taking_off_on_the_pages(house, desk, corpus, at):
    cluster = reverse("traces:corpus_cluster", args=[at("a")])
    html = desk.get(cluster).content.decode()
    address = re.search(r'href="([^"]+/noise/[0-9a-f-]{36}/)"', html).group(1)
    assert CANONICAL in desk.get(address).content.decode()
    assert desk.post(address, {}).status_code == 422
    answer = desk.post(address, {"reason": "Een taxibedrijf."}, follow=True)
    html = answer.content.decode()
    assert "Het staat op de ruislijst." in html
    assert "1 weggezet als ruis" in html
    assert "staat al op de ruislijst" in desk.get(address).content.decode()
    assert "op de ruislijst</span>" in desk.get(cluster + "?noise=shown").content.decode()
    listed = desk.get(reverse("traces:noise")).content.decode()
    assert "Een taxibedrijf." in listed
    assert "in de verzameling" in listed
    entry = NoiseRow.objects.get().pk
    back = desk.post(reverse("traces:remove_noise", args=[entry]), {"cluster": at("a")})
    assert back["Location"] == cluster
    assert JournalEntry.objects.filter(action="corpus.noise_removed").exists()
    assert "weggezet als ruis" not in desk.get(cluster).content.decode()
