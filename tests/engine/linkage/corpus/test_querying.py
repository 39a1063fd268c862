import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seinhuis.engine.linkage.corpus.errors import BadInput, CorpusDamaged
from seinhuis.engine.linkage.corpus.linking import LINKING
from seinhuis.engine.linkage.corpus.store import Corpus
from tests.engine.linkage.corpus.making import TODAY, json_lines, record


def pairs(corpus, kinds=None):
    """(record, kind, canonical) as the arrays say it."""
    names = corpus.records(["record"])["record"].to_pylist()
    memberships, table = corpus.memberships(kinds)
    rows = table.to_pylist()
    return [
        (names[row], rows[identifier]["kind"], rows[identifier]["canonical"])
        for row, identifier in zip(memberships.row, memberships.identifier, strict=True)
    ]


def test_memberships_are_the_linking_mentions_each_once(trial):
    trial.add(
        [
            record(
                2,
                text="06 1234 5678, nog eens 0612345678, 15 jaar, 100 euro, Breda, http://www.kees.example/a",
            ),
            record(1, text="https://kees.example/a en b@example.org"),
            record(3, text="nothing"),
        ]
    )
    assert pairs(trial.corpus) == [
        ("forum:r00001", "domain", "kees.example"),
        ("forum:r00001", "email", "b@example.org"),
        ("forum:r00001", "url", "kees.example/a"),
        ("forum:r00002", "domain", "kees.example"),
        ("forum:r00002", "phone", "+31612345678"),
        ("forum:r00002", "url", "kees.example/a"),
    ]
    assert [each[1] for each in pairs(trial.corpus, kinds=["phone"])] == ["phone"]
    memberships, _ = trial.corpus.memberships()
    assert (memberships.row.dtype, memberships.identifier.dtype) == ("int64", "int64")


def test_mentions_that_do_not_link_are_kept(trial):
    trial.add([record(1, text="15 jaar, 100 euro in Breda op 3 maart 2026")])
    mentions = trial.corpus.mentions().to_pylist()
    assert {row["kind"] for row in mentions} >= {"age", "amount", "place", "date"}
    assert {row["linking"] for row in mentions} == {None}
    assert pairs(trial.corpus) == []


def test_an_empty_corpus_gives_empty_tables(trial):
    memberships, table = trial.corpus.memberships()
    assert (memberships.row.size, table.num_rows, trial.corpus.records().num_rows) == (0, 0, 0)
    assert trial.corpus.records().schema.names == trial.corpus.records(None).schema.names
    assert trial.corpus.mentions().num_rows == 0


def test_mentions_since_a_generation(trial):
    trial.add([record(1)])
    since = trial.corpus.generation
    trial.add([record(2)])
    assert {row["record"] for row in trial.corpus.mentions(since=since).to_pylist()} == {"forum:r00002"}
    assert trial.corpus.mentions(since=trial.corpus.generation).num_rows == 0


def test_columns_and_damage_are_said(trial):
    trial.add([record(1)])
    with pytest.raises(BadInput, match="no column colour"):
        trial.corpus.records(["colour"])
    next((trial.corpus.folder / "records").rglob("*.parquet")).unlink()
    with pytest.raises(CorpusDamaged):
        trial.corpus.records()
    (trial.corpus.folder / "manifest.json").write_text("{")
    with pytest.raises(CorpusDamaged):
        Corpus.open(trial.corpus.folder)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.lists(st.integers(0, 12), min_size=1, max_size=6)),
        st.tuples(st.just("remove"), st.lists(st.integers(0, 12), min_size=1, max_size=4)),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=4, deadline=None)
@given(steps=STEPS)
def test_any_order_of_adding_and_removing_equals_adding_what_is_left(tmp_path_factory, steps):
    place = tmp_path_factory.mktemp("orders")
    corpus, left = Corpus.create(place / "steps"), set()
    for number, (step, records) in enumerate(steps):
        if step == "add":
            rows = [record(each) for each in records]
            # The number makes each file another one, as a file that was added before is passed over.
            rows.append(record(100 + number))
            corpus.add([json_lines(place / f"{number}.jsonl", rows)], source="forum", today=TODAY)
            left |= {*records, 100 + number}
        else:
            corpus.remove(ids=[f"forum:r{each:05}" for each in records])
            left -= set(records)
    whole = Corpus.create(place / "whole")
    whole.add(
        [json_lines(place / "whole.jsonl", [record(each) for each in sorted(left)])],
        source="forum",
        today=TODAY,
    )
    assert corpus.records(["record", "text"]).equals(whole.records(["record", "text"]))
    assert corpus.mentions().equals(whole.mentions())
    assert pairs(corpus) == pairs(whole)
    for each in range(13):
        value = f"06 1234 {5000 + each}"
        assert corpus.lookup(value) == whole.lookup(value)


def test_kinds_that_link():
    assert {"phone", "email", "url", "domain", "handle", "plate", "iban", "crypto"} == LINKING
