"""Names of clusters that stay."""

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.linkage.graph import BadGraph, Became, stable_ids


def name(previous, **clusters):
    """Each cluster a string of one-letter record ids."""
    records = [record for members in clusters.values() for record in members]
    labels = [place for place, members in enumerate(clusters.values()) for _ in members]
    named = stable_ids(previous, numpy.array(labels, numpy.int64), records)
    return dict(zip(records, named.ids, strict=True)), named.ledger


def known(**clusters):
    return {record: cluster for cluster, members in clusters.items() for record in members}


def test_a_new_cluster_is_called_after_its_smallest_record():
    assert name({}, x="cab", y="d") == ({"c": "a", "a": "a", "b": "a", "d": "d"}, ())


def test_a_cluster_keeps_its_name_when_a_smaller_record_comes():
    assert name(known(m="mn"), x="amn") == ({"a": "m", "m": "m", "n": "m"}, ())


def test_of_two_that_merge_the_smallest_name_stays():
    ids, ledger = name(known(a="ab", c="cdef"), x="abcdef")
    assert set(ids.values()) == {"a"}
    assert ledger == (Became("c", "a", (("a", 4),)),)
    assert (ledger[0].merged, ledger[0].split) == (True, False)


def test_of_one_that_splits_the_larger_part_keeps_the_name():
    ids, ledger = name(known(a="abcde"), x="ab", y="cde")
    assert ids == {"a": "a#2", "b": "a#2", "c": "a", "d": "a", "e": "a"}
    assert ledger == (Became("a", "a", (("a", 3), ("a#2", 2))),)
    assert (ledger[0].merged, ledger[0].split) == (False, True)


def test_equal_parts_go_by_the_smallest_record():
    ids, _ = name(known(a="abcd"), x="bd", y="ac")
    assert ids == {"b": "b", "d": "b", "a": "a", "c": "a"}


def test_a_split_and_a_merge_at_once():
    ids, ledger = name(known(a="abcde", f="fg"), x="abc", y="defg")
    assert ids == {**known(a="abc"), **known(f="defg")}
    assert ledger == (Became("a", "a", (("a", 3), ("f", 2))),)


def test_a_cluster_without_records_is_gone():
    assert name(known(a="ab", c="c"), x="ab")[1] == (Became("c", None, ()),)


def test_lengths_and_repeats_are_refused():
    with pytest.raises(BadGraph, match="labels: 1 for 2 records"):
        stable_ids({}, numpy.array([0]), ["a", "b"])
    with pytest.raises(BadGraph, match="record ids: one stands there twice"):
        stable_ids({}, numpy.array([0, 1]), ["a", "a"])


LETTERS = "abcdefgh"
PARTITIONS = st.lists(
    st.dictionaries(st.sampled_from(LETTERS), st.integers(0, 3), min_size=1), min_size=1, max_size=5
)


@settings(deadline=None)
@given(PARTITIONS)
def test_every_name_is_one_cluster_and_every_old_name_is_accounted_for(history):
    previous = {}
    for labels in history:
        named = stable_ids(previous, numpy.array(list(labels.values())), list(labels))
        ids = dict(zip(labels, named.ids, strict=True))
        assert {(label, ids[record]) for record, label in labels.items()} == set(
            zip(labels.values(), named.ids, strict=True)
        )
        assert len(set(ids.values())) == len(set(labels.values()))
        told = {each.old: each for each in named.ledger}
        for old in set(previous.values()):
            now = sorted(
                ids[record] for record, cluster in previous.items() if cluster == old and record in ids
            )
            if old in told:
                assert sorted(n for part, count in told[old].parts for n in [part] * count) == now
            else:
                assert set(now) == {old}
        assert stable_ids(ids, numpy.array(list(labels.values())), list(labels)).ids == named.ids
        previous = ids
