import datetime
import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from seinhuis.engine.linkage.corpus import extracting, texts
from seinhuis.engine.linkage.corpus.errors import (
    BadInput,
    CorpusBusy,
    CorpusExists,
    ExtractionFailed,
    NoCorpus,
)
from seinhuis.engine.linkage.corpus.folder import writing
from seinhuis.engine.linkage.corpus.store import Corpus
from tests.engine.linkage.corpus.making import TODAY, everything, json_lines, reasons, record

FIELDS = ["record", "source", "id", "text", "month", "day", "time", "place", "url", "author"]


def test_what_was_given_is_kept_as_it_was_given(trial):
    text = "Bel 06\u200b-1234 5678,  of mail o6@example.org \U0001f4de"
    given = {
        "id": " a:1 ", "text": text, "time": "2026-03-04T23:59:00+02:00", "place": "Breda",
        "url": "https://forum.example/1", "author": "kees",
        "identifiers": "handle:snapchat:kees_1; email:a@b.example",
    }  # fmt: skip
    trial.add([given], legal_ground="agreement 12", by="kim")
    (row,) = trial.corpus.records().to_pylist()
    assert [row[name] for name in FIELDS] == [
        "forum:a:1", "forum", "a:1", text, "2026-03", datetime.date(2026, 3, 4), "2026-03-04T23:59:00+02:00",
        "Breda", "https://forum.example/1", "kees",
    ]  # fmt: skip
    assert row["identifiers"] == ["handle:snapchat:kees_1", "email:a@b.example"]
    (file,) = json.loads((trial.corpus.folder / "manifest.json").read_text())["files"]
    assert (file["by"], file["legal_ground"], file["on"]) == ("kim", "agreement 12", "2026-11-24")
    assert row["file"] == file["sha256"]
    assert row["line"] == 1


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("form", ["json", "csv", "semicolons", "parquet"])
def test_every_form_gives_the_same_records(trial, form, packed):
    rows = [record(number) for number in range(5)]
    plain = trial.folder / "plain"
    if form == "json":
        json_lines(plain, rows)
    elif form == "parquet":
        pq.write_table(pa.Table.from_pylist(rows), plain)
    else:
        mark = "," if form == "csv" else ";"
        lines = [mark.join(f'"{value}"' for value in row.values()) for row in rows]
        plain.write_text("\ufeff" + mark.join(rows[0]) + "\r\n" + "\r\n".join(lines))
    file = trial.folder / "named-anything.txt"
    file.write_bytes(gzip.compress(plain.read_bytes()) if packed else plain.read_bytes())
    added = trial.corpus.add([file], source="forum", today=TODAY)
    assert (added.added, added.rejected) == (5, 0)
    kept = trial.corpus.records(["id", "text", "time"]).to_pylist()
    assert kept == rows


def test_rows_are_ordered_by_the_bytes_of_the_record_id(trial):
    names = ["b", "a10", "a9", "é", "Z", "\U0001f600", "\ufffd"]
    trial.add([record(1, id=name, text=f"text {name}") for name in names])
    trial.add([record(1, id="a", text="another")], source="market")
    expected = sorted([f"forum:{name}" for name in names] + ["market:a"], key=lambda each: each.encode())
    assert trial.ids() == expected


def test_the_same_file_adds_nothing_twice(trial):
    file = trial.file([record(1), record(2)])
    trial.corpus.add([file], source="forum", today=TODAY)
    before = everything(trial.corpus.folder)
    again = trial.corpus.add([file, file], source="forum", today=TODAY)
    assert [each.added_before for each in again.files] == [TODAY, TODAY]
    assert everything(trial.corpus.folder) == before


def test_known_lines_in_another_file_add_nothing(trial):
    trial.add([record(1), record(2)])
    added = trial.add([record(2), record(3), record(3)])
    assert (added.added, added.known, added.rejected) == (1, 2, 0)
    assert trial.corpus.stats().records == 3


def test_one_id_with_another_text_is_set_aside_and_the_first_stays(trial):
    trial.add([record(1, text="first")])
    added = trial.add([record(1, text="second"), record(2, text="x"), record(2, text="y")])
    assert (added.added, added.rejected) == (1, 2)
    assert [(line, kept) for line, _, kept in reasons(added)] == [(1, False), (3, False)]
    assert trial.corpus.records(["text"])["text"].to_pylist() == ["first", "x"]


def test_other_fields_under_a_known_id_are_named(trial):
    trial.add([record(1, place="Breda")])
    added = trial.add([record(1, place="Hoorn")])
    assert (added.added, added.known, added.rejected, added.files[0].remarks) == (0, 1, 0, 1)
    assert reasons(added) == [(1, "This id and text are known with other fields; the first stay.", True)]


