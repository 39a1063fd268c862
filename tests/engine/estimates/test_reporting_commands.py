"""The verbs `seinhuis funnel` and `seinhuis disclose`, as somebody types them."""

import argparse
import io
import json

import pytest

from seinhuis.engine.estimates import reporting_commands
from seinhuis.engine.estimates.disclosure import audit, read_published

FUNNEL = "stage,of,count,unknown\ncontacted,,100,\ntold the age,contacted,61,0\nreplied,told the age,9,46\n"
ARMS = "arm,campaign,stage,of,count\n" + "".join(
    f"{arm},{campaign},contacted,,50\n{arm},{campaign},told,contacted,{told}\n"
    for arm, campaign, told in (("short", "p", 30), ("short", "q", 20), ("long", "p", 40), ("long", "q", 28))
)
COUNTS = "region,age,count\nNorth,12-14,3\nNorth,15-17,22\nSouth,12-14,14\nSouth,15-17,31\n"


def run(*arguments):
    parser = argparse.ArgumentParser()
    reporting_commands.add_parser(parser.add_subparsers(required=True))
    chosen = parser.parse_args([*map(str, arguments)])
    return chosen.run(chosen)


@pytest.fixture
def file(tmp_path):
    def write(content, name="input.csv"):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return write


def test_a_funnel_in_words(file, capsys):
    assert run("funnel", file(FUNNEL), "--claim", "0.6") == 0
    said = capsys.readouterr().out
    assert "told the age: 61 of 100 contacted" in said
    assert "share 0.610, 95 % limits 0.512 to 0.700" in said
    assert "more than 0.6: the data cannot say" in said
    assert "6305 known persons are needed" in said
    assert "whatever the unknown did: 0.148 to 0.902" in said


def test_a_funnel_as_json_and_exact(file, capsys):
    assert run("funnel", file(FUNNEL), "--claim", "0.6", "--json", "--exact") == 0
    (arm,) = json.loads(capsys.readouterr().out)["arms"]
    claim = arm["stages"][1]["claim"]
    assert claim["kind"] == "clopper-pearson"
    assert claim["verdict"] == "the data cannot say"


def test_arms_and_campaigns(file, capsys):
    assert run("funnel", file(ARMS), "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert [arm["arm"] for arm in record["arms"]] == ["short", "long"]
    assert record["arms"][0]["stages"][1]["clustered"]["clusters"] == 2
    assert record["comparison"]["told"]["difference"] == pytest.approx(-0.18)
    assert run("funnel", file(ARMS)) == 0
    assert "short compared with long" in capsys.readouterr().out


def test_pictures_are_written(file, tmp_path, capsys):
    assert run("funnel", file(FUNNEL), "--plots", tmp_path / "pictures") == 0
    assert {path.name for path in (tmp_path / "pictures").iterdir()} == {
        "funnel.svg",
        "funnel.csv",
        "funnel.md",
    }
    assert run("funnel", file(FUNNEL), "--plots", file("x", "taken")) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_table_is_protected_and_its_output_is_the_input_of_the_next(file, capsys):
    assert run("disclose", file(COUNTS)) == 0
    first = capsys.readouterr().out
    assert "3" not in {line.split(",")[2] for line in first.splitlines()}
    sexes = COUNTS.replace("age", "sex").replace("12-14", "m").replace("15-17", "f").replace("14,", "14,")
    earlier = file(first, "first.csv")
    assert run("disclose", file(sexes, "sexes.csv"), "--previous", earlier, "--json") == 0
    assert json.loads(capsys.readouterr().out)["dimensions"] == {
        "region": ["North", "South"],
        "sex": ["m", "f"],
    }
    assert run("disclose", earlier, "--audit") == 0
    assert "No leak." in capsys.readouterr().out


def test_the_threshold_and_the_rounding(file, capsys):
    assert run("disclose", file(COUNTS), "--threshold", "2", "--rounding", "5") == 0
    published = read_published(capsys.readouterr().out)
    assert published.cell("North", "12-14").value == 5
    assert audit(published).safe


def test_a_leak_is_exit_code_1(file, capsys):
    published = "region,age,value\nNorth,young,x\nNorth,old,22\nNorth,Total,25\n"
    assert run("disclose", file(published), "--audit", "--json") == 1
    (leak,) = json.loads(capsys.readouterr().out)["leaks"]
    assert (leak["lower"], leak["upper"]) == (3, 3)
    assert run("disclose", file(published), "--audit") == 1
    assert "LEAK: hidden cell, region North, age young: 3 to 3" in capsys.readouterr().out


def test_standard_input(monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(COUNTS))
    assert run("disclose", "-") == 0
    assert capsys.readouterr().out.startswith("region,age,value,status,base\n")


@pytest.mark.parametrize(
    ("arguments", "content"),
    [
        (["funnel"], "stage,of,count\na,,x\n"),
        (["funnel"], ""),
        (["funnel"], "stage,of,count\na,,1\nb,c,1\n"),
        (["funnel", "--claim", "2"], FUNNEL),
        (["funnel", "--claim", "nan"], FUNNEL),
        (["funnel", "--level", "1"], FUNNEL),
        (["funnel", "--seed", "-1"], ARMS),
        (["funnel"], ARMS + "third,p,contacted,,50\nthird,p,told,contacted,5\n"),
        (["funnel"], "stage,of,count\n" + "a" * 200_000 + ",,1\n"),
        (["disclose"], "region,count\nNorth,-1\n"),
        (["disclose"], "region,count\nNorth,1\nNorth,2\n"),
        (["disclose"], "region,count\nTotal,1\n"),
        (["disclose", "--threshold", "1"], COUNTS),
        (["disclose", "--audit"], "region,value,status\nNorth,3,secret\n"),
        (["disclose", "--audit"], "region,value\nNorth,3\nNorth,4\n"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(file, capsys, arguments, content):
    assert run(arguments[0], file(content), *arguments[1:]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert err.startswith("seinhuis: ")


def test_a_file_that_is_not_there_or_no_text(tmp_path, capsys):
    assert run("funnel", tmp_path / "none.csv") == 2
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00")
    assert run("disclose", tmp_path / "binary.csv") == 2
    assert run("disclose", tmp_path / "binary.csv", "--previous", tmp_path / "none.csv") == 2
    assert len(capsys.readouterr().err.splitlines()) == 3


@pytest.mark.parametrize("verb", ["funnel", "disclose"])
def test_the_help_has_the_format_and_an_example(verb, capsys):
    with pytest.raises(SystemExit):
        run(verb, "--help")
    said = capsys.readouterr().out
    assert f"Example: seinhuis {verb}" in said
    assert {"funnel": "told the age,contacted,61,0", "disclose": "North,12-14,3"}[verb] in said


def test_the_examples_of_the_help_work(file, capsys):
    for text, verb in ((reporting_commands._FUNNEL, "funnel"), (reporting_commands._DISCLOSE, "disclose")):
        blocks = [block for block in text.split("\n\n") if block.startswith("    ")]
        for block in blocks:
            content = "".join(f"{line.strip()}\n" for line in block.splitlines())
            assert run(verb, file(content)) == 0
    capsys.readouterr()
