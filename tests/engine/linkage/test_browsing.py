"""What somebody looks at, one thing at a time."""

import datetime

import pytest

from seinhuis.engine.linkage import browsing
from seinhuis.engine.linkage.contracts import Judgement, Verdict
from seinhuis.engine.linkage.corpus import judgements
from seinhuis.engine.linkage.corpus.errors import BadInput, CorpusDamaged, NoCorpus
from seinhuis.engine.linkage.explaining import explain_cluster
from tests.engine.linkage.corpus.making import TODAY
from tests.engine.linkage.test_explaining import group_of_three


def test_records_come_with_their_text_and_where_they_came_from(linked):
    (record,) = browsing.records_of(linked.folder, ["bord:a", "bord:zz"]).values()
    assert (record.day, record.month, record.place) == (datetime.date(2026, 11, 2), "2026-11", "Zwolle")
    assert record.text.startswith("Elke week staat op het bord")
    assert (record.provenance.line, record.provenance.on) == (1, TODAY.isoformat())
    assert len(record.provenance.sha256) == 64


def test_what_a_record_mentions(linked):
    phone = next(each for each in browsing.mentioned(linked.folder, "bord:d") if each.kind == "phone")
    assert phone.linking == "+31612345011"


def test_a_record_is_found_again_by_its_row(linked):
    linked.link()
    places = browsing.places_of(linked.folder, ["bord:d", "bord:e", "bord:zz"])
    assert set(places) == {"bord:d", "bord:e"}
    assert [browsing.record_at(linked.folder, each.row) for each in places.values()] == list(places)
    assert places["bord:d"].cluster == "bord:a"
    assert browsing.record_at(linked.folder, 99) is None


def test_clusters_by_page_in_the_order_of_attention(linked):
    linked.add(group_of_three(1), source="taxi").link()
    total, shown = browsing.facts_page(linked.folder, start=0, size=1)
    assert (total, [each["cluster"] for each in shown]) == (2, ["bord:a"])
    assert shown[0]["first"] == "bord:a"
    assert browsing.facts_page(linked.folder, start=1, size=9)[1][0]["records"] == 3
    asked = browsing.facts_of(linked.folder, ["taxi:g01a", "bord:a"])
    assert [each["cluster"] for each in asked] == ["bord:a", "taxi:g01a"]


def test_members_with_the_opening_of_their_text(linked):
    linked.link()
    members = browsing.members_of(linked.folder, "bord:a", signs=9)
    assert (members[0].record, members[0].opening) == ("bord:a", "Elke week")
    assert len(members) == 4


def test_why_two_records_are_linked(linked):
    linked.link()
    pair = browsing.pair_links(linked.folder, "bord:d", "bord:c")
    assert (pair.identifiers, pair.hubs, pair.similarity, pair.together) == (
        (("phone", "+31612345011"),),
        (),
        None,
        True,
    )
    assert browsing.pair_links(linked.folder, "bord:a", "bord:b").similarity > 0.5
    assert not browsing.pair_links(linked.folder, "bord:a", "bord:e").together


def test_what_the_last_build_was_told(linked):
    said = Judgement("bord:e", "bord:f", Verdict.SAME, "kim", TODAY, "zelfde bord")
    judgements.judge(linked.folder, said)
    linked.link()
    assert browsing.pair_links(linked.folder, "bord:f", "bord:e").said == "same"


def test_a_hub_is_told_with_the_pair_and_with_the_cluster(linked):
    linked.add([each for group in range(24) for each in group_of_three(group)], source="taxi").link()
    pair = browsing.pair_links(linked.folder, "taxi:g00a", "taxi:g01a")
    assert [(hub.value, hub.records, hub.groups) for hub in pair.hubs] == [("+31612345099", 24, 24)]
    assert not pair.together
    cluster = browsing.places_of(linked.folder, ["taxi:g00a"])["taxi:g00a"].cluster
    assert browsing.hubs_of(linked.folder, cluster) == pair.hubs


def test_the_name_of_a_cluster_that_was_split_is_not_mistaken_for_its_old_record(linked):
    """bord:a and bord:b leave; the cluster goes on under the name of bord:a, which is elsewhere now."""
    linked.add([{"id": "g", "text": "Bel 06 1234 5011 voor de sleutel van de kast bij de balie"}]).link()
    assert explain_cluster(linked.folder, "bord:d").cluster == "bord:a"
    for left in ("bord:a", "bord:b"):
        said = Judgement(left, "bord:c", Verdict.NOT_SAME, "kim", TODAY, "ander bord")
        judgements.judge(linked.folder, said)
    linked.link()
    assert browsing.places_of(linked.folder, ["bord:d"])["bord:d"].cluster == "bord:a"
    assert explain_cluster(linked.folder, "bord:a").members == ("bord:a", "bord:b")


def test_what_is_not_there_or_damaged_is_said(linked, tmp_path):
    with pytest.raises(BadInput):
        browsing.facts_page(linked.folder, start=0, size=1)
    with pytest.raises(NoCorpus):
        browsing.records_of(tmp_path / "nowhere", ["bord:a"])
    linked.link()
    (linked.folder / "facts.parquet").write_bytes(b"broken")
    with pytest.raises(CorpusDamaged):
        browsing.facts_page(linked.folder, start=0, size=1)
