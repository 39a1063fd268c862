import random

import pytest

from seinhuis.engine.linkage.attention import indicators
from seinhuis.engine.linkage.contracts import Judgement, Verdict
from seinhuis.engine.linkage.corpus import judgements
from seinhuis.engine.linkage.corpus.errors import BadInput
from seinhuis.engine.linkage.explaining import explain_cluster, explain_way
from seinhuis.engine.linkage.wording import in_words
from tests.engine.linkage.corpus.making import TODAY


def test_a_cluster_in_words(linked):
    linked.link()
    words = "\n".join(in_words(explain_cluster(linked.folder, "bord:d")))
    assert words.startswith("Cluster bord:a: 4 records.")
    assert "1 source, 2 places, 1 phone number, 1 new this week, from 2026-09-30 to 2026-11-20." in words
    assert "Reason to look: in 1 record the phone number is hidden from machines." in words
    assert "phone +31612345011 stands in 2 records: bord:c, bord:d." in words
    assert (
        "Weakest link: near-equal text at bord:a and bord:c; without it 2 and 2 records stand apart." in words
    )
    assert "until a person judges it" in words


def test_the_way_between_two_records_shows_the_places_and_the_words(linked):
    linked.link()
    way = explain_way(linked.folder, "bord:a", "bord:d")
    assert (way.steps[0].left, way.steps[-1].right, way.steps[-1].kind) == ("bord:a", "bord:d", "phone")
    assert way.steps[-1].parts == (1, 3)
    words = "\n".join(in_words(way))
    assert "their texts are nearly the same" in words
    assert "'o6 1234 5011', hidden" in words


def test_no_way_between_clusters_and_a_record_to_itself(linked):
    linked.link()
    assert not explain_way(linked.folder, "bord:a", "bord:e").together
    assert "different clusters" in "".join(in_words(explain_way(linked.folder, "bord:a", "bord:e")))
    assert explain_way(linked.folder, "bord:a", "bord:a").steps == ()


def test_what_a_person_said_is_told_and_is_a_step(linked):
    said = Judgement("bord:e", "bord:f", Verdict.SAME, "kim", TODAY, "zelfde bord")
    judgements.judge(linked.folder, said)
    linked.link()
    assert "A person said of bord:e and bord:f: same." in "\n".join(
        in_words(explain_cluster(linked.folder, "bord:e"))
    )
    assert [step.kind for step in explain_way(linked.folder, "bord:e", "bord:f").steps] == ["person"]


def test_what_two_records_share_themselves_goes_before_a_stronger_way_over_near_equal_texts(linked):
    linked.add([*steps_apart(), *under_the_number(28)], source="rij").link()
    links = {(each["left"], each["right"], each["kind"]): each["weight"] for each in linked.read("links")}
    steps = [("rij:s0", "rij:s1", "text"), ("rij:s1", "rij:s2", "text"), ("rij:s2", "rij:s3", "text")]
    assert ("rij:s0", "rij:s3", "text") not in links
    assert min(links[step] for step in steps) > links["rij:n00", "rij:s0", "phone"]
    (step,) = explain_way(linked.folder, "rij:s0", "rij:s3").steps
    assert (step.left, step.right, step.kind, step.value) == ("rij:s0", "rij:s3", "phone", "+31612345077")
    assert [each.kind for each in explain_way(linked.folder, "rij:s1", "rij:n00").steps] == ["text", "phone"]


def steps_apart():
    """Four records, each with eight of its forty words changed; the first and the last share a number."""
    words, other = made_words(1, 40), made_words(2, 24)
    numbers = ". Bel 06 1234 5077", "", "", ". Bel 06 1234 5077"
    return [
        {"id": f"s{step}", "text": " ".join([*other[: 8 * step], *words[8 * step :]]) + number}
        for step, number in enumerate(numbers)
    ]


def under_the_number(count):
    """So many records that share nothing but that number."""
    return [
        {"id": f"n{number:02}", "text": " ".join(made_words(10 + number, 20)) + ". Bel 06 1234 5077"}
        for number in range(count)
    ]


def test_a_number_that_every_group_gives_does_not_glue_and_is_shown(linked):
    linked.add([each for group in range(24) for each in group_of_three(group)], source="taxi")
    linked.link()
    (hub,) = linked.read("hubs")
    assert (hub["value"], hub["records"], hub["groups"]) == ("+31612345099", 24, 24)
    assert len(linked.clusters()) == 25
    assert max(map(len, linked.clusters())) == 4
    words = "\n".join(in_words(explain_cluster(linked.folder, "taxi:g00a")))
    assert "phone +31612345099 does not glue: it stands in 24 records" in words


def made_words(seed, count):
    rng = random.Random(seed)
    return ["".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(3)) for _ in range(count)]


def group_of_three(group):
    """Three records with one text and one number; the first also names the taxi that all groups name."""
    text = " ".join(made_words(group, 20)) + f" bel 06 1234 51{group:02}"
    taxi = {"a": ". Taxi 06 1234 5099", "b": "", "c": ""}
    return [{"id": f"g{group:02}{letter}", "text": text + more} for letter, more in taxi.items()]


@pytest.mark.parametrize(("name", "said"), [("bord:zz", "no cluster and no record"), ("", "no cluster")])
def test_a_name_that_is_none(linked, name, said):
    linked.link()
    with pytest.raises(BadInput, match=said):
        explain_cluster(linked.folder, name)


def test_before_anything_was_linked(linked):
    with pytest.raises(BadInput, match="seinhuis link"):
        explain_cluster(linked.folder, "bord:a")


def test_only_validated_and_measured_indicators_weigh():
    weighing = {each.id for each in indicators() if each.weighs}
    assert weighing == {"obscured-number", "movement"}
    assert all(each.source and each.sample for each in indicators())