def test_two_sources_may_use_one_id(trial):
    trial.add([record(1)])
    trial.add([record(1)], source="market")
    assert trial.ids() == ["forum:r00001", "market:r00001"]


def test_months_and_troubles_with_time(trial):
    times = ["2026-02", "1772323200", None, "2026-11-25", "2026-11-26", "soon", "1200-01-01", "2026-02-30"]
    added = trial.add([record(number, time=time) for number, time in enumerate(times)])
    assert added.files[0].time_troubles == {"before 1990": 1, "future": 1, "missing": 1, "unreadable": 2}
    counts = trial.corpus.stats().by_month
    assert counts == {"2026-02": 1, "2026-03": 1, "2026-11": 1, "unknown": 5}
    kept = trial.corpus.records(["time", "time_trouble"]).to_pylist()
    assert kept[4] == {"time": "2026-11-26", "time_trouble": "future"}


def test_the_field_month_serves_as_time(trial):
    trial.add([{"id": "a", "text": "x", "month": "2018-07"}])
    assert trial.corpus.records(["month", "day"]).to_pylist() == [{"month": "2018-07", "day": None}]


def test_broken_lines_are_named_and_the_others_kept(trial):
    lines = [
        record(1), "{", b'{"id": "a", "text": "\xff"}', b'{"id": "b", "text": "\x00"}',
        '{"id": "c", "text": "\\u0000"}', '{"id": "d", "text": "\\ud800"}', "[1]", '{"id": "e"}',
        '{"text": "f"}', '{"id": {}, "text": "g"}', '{"id": "h", "text": 3}', '{"id": "", "text": "i"}',
        '{"id": "a\\nb", "text": "j"}', '{"id": "k", "text": "k", "place": []}', "", "   ",
        '{"id": "l", "text": "l", "identifiers": 7}', "{" * 100_000, record(2),
    ]  # fmt: skip
    added = trial.add(lines)
    assert (added.added, added.rejected, added.files[0].lines) == (2, 15, 17)
    numbers = [line for line, _, _ in reasons(added)]
    assert numbers == [*range(2, 15), 17, 18]
    assert trial.corpus.stats().rejects == {"forum": 15}


def test_reasons_hold_nothing_of_the_input(trial):
    added = trial.add(['{"id": "canary", "text": "canary", "place": ["canary"]}', '{"canary', record(1)])
    assert "canary" not in Path(added.rejects).read_text()


def test_a_line_of_100_megabytes_is_passed_over(trial, tmp_path):
    file = tmp_path / "long.jsonl"
    with file.open("wb") as out:
        out.write(json.dumps(record(1)).encode() + b"\n")
        for _ in range(100):
            out.write(b"x" * 1_000_000)
        out.write(b"\n" + json.dumps(record(2)).encode())
    added = trial.corpus.add([file], source="forum", today=TODAY)
    assert (added.added, reasons(added)) == (2, [(2, "The line is longer than 10 MB.", False)])


def test_ready_made_identifiers(trial):
    given = ["phone:+31612345678", "phone:06-12345678", "plate:AB12CD", "phone:nothing", "colour:red", "x"]
    added = trial.add([record(1, text="nothing here", identifiers=given)])
    found = [(row["kind"], row["canonical"], row["extractor"]) for row in trial.corpus.mentions().to_pylist()]
    assert found == [("phone", "+31612345678", "ready-made"), ("plate", "AB12CD", "ready-made")]
    assert [line for line, _, kept in reasons(added) if kept] == [1, 1, 1]
    assert added.added == 1


def test_unknown_fields_are_named(trial):
    assert trial.add([record(1, colour="red")]).fields_left_out == ("colour",)


def test_all_files_or_none(trial):
    good, bad = trial.file([record(1)]), trial.folder / "bad.gz"
    bad.write_bytes(gzip.compress(json.dumps(record(2)).encode() * 1000)[:-20])
    before = everything(trial.corpus.folder)
    with pytest.raises(BadInput, match="gzip data is broken off"):
        trial.corpus.add([good, bad], source="forum", today=TODAY)
    assert everything(trial.corpus.folder) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"just words\nand more words\n", "not JSON lines"),
        ("id,text\n".encode("utf-16"), "UTF-16"),
        (b"id,text,text\n1,2,3\n", "two columns"),
        (b"PAR1 and no more", "damaged"),
    ],
)
def test_files_of_another_form_are_refused(trial, content, said):
    file = trial.folder / "file"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=said):
        trial.corpus.add([file], source="forum", today=TODAY)


@pytest.mark.parametrize("source", ["", "A", "../x", "a/b", ".a", "a" * 65])
def test_names_of_sources(trial, source):
    with pytest.raises(BadInput):
        trial.add([record(1)], source=source)


