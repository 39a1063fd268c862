import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from seinhuis.engine.linkage.corpus.errors import CorpusDamaged, NothingToLookUp
from seinhuis.engine.linkage.corpus.looking_up import understood
from tests.engine.linkage.corpus.making import record


def found(trial, value):
    return [(hit.kind, hit.record, hit.cluster) for hit in trial.corpus.lookup(value)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("06 12 34 56 78", [("phone", "+31612345678")]),
        ("nul zes 12345678", [("phone", "+31612345678")]),
        ("HTTPS://www.Kees.example/A", [("url", "kees.example/A"), ("domain", "kees.example")]),
        ("kees.blogspot.com", [("url", "kees.blogspot.com"), ("domain", "kees.blogspot.com")]),
        ("https://bit.ly/3xYz", [("url", "bit.ly/3xYz")]),
        ("snapchat: kees_99", [("handle", "snapchat:kees_99")]),
        ("instagram:kees_99", [("handle", "instagram:kees_99")]),
        ("Kees@Example.org", [("email", "kees@example.org")]),
        ("plate:XX123X", [("plate", "XX123X")]),
    ],
)
def test_what_people_type(value, expected):
    assert understood(value) == expected


@pytest.mark.parametrize("value", ["", "hello", "15 jaar", "Breda", "EUR 100", "age:15", "phone:x", "\ud800"])
def test_what_does_not_identify(value):
    with pytest.raises(NothingToLookUp):
        understood(value)


def test_hits_come_from_every_add_in_order(trial):
    trial.add([record(1, text="06 1234 5678"), record(9, text="mail a@b.example")])
    trial.add([record(0, text="o6-12345678")], source="market")
    trial.add([record(0, text="bel +31 6 12345678 of 0612345678")])
    hits = found(trial, "06 12 34 56 78")
    assert hits == [("phone", name, None) for name in ("forum:r00000", "forum:r00001", "market:r00000")]


def test_an_open_corpus_follows_what_others_write(trial):
    from seinhuis.engine.linkage.corpus.store import Corpus

    reader = Corpus.open(trial.corpus.folder)
    assert reader.lookup("06 1234 5001") == []
    trial.add([record(1)])
    assert [hit.record for hit in reader.lookup("06 1234 5001")] == ["forum:r00001"]
    trial.corpus.remove(source="forum")
    assert reader.lookup("06 1234 5001") == []


def test_clusters_are_told_when_they_were_computed(trial):
    trial.add([record(1), record(2, text=record(1)["text"] + " again")])
    path = trial.corpus.folder / "clusters.parquet"
    pq.write_table(pa.table({"record": ["forum:r00002"], "cluster": ["c7"]}), path)
    assert found(trial, "06 1234 5001") == [("phone", "forum:r00001", None), ("phone", "forum:r00002", "c7")]
    pq.write_table(pa.table({"record": ["forum:r00002"], "cluster": ["c8"]}), path)
    os.utime(path, ns=(1, 1))
    assert found(trial, "06 1234 5001")[1][2] == "c8"
    trial.add([record(3)])
    assert len(list((trial.corpus.folder / "index").glob("clusters-*"))) == 1


def test_clusters_with_other_columns_are_refused(trial):
    trial.add([record(1)])
    pq.write_table(pa.table({"a": [1]}), trial.corpus.folder / "clusters.parquet")
    with pytest.raises(CorpusDamaged, match="no columns record and cluster"):
        trial.corpus.lookup("06 1234 5001")


def test_a_missing_or_damaged_segment_is_said(trial):
    trial.add([record(1)])
    (segment,) = (trial.corpus.folder / "index").iterdir()
    content = segment.read_bytes()
    for broken in (content[:-8], b"x" + content[1:], b""):
        segment.write_bytes(broken)
        with pytest.raises(CorpusDamaged):
            trial.corpus.lookup("06 1234 5001")
    segment.unlink()
    with pytest.raises(CorpusDamaged, match="missing"):
        trial.corpus.lookup("06 1234 5001")
