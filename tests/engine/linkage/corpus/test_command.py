import argparse
import base64
import json
import subprocess
import sys
from pathlib import Path

import pytest

from seinhuis.engine.linkage.corpus import command
from seinhuis.engine.linkage.corpus.store import Corpus
from tests.engine.linkage.corpus.making import json_lines, record

KEY = base64.b64encode(bytes(range(32))).decode()
REAL = (
    Path(__file__).resolve().parents[4]
    / ".."
    / "shared"
    / "data"
    / "reported-messages"
    / "2018-2020.jsonl.gz"
)


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SEINHUIS_HOME", str(tmp_path))
    monkeypatch.setenv("SEINHUIS_INDEX_KEY", KEY)

    def call(*arguments):
        parser = argparse.ArgumentParser()
        command.add_parser(parser.add_subparsers(required=True))
        chosen = parser.parse_args([*map(str, arguments)])
        code = chosen.run(chosen)
        out, err = capsys.readouterr()
        return code, json.loads(out) if "--json" in arguments and code < 2 else out, err

    return call


def test_from_adding_to_removing(run, tmp_path):
    file = json_lines(tmp_path / "ads.jsonl", [record(1), record(2), "{"])
    code, added, _ = run("corpus", "add", file, "--source", "market", "--by", "kim", "--json")
    assert (code, added["added"], added["rejected"], added["files"][0]["added_before"]) == (1, 2, 1, None)
    assert run("corpus", "add", file, "--source", "market")[0] == 0
    _, counts, _ = run("corpus", "stats", "--json")
    assert (counts["records"], counts["rejects"], counts["files_without_ground"]) == (2, {"market": 1}, 1)
    assert "2 records" in run("corpus", "stats")[1]
    _, hits, _ = run("lookup", "06 1234 5001", "--json")
    assert hits == [
        {"kind": "phone", "identifier": "+31612345001", "record": "market:r00001", "cluster": None}
    ]
    assert run("lookup", "06 1234 9999")[1] == "Nothing in the corpus holds it.\n"
    assert run("watch", "add", "06 1234 5001")[1] == "watch-1: looked for from now on.\n"
    assert len(run("watch", "sightings", "--json")[1]) == 1
    code, removed, _ = run("corpus", "remove", "market:r00001", "--json")
    assert (code, removed["records"], removed["sightings"]) == (0, 1, 1)
    assert run("watch", "sightings", "--all")[1] == "No new sightings.\n"
    code, _, said = run("corpus", "remove", "market:r00001")
    assert (code, said) == (1, "seinhuis: 1 of the ids are not in the corpus.\n")


def test_adding_says_what_it_set_aside(run, tmp_path):
    future, too_long = record(2, time="2226-01-01"), '{"id": "long", "text": "' + 10_000_000 * "x" + '"}'
    lines = [
        record(1),
        future,
        "{",
        too_long,
        record(1, text="another"),
        record(3, identifiers="x", colour="red"),
    ]
    code, out, _ = run("corpus", "add", json_lines(tmp_path / "ads.jsonl", lines), "--source", "market")
    counts, left_out, where = out.splitlines()
    assert code == 1
    assert counts == (
        "ads.jsonl: 6 lines, 3 added, 0 known, 3 set aside, 1 with a remark, "
        "1 under the month unknown (time future)."
    )
    assert left_out == "Fields that the corpus does not keep: colour."
    rejects = Path(where.removeprefix("What was set aside, with line and reason: ")).read_text().splitlines()
    assert sorted((row["line"], row["kept"]) for row in map(json.loads, rejects)) == [
        (3, False), (4, False), (5, False), (6, True),
    ]  # fmt: skip


def test_the_log_of_look_ups_holds_a_token_and_not_the_value(run, tmp_path):
    run("corpus", "add", json_lines(tmp_path / "f", [record(1)]), "--source", "market")
    run("lookup", "06 1234 5001", "--as", "kim", "--ground", "report 2026-031")
    log = (tmp_path / "corpus" / "lookups.jsonl").read_text()
    (row,) = map(json.loads, log.splitlines())
    assert (row["by"], row["ground"], row["hits"], len(row["tokens"])) == ("kim", "report 2026-031", 1, 1)
    assert "12345001" not in log
    assert "1234 5001" not in log


def test_wrong_usage_is_one_sentence_and_changes_nothing(run, tmp_path, monkeypatch):
    def said(*arguments):
        code, out, err = run(*arguments)
        assert (code, out, err.count("\n")) == (2, "", 1)
        return err

    assert "no corpus here" in said("lookup", "06 1234 5678")
    run("corpus", "add", json_lines(tmp_path / "f", [record(1)]), "--source", "market")
    assert "both are needed" in said("lookup", "06 1234 5678", "--as", "kim")
    assert "Nothing that identifies" in said("lookup", "hello")
    assert "small letters" in said("corpus", "add", tmp_path / "f", "--source", "../x")
    assert "No such file" in said("corpus", "add", tmp_path / "none", "--source", "x")
    assert "either a source or record ids" in said("corpus", "remove")
    assert "no such label" in said("watch", "remove", "x")
    monkeypatch.setenv("SEINHUIS_INDEX_KEY", "short")
    assert "not 32 bytes" in said("watch", "add", "06 1234 5678", "--label", "x")
    monkeypatch.delenv("SEINHUIS_INDEX_KEY")
    assert "index key is needed" in said("watch", "add", "06 1234 5678", "--label", "x")
    assert not (tmp_path / "corpus" / "lookups.jsonl").exists()


def test_the_value_can_come_from_standard_input(run, tmp_path, monkeypatch):
    import io

    run("corpus", "add", json_lines(tmp_path / "f", [record(1)]), "--source", "market")
    monkeypatch.setattr("sys.stdin", io.StringIO("06 1234 5001\n"))
    assert len(run("lookup", "-", "--json")[1]) == 1


def test_a_look_up_loads_neither_arrow_nor_duckdb(trial):
    trial.add([record(1)])
    program = (
        "import sys\n"
        "from seinhuis.engine.linkage.corpus import Corpus, command\n"
        f"assert len(Corpus({str(trial.corpus.folder)!r}).lookup('06 1234 5001')) == 1\n"
        "heavy = {'pyarrow', 'duckdb', 'numpy', 'numba', 'pandas', 'tldextract'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_every_verb_has_an_example(run, capsys):
    for verb in (["corpus", "add"], ["corpus", "stats"], ["corpus", "remove"], ["lookup"], ["watch", "add"]):
        with pytest.raises(SystemExit):
            run(*verb, "--help")
        assert "Example: seinhuis" in capsys.readouterr().out


@pytest.mark.skipif(not REAL.exists(), reason="needs ../shared/data/reported-messages")
def test_real_messages(tmp_path):
    import gzip

    with gzip.open(REAL, "rt") as lines:
        rows = [json.loads(line) for _, line in zip(range(600), lines, strict=False)]
    corpus = Corpus.create(tmp_path / "corpus")
    added = corpus.add([json_lines(tmp_path / "messages", rows)], source="messages", legal_ground="research")
    assert (added.added, added.rejected) == (600, 0)
    assert corpus.records(["id", "text"]).to_pylist() == [
        {"id": row["id"], "text": row["text"]} for row in sorted(rows, key=lambda row: row["id"])
    ]
    assert corpus.stats().by_month.keys() == {row["month"] for row in rows}
    memberships, identifiers = corpus.memberships(["domain"])
    assert len(set(memberships.identifier.tolist())) == identifiers.num_rows > 100
