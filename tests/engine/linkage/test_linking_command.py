import argparse
import functools
import itertools
import json

import pyarrow.parquet as pq
import pytest

from seinhuis.engine.linkage import linking_command, tables
from seinhuis.engine.linkage.corpus.store import Corpus
from tests.engine.linkage.corpus.making import json_lines


@pytest.fixture
def call_in(capsys):
    parser = argparse.ArgumentParser()
    linking_command.add_parsers(parser.add_subparsers(required=True))

    def run(folder, *words):
        chosen = parser.parse_args([*words, "--corpus", str(folder)])
        code = chosen.run(chosen)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def call(linked, call_in):
    return functools.partial(call_in, linked.folder)


def test_link_explain_and_judge(call):
    code, out, err = call("link", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["clusters"] == 1
    code, out, _ = call("explain", "bord:a")
    assert code == 0
    assert "Cluster bord:a: 4 records." in out
    assert json.loads(call("explain", "bord:a", "bord:d", "--json")[1])["together"] is True
    code, out, _ = call("judge", "bord:c", "bord:d", "not-same", "--reason", "andere winkel", "--by", "kim")
    assert (code, "counts from the next" in out) == (0, True)
    code, out, _ = call("link")
    assert code == 1
    assert "Contradiction: bord:c and bord:d" in out
    code, out, _ = call(
        "judge", "bord:d", "bord:c", "take-back", "--reason", "toch wel", "--by", "kim", "--json"
    )
    assert json.loads(out)["verdict"] == "take-back"
    assert call("link")[0] == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("explain", "bord:a"), "run 'seinhuis link'"),
        (("judge", "bord:a", "bord:zz", "same", "--reason", "x"), "no record bord:zz"),
        (("judge", "bord:a", "bord:a", "same", "--reason", "x"), "the same one twice"),
        (("link", "--difference", "1.5"), "a number from 0 up to 1"),
        (("link", "--similarity", "0"), "a number above 0, at most 1"),
    ],
)
def test_bad_input_is_one_sentence(call, words, said):
    code, out, err = call(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_out_leaves_the_corpus_as_it_was(call, linked, tmp_path):
    assert call("link", "--out", str(tmp_path / "elders"))[0] == 0
    assert (tmp_path / "elders" / "clusters.parquet").exists()
    assert not (linked.folder / "clusters.parquet").exists()


def test_similarity_is_the_difference_said_the_other_way_round(call, linked, tmp_path):
    asked = {"default": (), "similarity": ("--similarity", "0.6"), "strict": ("--similarity", "1")}
    links = {}
    for name, words in asked.items():
        assert call("link", "--out", str(tmp_path / name), *words)[0] == 0
        links[name] = pq.read_table(tmp_path / name / "links.parquet")
    assert links["similarity"].equals(links["default"], check_metadata=True)
    assert tables.read_said(tmp_path / "strict" / "links.parquet")["difference"] == 0


def test_one_asks_for_a_similarity_or_a_difference(call):
    with pytest.raises(SystemExit) as stopped:
        call("link", "--similarity", "0.6", "--difference", "0.25")
    assert stopped.value.code == 2


def test_every_verb_has_an_example(call, capsys):
    for verb in ("link", "explain", "judge"):
        with pytest.raises(SystemExit):
            call(verb, "--help")
        assert "Example: seinhuis" in capsys.readouterr().out


def test_linking_says_how_many_numbers_are_shared_by_too_many(tmp_path, call_in):
    seen = itertools.product(
        ("gordijn", "auto", "koffer", "hek", "raam", "lamp"),
        ("stond open", "was weg", "bleef dicht", "ging stuk", "werd geverfd", "kwam terug"),
        range(3),
    )
    rows = [
        {"id": f"{number}", "text": f"Al drie nachten {what} {did} naast onze woning, bel 06 1234 5001"}
        for number, (what, did, _) in enumerate(seen)
    ]
    corpus = Corpus.create(tmp_path / "corpus")
    corpus.add([json_lines(tmp_path / "rows.jsonl", rows)], source="bord")
    code, out, _ = call_in(corpus.folder, "link", "--similarity", "1")
    assert code == 0
    assert "36 clusters hold 108 records; the largest has 3." in out
    assert "1 identifiers are shared by too many to glue" in out
