import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from seinhuis.engine.linkage.corpus.errors import BadInput, NothingToLookUp
from seinhuis.engine.linkage.corpus.store import Corpus
from tests.engine.linkage.corpus.making import TODAY, everything, record

CANARIES = (
    "kanarie-id",
    "Kanarievogel",
    "kanarie_account",
    "+31687654321",
    "kanarie.example",
    "kanarieplaats",
)


def canary(**more):
    text = "Kanarievogel 06 8765 4321, snapchat: kanarie_account, https://kanarie.example/kanarievogel"
    return record(1, **{"id": "kanarie-id", "text": text, "place": "kanarieplaats", **more})


def traces(folder):
    """Which canaries can be read in which files, also inside Parquet."""
    found = set()
    for path, content in everything(folder).items():
        if path.endswith(".parquet"):
            content += repr(pq.read_table(folder / path, partitioning=None).to_pylist()).encode()
        found |= {(path, each) for each in CANARIES if each.lower().encode() in content.lower()}
    return found


def with_computed(corpus, records):
    pq.write_table(pa.table({"record": records, "cluster": records}), corpus.folder / "clusters.parquet")
    pq.write_table(pa.table({"left": records, "right": records}), corpus.folder / "links.parquet")
    (corpus.folder / "judgements.jsonl").write_text(
        json.dumps({"left": records[0], "right": "forum:other"})
        + "\n"
        + json.dumps({"left": "a", "right": "b"})
        + "\n"
    )
    corpus.lookup("06 8765 4321")


@pytest.mark.parametrize("by_source", [True, False])
def test_no_file_keeps_a_trace(trial, by_source):
    trial.add([record(number) for number in range(20)])
    trial.add([canary(), canary(place="other"), '{"kanarie-id'], source="market")
    trial.add([record(number) for number in range(20, 25)])
    with_computed(trial.corpus, ["market:kanarie-id"])
    assert {each for _, each in traces(trial.corpus.folder)} == set(CANARIES)
    if by_source:
        removed = trial.corpus.remove(source="market", today=TODAY)
    else:
        removed = trial.corpus.remove(ids=["market:kanarie-id"], today=TODAY)
    assert removed.records == ("market:kanarie-id",)
    assert traces(trial.corpus.folder) == set()
    assert trial.corpus.lookup("06 8765 4321") == []
    assert len(trial.ids()) == 25
    assert trial.corpus.lookup("06 1234 5003")[0].record == "forum:r00003"
    assert (trial.corpus.folder / "judgements.jsonl").read_text() == '{"left": "a", "right": "b"}\n'


def test_counts_after_removal_are_those_of_what_is_left(trial):
    trial.add([record(number) for number in range(10)])
    trial.corpus.remove(ids=["forum:r00003", "forum:r00003", "forum:not-here"], by="kim", reason="retention")
    other = Corpus.create(trial.folder / "other")
    rows = [record(number) for number in range(10) if number != 3]
    other.add([trial.file(rows)], source="forum", today=TODAY)
    left, built = trial.corpus.stats(), other.stats()
    assert (left.by_month, left.by_kind) == (built.by_month, built.by_kind)
    assert trial.corpus.mentions().equals(other.mentions())
    (removal,) = json.loads((trial.corpus.folder / "manifest.json").read_text())["removals"]
    assert (removal["by"], removal["reason"], removal["records"]) == ("kim", "retention", 1)


def test_ids_that_are_not_there_are_told_and_change_nothing(trial):
    trial.add([record(1)])
    before = everything(trial.corpus.folder)
    removed = trial.corpus.remove(ids=["forum:x"])
    assert (removed.records, removed.not_found) == ((), ("forum:x",))
    assert everything(trial.corpus.folder) == before


def test_a_removed_source_can_come_again_a_removed_record_not_by_the_same_file(trial):
    file = trial.file([record(1), record(2)])
    trial.corpus.add([file], source="forum", today=TODAY)
    trial.corpus.remove(ids=["forum:r00001"])
    assert trial.corpus.add([file], source="forum", today=TODAY).added == 0
    trial.corpus.remove(source="forum")
    assert trial.corpus.add([file], source="forum", today=TODAY).added == 2


def test_the_last_record_can_go(trial):
    trial.add([record(1)])
    trial.corpus.remove(source="forum")
    assert trial.corpus.stats().records == 0
    assert trial.ids() == []
    assert trial.corpus.mentions().num_rows == 0
    assert trial.corpus.lookup("06 1234 5001") == []
    with pytest.raises(NothingToLookUp):
        trial.corpus.lookup("nothing")


def test_what_to_remove_must_be_said(trial):
    for wrong in ({}, {"source": "forum", "ids": ["a"]}):
        with pytest.raises(BadInput):
            trial.corpus.remove(**wrong)
