"""`seinhuis link --engine spark`: the same files, no leftovers, one sentence when something is missing."""

import argparse
import os
import signal
import stat
import sys

import pyarrow.parquet as pq
import pytest

from seinhuis.engine.linkage import linking_command
from seinhuis.engine.linkage.corpus.errors import CorpusBusy, CorpusDamaged
from seinhuis.engine.linkage.spark import SparkFailed, opened_on

FILES = ("links", "clusters", "hubs", "facts", "frequencies")
needs_spark = pytest.mark.tool("java", "spark-submit")


@pytest.fixture
def call(linked, capfd):
    parser = argparse.ArgumentParser()
    linking_command.add_parsers(parser.add_subparsers(required=True))

    def run(*words):
        chosen = parser.parse_args(["link", *words, "--corpus", str(linked.folder)])
        code = chosen.run(chosen)
        return code, *capfd.readouterr()

    return run


@needs_spark
def test_the_same_files_and_nothing_left_behind(call, linked, tmp_path, monkeypatch):
    monkeypatch.setenv("SEINHUIS_SPARK_MASTER", "local[1]")
    assert call("--out", str(tmp_path / "one"))[0] == 0
    code, out, err = call("--out", str(tmp_path / "two"), "--engine", "spark")
    assert (code, err) == (0, "")
    assert "1 clusters hold 4 records" in out
    for name in FILES:
        one, two = (pq.read_table(tmp_path / place / f"{name}.parquet") for place in ("one", "two"))
        assert two.equals(one, check_metadata=True)
    assert list((linked.folder / "spill").iterdir()) == []


@needs_spark
def test_what_spark_writes_is_for_nobody_else_and_what_it_takes_it_gives_back(linked):
    before = signal.getsignal(signal.SIGINT), dict(os.environ)
    with opened_on(linked.folder) as engine:
        assert len(engine.records()) == 6
        (place,) = (linked.folder / "spill").iterdir()
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
        assert any(place.rglob("*"))
    assert (signal.getsignal(signal.SIGINT), dict(os.environ)) == before


@needs_spark
def test_what_goes_wrong_is_one_of_our_errors(linked):
    file = next((linked.folder / "records").rglob("*.parquet"))
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + b"kapot" + whole[105:-8] + b"\0" * 8)
    with pytest.raises(CorpusDamaged, match="missing or damaged"), opened_on(linked.folder) as engine:
        engine.records()
    file.write_bytes(whole)
    with pytest.raises(SparkFailed, match="--engine duckdb"), opened_on(linked.folder) as engine:
        fail(engine)
    with pytest.raises(CorpusBusy, match="changed while"), opened_on(linked.folder) as engine:
        fail(engine, linked.add([{"id": "z", "text": "nog een briefje"}], source="later"))


def fail(engine, *_):
    """Something that Spark refuses."""
    engine._spark.sql("select nothing from nowhere")


@pytest.mark.parametrize("absent", ["java", "pyspark"])
def test_without_pyspark_or_java_it_says_what_to_install(call, monkeypatch, tmp_path, absent):
    if absent == "java":
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.delenv("JAVA_HOME", raising=False)
    else:
        monkeypatch.setitem(sys.modules, "pyspark", None)
    code, out, err = call("--engine", "spark")
    assert (code, out) == (2, "")
    assert "install seinhuis[spark] and Java 17" in err
    assert err.count("\n") == 1
