import argparse
import json
import subprocess
import sys

import pytest

from seinhuis.engine.estimates import command

from .published_tables import DATA

UK = DATA / "UKdat_4.csv"
ROME = DATA / "HIV.csv"
WORDS = {"consistent", "below the range", "above the range", "the data cannot say"}


def run(*arguments):
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers(required=True))
    chosen = parser.parse_args(["estimate", *map(str, arguments)])
    return chosen.run(chosen)


def record(capsys, *arguments):
    assert run(*arguments, "--json") == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.count("\n") == 1
    return json.loads(out)


def test_json_is_one_object_with_all_that_was_promised(capsys):
    found = record(capsys, UK, "--method", "bma", "--claim", "12000", "--seed", "3")
    assert found["table"]["lists"] == ["LA", "NG", "PFNCA", "GO"]
    assert found["table"]["n"] == 2428
    assert found["table"]["totals"]["LA"] == 94
    assert {"lists": ["LA", "GO"], "persons": 5} in found["table"]["overlaps"]
    (result,) = found["results"]
    assert {"method", "model", "estimate", "interval", "assumptions", "warnings"} <= set(result)
    assert {"level", "lower", "upper", "kind"} <= set(result["interval"])
    assert result["estimate"] == 11_364
    assert found["bounds"]["claim"] == 12_000
    assert found["verdict"] == found["bounds"]["verdict"] == "consistent"
    assert found["seed"] == 3


@pytest.mark.parametrize("method", ["stepwise", "bic", "chao"])
def test_one_method_by_name(capsys, method):
    found = record(capsys, UK, "--method", method)
    assert [each["method"] for each in found["results"]] == [method]
    assert found["results"][0]["estimate"] > 2_428
    assert found["verdict"] == "below the range"


def test_no_number_is_null_with_a_reason(capsys, tmp_path):
    two = tmp_path / "two.csv"
    two.write_text("A;B;aantal\n1;1;3\n1;0;9\n0;1;8\n")
    (result,) = record(capsys, two, "--method", "bma")["results"]
    assert result["estimate"] is result["interval"] is None
    assert result["reason"]


def test_the_same_twice_and_for_rows_in_another_order(capsys, tmp_path):
    rows = ROME.read_text().splitlines()
    turned = tmp_path / "turned.csv"
    turned.write_text("\n".join([rows[0], *reversed(rows[1:])]))
    first = record(capsys, ROME, "--method", "latent")
    assert first == record(capsys, turned, "--method", "latent")


def test_the_bootstrap(capsys):
    found = record(capsys, UK, "--method", "stepwise", "--bootstrap", "100")
    assert found["results"][0]["interval"]["kind"] == "bca"


def test_the_plain_table(capsys):
    assert run(ROME) == 0
    out, err = capsys.readouterr()
    assert err == ""
    for word in ("stepwise", "bma", "latent", "chao", "odds ratios", "Assumes:", "What they assume:"):
        assert word in out
    assert "The claim of 1,300: below the range." in out.replace("\n", " ")
    assert "and not the table" in out
    assert max(map(len, out.splitlines())) <= 130


def test_an_interval_without_an_end_is_said():
    from seinhuis.engine.estimates.contracts import Interval
    from seinhuis.engine.estimates.printing import _interval

    assert _interval(Interval(0.95, 20.0, None, "profile")) == "20 - no limit  95% profile"
    assert _interval(None) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A,B,n\n1,1,3\n1,2,4\n0,1,3\n", "row 3, column B"),
        ("A,B,n\n1,1,3\n1,0,-4\n0,1,3\n", "row 3, column n"),
        ("A,B,n\n1,1,3\n1,0,1.5\n0,1,3\n", "row 3, column n"),
        ("A,B,n\n1,1,3\n1,1,4\n0,1,3\n", "row 3"),
        ("A,B,n\n1,1,3\n0,0,4\n", "row 3"),
        ("A,n\n1,3\n", "fewer than two lists"),
        ("A,B,n\n", "no rows"),
        ("", "no rows"),
        ("A,B,n\n1,0,3\n0,1,4\n", "--unconnected"),
        ("A,B,n\n1,0,3\n1,0,3\n", "row 3"),
    ],
)
def test_bad_tables_are_one_clear_sentence(tmp_path, capsys, text, said):
    path = tmp_path / "bad.csv"
    path.write_text(text)
    assert run(path) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("seinhuis: ")
    assert said in err


def test_files_that_cannot_be_read(tmp_path, capsys):
    wrong = tmp_path / "wrong.csv"
    wrong.write_bytes(b"A,B,n\n1,1,\xff\n")
    zeros = tmp_path / "zeros.csv"
    zeros.write_bytes(b"A,B,n\n1,1,\x00\n")
    for path in (tmp_path / "nowhere.csv", tmp_path, wrong, zeros):
        assert run(path) == 2
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("\n") == 1


@pytest.mark.parametrize(
    "settings",
    [
        ("--order", "9"),
        ("--order", "0"),
        ("--claim", "0"),
        ("--claim", "nan"),
        ("--claim", "inf"),
        ("--bootstrap", "-1"),
        ("--bootstrap", "7"),
        ("--seed", "-4"),
        ("--count", "many"),
        ("--strata", "region"),
    ],
)
def test_settings_that_cannot_be(capsys, settings):
    assert run(UK, *settings) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1


@pytest.mark.parametrize("usage", [("--method", "guess"), ("--order", "two"), ("--claim",)])
def test_wrong_usage(capsys, usage):
    with pytest.raises(SystemExit) as stopped:
        run(UK, *usage)
    assert stopped.value.code == 2


def test_help_has_an_example(capsys):
    with pytest.raises(SystemExit) as stopped:
        run("--help")
    assert stopped.value.code == 0
    assert "Example: seinhuis estimate" in capsys.readouterr().out


def test_lists_in_groups_and_columns_that_are_no_lists(capsys, tmp_path):
    path = tmp_path / "regions.csv"
    path.write_text("A,B,region,n\n1,0,x,9\n0,1,x,7\n0,1,y,2\n")
    found = record(capsys, path, "--strata", "region", "--unconnected", "--method", "stepwise")
    assert found["table"]["lists"] == ["A", "B"]
    assert found["results"][0]["estimate"] is None
    assert found["verdict"] in WORDS


def test_plots(tmp_path, capsys):
    assert run(UK, "--method", "bic", "--plots", tmp_path / "pictures") == 0
    assert "files written" in capsys.readouterr().err
    assert {each.suffix for each in (tmp_path / "pictures").iterdir()} >= {".svg", ".csv"}


def test_plots_of_a_bootstrap_hold_its_histogram(tmp_path):
    assert run(UK, "--method", "stepwise", "--bootstrap", "100", "--plots", tmp_path) == 0
    assert "95" in (tmp_path / "bootstrap.csv").read_text()


def test_plots_where_nothing_can_be_written(tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert run(UK, "--method", "chao", "--plots", tmp_path / "file") == 1
    assert capsys.readouterr().err.startswith(f"seinhuis: {tmp_path}")


def test_the_verb_alone_is_quick_to_import():
    code = (
        "import sys, time; start = time.process_time(); import seinhuis.engine.estimates.command; "
        "spent = time.process_time() - start; assert spent < 1.5, spent; "
        "assert not {'numba', 'pandas', 'matplotlib', 'statsmodels', 'django'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