def test_a_missing_file_is_named(trial):
    with pytest.raises(BadInput, match=r"not-here\.jsonl: No such file"):
        trial.corpus.add(["not-here.jsonl"], source="forum")


def test_one_writer_at_a_time(trial):
    with writing(trial.corpus.folder), pytest.raises(CorpusBusy):
        trial.add([record(1)])
    trial.add([record(1)])


def test_folders_that_are_no_corpus(tmp_path):
    with pytest.raises(NoCorpus):
        Corpus.open(tmp_path / "nothing")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").touch()
    with pytest.raises(CorpusExists):
        Corpus.create(tmp_path / "full")


def test_equal_input_gives_equal_files(tmp_path):
    rows = [record(number) for number in range(50)]
    states = []
    for name in ("one", "other"):
        corpus = Corpus.create(tmp_path / name)
        corpus.add([json_lines(tmp_path / "file", rows)], source="forum", today=TODAY)
        states.append(
            {path: data for path, data in everything(corpus.folder).items() if path != "manifest.json"}
        )
    assert states[0] == states[1]


def test_a_text_is_looked_through_once(trial, monkeypatch):
    looked = []
    real = extracting.find_in
    monkeypatch.setattr(extracting, "find_in", lambda batch: looked.append(batch.num_rows) or real(batch))
    same = "Bel 06 1234 5678 in Breda"
    trial.add([record(number, text=same) for number in range(200)])
    trial.add([record(number, text=same) for number in range(200, 300)], source="market")
    trial.add([record(300, text="Bel 06 1234 5679")])
    assert sum(looked) == 2
    by_record = {}
    for row in trial.corpus.mentions().to_pylist():
        by_record.setdefault(row["record"], []).append(
            (row["kind"], row["canonical"], row["start"], row["end"])
        )
    assert len(by_record) == 301
    assert by_record["market:r00250"] == by_record["forum:r00000"]


def test_other_rules_look_again(trial, monkeypatch):
    trial.add([record(1)])
    from seinhuis.engine.linkage.corpus import adding

    monkeypatch.setattr(adding, "extractor_version", lambda: "identifiers other")
    trial.add([record(2, text=record(1)["text"])])
    versions = {row["record"]: row["extractor"] for row in trial.corpus.mentions().to_pylist()}
    assert versions["forum:r00002"] == "identifiers other"
    assert versions["forum:r00001"] != versions["forum:r00002"]


def test_processes_find_what_one_process_finds(trial, monkeypatch):
    rows = [
        record(number, text=f"{number}: bel 06 1234 {number:04} of mail a{number}@example.org")
        for number in range(60)
    ]
    trial.add(rows)
    monkeypatch.setattr(extracting, "_WORTH_PROCESSES", 30)
    monkeypatch.setattr(texts, "BATCH", 10)
    other = Corpus.create(trial.folder / "other")
    other.add([trial.file(rows)], source="forum", today=TODAY)
    assert other.mentions().equals(trial.corpus.mentions())


def test_processes_that_stop_leave_the_corpus_as_it_was(trial, monkeypatch):
    monkeypatch.setattr(extracting, "_WORTH_PROCESSES", 2)
    monkeypatch.setattr(extracting.sys, "executable", "/bin/false")
    before = everything(trial.corpus.folder)
    with pytest.raises(ExtractionFailed):
        trial.add([record(number) for number in range(10)])
    assert everything(trial.corpus.folder) == before


def test_spans_point_at_the_raw_text(trial):
    trial.add([record(1, text="\U0001f4de o6-1234 56 78, www.kees.example/x en kenteken 12-GHJ-3")])
    text = trial.corpus.records(["text"])["text"][0].as_py()
    found = [(row["kind"], text[row["start"] : row["end"]]) for row in trial.corpus.mentions().to_pylist()]
    assert ("phone", "o6-1234 56 78") in found
    assert ("domain", "www.kees.example/x") in found
    assert any(row["obfuscated"] for row in trial.corpus.mentions().to_pylist())


def test_many_small_adds_are_joined(trial):
    for number in range(10):
        trial.add([record(number, time="2026-01-05")])
    parts = list((trial.corpus.folder / "records").rglob("*.parquet"))
    assert len(parts) <= 9
    assert len(list((trial.corpus.folder / "index").iterdir())) <= 5
    assert len(trial.ids()) == 10
    assert trial.corpus.stats().by_kind["phone"] == 10


def test_progress_tells_every_stage(trial):
    seen = []
    trial.add([record(1)], progress=lambda stage, done, total: seen.append((stage, done == total)))
    assert [stage for stage, ready in seen if ready] == ["read", "extract", "write"]
